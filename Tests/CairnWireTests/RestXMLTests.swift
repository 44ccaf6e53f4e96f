import CairnModel
import Testing

@testable import CairnWire

struct RestXMLTests {
    @Test func payloadsAreReadUnderAnyRoot() throws {
        let call = try WireFixture.call("s3", "PutBucketVersioning", target: "/b?versioning")
        let value = try WireFixture.decoded(
            call, method: "PUT",
            body: """
                <VersioningConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Status>Enabled</Status>
                </VersioningConfiguration>
                """)
        #expect(value == ["Bucket": "b", "VersioningConfiguration": ["Status": "Enabled"]])
    }

    @Test func flattenedListsAndAttributesAreRead() throws {
        let call = try WireFixture.call("s3", "PutBucketAcl", target: "/b?acl")
        let body = """
            <AccessControlPolicy><Owner><ID>o</ID></Owner><AccessControlList><Grant>
            <Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="CanonicalUser"><ID>g</ID></Grantee>
            <Permission>READ</Permission></Grant></AccessControlList></AccessControlPolicy>
            """
        let request = WireFixture.request(call, method: "PUT", body: body)
        let value = try WireCodec.decodeRequest(request, call: call)
        #expect(
            WireFixture.rendered(value) == [
                "Bucket": "b",
                "AccessControlPolicy": [
                    "Owner": ["ID": "o"],
                    "Grants": [["Grantee": ["Type": "CanonicalUser", "ID": "g"], "Permission": "READ"]],
                ],
            ])
        #expect(try WireFixture.roundTrip(value, call) == value)

        let delete = try WireFixture.call("s3", "DeleteObjects", target: "/b?delete")
        let keys = try WireFixture.decoded(
            delete,
            body: "<Delete><Object><Key>a&lt;</Key></Object><Quiet>true</Quiet><Object><Key> b </Key></Object></Delete>"
        )
        #expect(
            keys == ["Bucket": "b", "Delete": ["Objects": [["Key": "a<"], ["Key": " b "]], "Quiet": true]])
    }

    @Test func greedyLabelsKeepSlashesAndHeadersArePrefixed() throws {
        let call = try WireFixture.call("s3", "PutObject", target: "/b/a%20b//c?x-id=PutObject")
        let request = WireRequest(
            method: "PUT", target: call.target,
            headers: [
                "x-amz-acl": "private", "X-Amz-Meta-Color": "red", "Content-Encoding": "aws-chunked",
                "x-amz-server-side-encryption-bucket-key-enabled": "true", "If-Match": "*",
            ],
            body: WireBody([1], totalByteCount: 5_000_000_000))
        #expect(
            WireFixture.rendered(try WireCodec.decodeRequest(request, call: call)).canonical
                == ([
                    "Bucket": "b", "Key": "a b//c", "ACL": "private", "Metadata": ["Color": "red"],
                    "ContentEncoding": "aws-chunked", "BucketKeyEnabled": true, "IfMatch": "*",
                ] as JSON).canonical)
    }

    @Test func stringPayloadsAreTheBody() throws {
        let call = try WireFixture.call("s3", "PutBucketPolicy", target: "/b?policy")
        #expect(
            try WireFixture.decoded(call, method: "PUT", body: #"{"Version":"1"}"#)
                == ["Bucket": "b", "Policy": #"{"Version":"1"}"#])
    }

    @Test func inputsWithoutPayloadStandInTheirWrapper() throws {
        let call = try WireFixture.call(
            "route53", "ChangeResourceRecordSets", target: "/2013-04-01/hostedzone/Z1/rrset/")
        let body = """
            <ChangeResourceRecordSetsRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><ChangeBatch><Changes>
            <Change><Action>CREATE</Action><ResourceRecordSet><Name>a.</Name><Type>A</Type><TTL>300</TTL>
            <ResourceRecords><ResourceRecord><Value>192.0.2.1</Value></ResourceRecord></ResourceRecords>
            </ResourceRecordSet></Change></Changes></ChangeBatch></ChangeResourceRecordSetsRequest>
            """
        let value = try WireCodec.decodeRequest(WireFixture.request(call, body: body), call: call)
        #expect(
            WireFixture.rendered(value) == [
                "HostedZoneId": "Z1",
                "ChangeBatch": [
                    "Changes": [
                        [
                            "Action": "CREATE",
                            "ResourceRecordSet": [
                                "Name": "a.", "Type": "A", "TTL": 300, "ResourceRecords": [["Value": "192.0.2.1"]],
                            ],
                        ]
                    ]
                ],
            ])
        let operation = try #require(call.operation)
        let request = try WireCodec.encodeRequest(
            value, operation: operation, service: call.service, wireProtocol: .restXML)
        #expect(
            WireFixture.text(request.body).hasPrefix(
                #"<ChangeResourceRecordSetsRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><ChangeBatch>"#
            ))
        #expect(request.target == "/2013-04-01/hostedzone/Z1/rrset")
    }

    @Test func unknownElementsAreKeptAsDocuments() throws {
        let call = try WireFixture.call("s3", "PutBucketVersioning", target: "/b?versioning")
        let value = try WireFixture.decoded(
            call, method: "PUT",
            body: "<V><Status>Enabled</Status><New a='1'><X>1</X><X>2</X></New><MfaDelete><Odd/></MfaDelete></V>")
        #expect(
            value["VersioningConfiguration"] == [
                "Status": "Enabled", "New": ["$document": ["a": "1", "X": ["1", "2"]]],
                "MFADelete": ["$document": ["Odd": ""]],
            ])
    }

    @Test func aMemberMayBeTheRootOfAnAnswer() throws {
        let call = try WireFixture.call("s3", "GetBucketLocation")
        let answer = WireFixture.response(
            #"<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/">eu-west-1</LocationConstraint>"#)
        #expect(try WireFixture.decodedAnswer(call, answer) == ["LocationConstraint": "eu-west-1"])
    }

    @Test func answersHaveHeadersAndBody() throws {
        let call = try WireFixture.call("s3", "CompleteMultipartUpload")
        let answer = WireFixture.response(
            "\n\n<?xml version=\"1.0\"?>\n<R><Location>l</Location><ETag>&quot;e&quot;</ETag></R>",
            headers: ["x-amz-version-id": "v"])
        #expect(
            try WireFixture.decodedAnswer(call, answer) == ["VersionId": "v", "Location": "l", "ETag": "\"e\""])
    }

    @Test(arguments: [
        "<!DOCTYPE a [<!ENTITY x 'y'>]><V><Status>&x;</Status></V>", "<V><Status>", "<V></W>", "<V/><V/>", "nothing",
    ])
    func brokenXMLIsMalformed(body: String) throws {
        let call = try WireFixture.call("s3", "PutBucketVersioning", target: "/b?versioning")
        #expect(throws: WireError(code: .malformed, message: "")) {
            try WireFixture.decoded(call, method: "PUT", body: body)
        }
    }
}
