import CairnModel
import Testing

@testable import CairnWire

@Suite struct S3RecordTests {
    static let namespace = "http://s3.amazonaws.com/doc/2006-03-01/"

    @Test(
        arguments: [
            ("GET", "/?policy", "GetBucketPolicy", ["bucketName": "b", "Host": "b.s3.amazonaws.com", "policy": ""]),
            (
                "GET", "/?list-type=2&prefix=a%2Fb+c&encoding-type=url&delimiter=%2F", "ListObjects",
                [
                    "bucketName": "b", "Host": "b.s3.amazonaws.com", "list-type": "2", "prefix": "a/b c",
                    "encoding-type": "url", "delimiter": "/",
                ]
            ),
            (
                "GET", "/?lifecycle", "GetBucketLifecycle",
                ["bucketName": "b", "Host": "b.s3.amazonaws.com", "lifecycle": ""]
            ),
            (
                "GET", "/?object-lock", "GetBucketObjectLockConfiguration",
                ["bucketName": "b", "Host": "b.s3.amazonaws.com", "object-lock": ""]
            ),
            (
                "GET", "/?publicAccessBlock", "GetBucketPublicAccessBlock",
                ["bucketName": "b", "Host": "b.s3.amazonaws.com", "publicAccessBlock": ""]
            ),
            (
                "GET", "/x/y%20z.txt", "GetObject",
                ["bucketName": "b", "key": "x/y z.txt", "Host": "b.s3.amazonaws.com"]
            ),
        ] as [(String, String, String, JSON)])
    func readsShowWhatWasSent(method: String, target: String, eventName: String, expected: JSON) throws {
        let call = try RecordedCall.rest(method, target, host: "b.s3.amazonaws.com", service: "s3")
        #expect(call.eventName == eventName)
        #expect(try call.requestParameters == expected)
    }

    @Test func bucketKeyAndHostComeFirstInThisOrder() throws {
        let call = try RecordedCall.rest(
            "GET", "/inv/2026/a.csv?versionId=v", host: "box.s3.eu-west-1.amazonaws.com", service: "s3")
        #expect(
            try call.requestParameters.description
                == #"{"bucketName":"box","key":"inv/2026/a.csv","Host":"box.s3.eu-west-1.amazonaws.com","versionId":"v"}"#
        )
    }

    @Test func presignedRequestsShowNoSignature() throws {
        let call = try RecordedCall.rest(
            "GET",
            "/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIA%2F20230710&X-Amz-Date=20230710T000000Z"
                + "&X-Amz-Expires=900&X-Amz-SignedHeaders=host&X-Amz-Security-Token=tok&X-Amz-Signature=abc",
            host: "b.s3.amazonaws.com", service: "s3")
        #expect(
            try call.requestParameters
                == [
                    "bucketName": "b", "key": "k", "Host": "b.s3.amazonaws.com",
                    "X-Amz-Algorithm": "AWS4-HMAC-SHA256", "X-Amz-Date": "20230710T000000Z", "X-Amz-Expires": "900",
                    "X-Amz-SignedHeaders": "host",
                ])
    }

    @Test func inputHeadersAreShownButNoKeysCodesOrContent() throws {
        let call = try RecordedCall.rest(
            "PUT", "/k", host: "b.s3.amazonaws.com",
            headers: [
                "X-Amz-Acl": "private", "x-amz-date": "20230710T000000Z", "x-amz-content-sha256": "e3b0",
                "x-amz-security-token": "tok", "x-amz-server-side-encryption-customer-key": "a2V5",
                "x-amz-server-side-encryption-customer-algorithm": "AES256", "Authorization": "AWS4-HMAC-SHA256 x",
                "x-amz-mfa": "serial 123456",
            ], body: "the content", service: "s3")
        #expect(
            try call.requestParameters
                == [
                    "bucketName": "b", "key": "k", "Host": "b.s3.amazonaws.com", "x-amz-acl": "private",
                    "x-amz-server-side-encryption-customer-algorithm": "AES256",
                ])
    }

    @Test func policiesAreObjects() throws {
        let call = try RecordedCall.rest(
            "PUT", "/b?policy", host: "s3.amazonaws.com", body: #"{"Version":"2012-10-17","Statement":[]}"#,
            service: "s3")
        #expect(
            try call.requestParameters
                == [
                    "bucketName": "b", "Host": "s3.amazonaws.com", "policy": "",
                    "bucketPolicy": ["Version": "2012-10-17", "Statement": []],
                ])
    }

    @Test func xmlBodiesBecomeObjects() throws {
        let call = try RecordedCall.rest(
            "PUT", "/?lifecycle", host: "b.s3.amazonaws.com",
            body: """
                <?xml version="1.0"?><LifecycleConfiguration xmlns="\(Self.namespace)">
                  <Rule><ID>a</ID><Status>Enabled</Status><Expiration><Days>1</Days></Expiration></Rule>
                  <Rule><ID>007</ID><Filter/><Status>true</Status></Rule>
                </LifecycleConfiguration>
                """, service: "s3")
        #expect(call.eventName == "PutBucketLifecycle")
        #expect(
            try call.requestParameters["LifecycleConfiguration"]
                == [
                    "xmlns": .string(Self.namespace),
                    "Rule": [
                        ["ID": "a", "Status": "Enabled", "Expiration": ["Days": 1]],
                        ["ID": "007", "Filter": "", "Status": true],
                    ],
                ])
    }

    @Test func attributesBecomeKeys() throws {
        let call = try RecordedCall.rest(
            "PUT", "/?acl", host: "b.s3.amazonaws.com",
            body: """
                <AccessControlPolicy xmlns="\(Self.namespace)"><AccessControlList><Grant>\
                <Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="CanonicalUser"><ID>i</ID>\
                </Grantee><Permission>READ</Permission></Grant></AccessControlList></AccessControlPolicy>
                """, service: "s3")
        let grant = try call.requestParameters["AccessControlPolicy"]?["AccessControlList"]?["Grant"]
        #expect(
            grant
                == [
                    "Grantee": [
                        "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance", "xsi:type": "CanonicalUser",
                        "ID": "i",
                    ], "Permission": "READ",
                ])
    }

    @Test func brokenBodiesAreLeftOut() throws {
        let call = try RecordedCall.rest(
            "PUT", "/?tagging", host: "b.s3.amazonaws.com", body: "<Tagging><TagSet>", service: "s3")
        let rendered = ParameterRendering().requestParameters(.structure([]), request: call.request, call: call.call)
        #expect(rendered == ["bucketName": "b", "Host": "b.s3.amazonaws.com", "tagging": ""])
    }

    @Test func theAccountOfS3ControlStandsInTheHostAlone() throws {
        let host = "123456789012.s3-control.us-east-1.amazonaws.com"
        let call = try RecordedCall.rest(
            "GET", "/v20180820/accesspoint?bucket=b&maxResults=1", host: host,
            headers: ["x-amz-account-id": "123456789012"], service: "s3")
        #expect(call.eventSource == "s3.amazonaws.com")
        #expect(call.eventName == "ListAccessPoints")
        #expect(try call.requestParameters == ["Host": .string(host), "bucket": "b", "maxResults": "1"])
    }

    @Test func answersAboutObjectsShowTheirHeaders() throws {
        let call = try RecordedCall.rest("PUT", "/k", host: "b.s3.amazonaws.com", service: "s3")
        let response = WireResponse(
            status: 200,
            headers: [
                "x-amz-request-id": "ABC", "x-amz-id-2": "xyz", "X-Amz-Version-Id": "v", "ETag": "e",
                "x-amz-server-side-encryption": "AES256", "x-amz-foo": "bar",
            ])
        #expect(
            try call.responseElements(response)
                == [
                    "x-amz-request-id": "ABC", "x-amz-id-2": "xyz", "x-amz-version-id": "v",
                    "x-amz-server-side-encryption": "AES256",
                ])
    }

    @Test(
        arguments: [
            ("true", true), ("false", false), ("600", 600), ("-5", -5), ("0.5", .number(JSONNumber(literal: "0.5"))),
            ("007", "007"), ("1.10", "1.10"), ("", ""), ("TRUE", "TRUE"), ("1e5", "1e5"), ("-", "-"),
            ("12345678901234567890123", "12345678901234567890123"), ("i-1", "i-1"), ("10.0.0.0", "10.0.0.0"),
        ] as [(String, JSON)])
    func scalarsAreGuessed(text: String, value: JSON) {
        #expect(MarkupRendering.scalar(text) == value)
    }
}
