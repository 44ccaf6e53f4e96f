import CairnModel
import Testing

@testable import CairnWire

@Suite struct S3RoutingTests {
    static let router = CallRouter()

    static func route(
        _ method: String, _ target: String, host: String = "127.0.0.1:4734", signing: String? = "s3",
        _ headers: [(String, String)] = []
    ) -> RoutedCall? {
        router.route(
            WireRequest(method: method, target: target, headers: HeaderFields([("Host", host)] + headers)),
            signingName: signing)
    }

    @Test(
        arguments: [
            ("b.s3.amazonaws.com", "b"), ("b.s3.us-east-1.amazonaws.com", "b"), ("b.s3-us-west-2.amazonaws.com", "b"),
            ("my.dotted.bucket.s3.eu-west-1.amazonaws.com", "my.dotted.bucket"), ("B.S3.Amazonaws.com:443", "b"),
            ("b.s3.dualstack.us-east-1.amazonaws.com", "b"), ("b.s3-fips.us-gov-west-1.amazonaws.com", "b"),
            ("b.s3.cn-north-1.amazonaws.com.cn", "b"), ("b.s3-accelerate.amazonaws.com", "b"),
            ("b.s3-website-us-east-1.amazonaws.com", "b"), ("s3-b.s3.amazonaws.com", "s3-b"),
            ("b--use1-az4--x-s3.s3express-use1-az4.us-east-1.amazonaws.com", "b--use1-az4--x-s3"),
            ("ap-123456789012.s3-accesspoint.us-east-1.amazonaws.com", "ap-123456789012"),
            ("m.mrap.accesspoint.s3-global.amazonaws.com", "m.mrap"),
            ("b.bucket.vpce-1a2b-3c4d.s3.us-east-1.vpce.amazonaws.com", "b"),
            ("b.localhost", "b"), ("b.localhost:4734", "b"), ("b.s3.localhost", "b"),
            ("b.s3.localhost.localstack.cloud:4566", "b"), ("b.s3.us-east-1.localhost.localstack.cloud:4566", "b"),
            ("b.127.0.0.1.nip.io", "b"), ("my.b.10.0.0.1.nip.io:4734", "my.b"), ("b.10-0-0-1.sslip.io", "b"),
            ("b.s3.127.0.0.1.nip.io", "b"), ("b.s3.example.com", "b"),
            ("s3.amazonaws.com", nil), ("s3.us-east-1.amazonaws.com", nil), ("s3-us-west-2.amazonaws.com", nil),
            ("s3.dualstack.us-east-1.amazonaws.com", nil), ("bucket.vpce-1a2b.s3.us-east-1.vpce.amazonaws.com", nil),
            ("123456789012.s3-control.us-east-1.amazonaws.com", nil),
            ("s3express-control.us-east-1.amazonaws.com", nil),
            ("127.0.0.1:4734", nil), ("10.0.0.1", nil), ("[::1]:4734", nil), ("localhost", nil),
            ("localhost:4734", nil),
            ("s3.localhost", nil), ("s3.localhost.localstack.cloud:4566", nil), ("127.0.0.1.nip.io", nil),
            ("s3.127.0.0.1.nip.io", nil), ("minio.example.com:9000", nil), ("host", nil), ("", nil),
        ] as [(String, String?)])
    func findsTheBucketInTheHost(host: String, bucket: String?) {
        #expect(S3Address.bucket(inHost: host) == bucket)
    }

    @Test(arguments: [
        ("GET", "/", "ListBuckets"), ("PUT", "/b", "CreateBucket"), ("PUT", "/b/", "CreateBucket"),
        ("HEAD", "/b", "HeadBucket"), ("DELETE", "/b", "DeleteBucket"), ("GET", "/b", "ListObjects"),
        ("GET", "/b?prefix=a&delimiter=%2F", "ListObjects"), ("GET", "/b?list-type=2&prefix=a", "ListObjectsV2"),
        ("GET", "/b/?versions", "ListObjectVersions"), ("GET", "/b?versions=", "ListObjectVersions"),
        ("GET", "/b?uploads", "ListMultipartUploads"), ("GET", "/b?location", "GetBucketLocation"),
        ("PUT", "/b?versioning", "PutBucketVersioning"), ("PUT", "/b?tagging", "PutBucketTagging"),
        ("GET", "/b?lifecycle", "GetBucketLifecycleConfiguration"),
        ("PUT", "/b?notification", "PutBucketNotificationConfiguration"),
        ("GET", "/b?publicAccessBlock", "GetPublicAccessBlock"),
        ("GET", "/b?inventory&id=1", "GetBucketInventoryConfiguration"),
        ("GET", "/b?inventory", "ListBucketInventoryConfigurations"),
        ("PUT", "/b?inventory&id=1", "PutBucketInventoryConfiguration"),
        ("PUT", "/b?inventory", "PutBucketInventoryConfiguration"),
        ("POST", "/b?delete", "DeleteObjects"), ("GET", "/b?session", "CreateSession"),
        ("GET", "/b/k", "GetObject"), ("GET", "/b/a/b/c", "GetObject"), ("GET", "/b/a/", "GetObject"),
        ("GET", "/b//", "GetObject"), ("GET", "/b/k?x-id=GetObject&versionId=1", "GetObject"),
        ("HEAD", "/b/k", "HeadObject"),
        ("GET", "/b/k?response-content-type=a", "GetObject"), ("GET", "/b/k?acl", "GetObjectAcl"),
        ("GET", "/b/k?tagging&versionId=1", "GetObjectTagging"), ("GET", "/b/k?attributes", "GetObjectAttributes"),
        ("GET", "/b/k?uploadId=1", "ListParts"), ("PUT", "/b/k", "PutObject"),
        ("PUT", "/b/k?x-id=PutObject", "PutObject"),
        ("PUT", "/b/k?retention", "PutObjectRetention"), ("PUT", "/b/k?legal-hold", "PutObjectLegalHold"),
        ("PUT", "/b/k?partNumber=1&uploadId=u", "UploadPart"), ("POST", "/b/k?uploads", "CreateMultipartUpload"),
        ("POST", "/b/k?uploads=", "CreateMultipartUpload"), ("POST", "/b/k?uploadId=u", "CompleteMultipartUpload"),
        ("DELETE", "/b/k?uploadId=u", "AbortMultipartUpload"), ("DELETE", "/b/k", "DeleteObject"),
        ("DELETE", "/b/k?tagging", "DeleteObjectTagging"), ("POST", "/b/k?restore", "RestoreObject"),
        ("POST", "/b/k?select&select-type=2", "SelectObjectContent"),
    ]) func tellsOperationsApart(method: String, target: String, operation: String) {
        #expect(Self.route(method, target)?.operation?.name == operation)
        guard target != "/" else { return }
        let rest = target.dropFirst(2)
        let virtual = Self.route(
            method, rest.hasPrefix("/") ? String(rest) : "/" + rest, host: "b.s3.us-east-1.amazonaws.com")
        #expect(virtual?.operation?.name == operation)
        #expect(virtual?.bucket == "b")
    }

    @Test func tellsCopiesByTheirHeader() {
        let copy = [("x-amz-copy-source", "/b/k")]
        #expect(Self.route("PUT", "/b/k", copy)?.operation?.name == "CopyObject")
        #expect(Self.route("PUT", "/b/k?partNumber=1&uploadId=u", copy)?.operation?.name == "UploadPartCopy")
    }

    @Test(
        arguments: [
            ("127.0.0.1:4734", "/my-bucket/a%20b/c?acl", "/my-bucket/a%20b/c?acl", "my-bucket", "a b/c"),
            ("b.s3.amazonaws.com", "/a%2Fb", "/b/a%2Fb", "b", "a/b"),
            ("b.s3.amazonaws.com", "/?acl", "/b?acl", "b", nil),
            ("b.s3.amazonaws.com", "/", "/b", "b", nil), ("b.s3.amazonaws.com", "", "/b", "b", nil),
            ("b.localhost:4734", "/a//b/", "/b/a//b/", "b", "a//b/"), ("localhost", "/b/", "/b/", "b", nil),
            ("localhost", "/b//", "/b//", "b", "/"), ("localhost", "/b/é+", "/b/é+", "b", "é+"),
            ("localhost", "/", "/", nil, nil), ("localhost", "http://localhost/b/k", "/b/k", "b", "k"),
            ("b.s3.amazonaws.com", "http://b.s3.amazonaws.com/k?acl", "/b/k?acl", "b", "k"),
        ] as [(String, String, String, String?, String?)])
    func givesBucketKeyAndPathStyleTarget(
        host: String, target: String, pathStyle: String, bucket: String?, key: String?
    ) {
        let call = Self.route("GET", target, host: host)
        #expect(call?.target == pathStyle)
        #expect(call?.bucket == bucket)
        #expect(call?.key == key)
    }

    @Test func tellsS3ControlByItsHeaderOrHost() {
        let path = "/v20180820/configuration/publicAccessBlock"
        let account = [("x-amz-account-id", "123456789012")]
        #expect(Self.route("GET", path, account)?.service.id == "s3control")
        #expect(Self.route("GET", path, account)?.operation?.name == "GetPublicAccessBlock")
        let host = "123456789012.s3-control.us-east-1.amazonaws.com"
        #expect(Self.route("GET", path, host: host)?.operation?.name == "GetPublicAccessBlock")
        // A bucket of that name.
        #expect(Self.route("GET", path)?.service.id == "s3")
        #expect(Self.route("GET", path)?.bucket == "v20180820")
        #expect(
            Self.route("GET", "/v20180820/mrap/instances/a/b/policy", account)?.operation?.name
                == "GetMultiRegionAccessPointPolicy")
    }

    @Test func knowsTheOtherSigningNames() {
        #expect(Self.route("GET", "/b?session", signing: "s3express")?.operation?.name == "CreateSession")
        #expect(Self.route("GET", "/", signing: "s3express")?.operation?.name == "ListDirectoryBuckets")
        #expect(Self.route("GET", "/b/k", signing: "s3-outposts")?.operation?.name == "GetObject")
        #expect(
            Self.route("GET", "/S3Outposts/ListEndpoints", signing: "s3-outposts")?.operation?.name == "ListEndpoints")
        let lambda = Self.route(
            "POST", "/WriteGetObjectResponse", host: "r.s3-object-lambda.us-east-1.amazonaws.com",
            signing: "s3-object-lambda")
        #expect(lambda?.operation?.name == "WriteGetObjectResponse")
        #expect(lambda?.bucket == nil)
    }

    @Test func knowsWhatBrowsersSend() {
        let form = [("Content-Type", "multipart/form-data; boundary=x")]
        let post = Self.route("POST", "/b", form)
        #expect(post?.operation == nil)
        #expect(post?.operationName == "PostObject")
        #expect(Self.route("OPTIONS", "/b/k")?.operationName == "PreflightRequest")
    }

    @Test func takesAnonymousCallsThatLookLikeS3s() {
        #expect(Self.route("GET", "/k", host: "b.s3.amazonaws.com", signing: nil)?.operation?.name == "GetObject")
        #expect(Self.route("GET", "/b/k", host: "s3.localhost", signing: nil)?.operation?.name == "GetObject")
        #expect(Self.route("GET", "/b/k", signing: nil) == nil)
        let sdk = [("amz-sdk-invocation-id", "1")]
        #expect(Self.route("GET", "/b/k", signing: nil, sdk)?.operation?.name == "GetObject")
    }

    @Test func takesSignatureVersion2() {
        let header = [("Authorization", "AWS AK:sig")]
        #expect(Self.route("PUT", "/b/k", signing: nil, header)?.operation?.name == "PutObject")
        let presigned = "/b/k?AWSAccessKeyId=AK&Expires=1&Signature=s"
        #expect(Self.route("GET", presigned, signing: nil)?.operation?.name == "GetObject")
    }
}
