import CairnAWSClient
import CairnModel
import CairnObjects
import CairnSigning
import Synchronization
import Testing

/// What goes over the wire when an object is put into somebody's S3.
@Suite struct S3HeadersTests {
    private final class Wire: HTTPTransport {
        private let state = Mutex<[HTTPTransportRequest]>([])

        var request: HTTPTransportRequest? { state.withLock(\.last) }

        func send(_ request: HTTPTransportRequest) async throws(AWSClientError) -> AWSResponse {
            state.withLock { $0.append(request) }
            return AWSResponse(
                status: 200, headers: HeaderFields([("ETag", "\"900150983cd24fb0d6963f7d28e17f72\"")]),
                body: AWSByteStream([]))
        }
    }

    private func put(
        to endpoint: String? = nil, addressing: BucketAddressing = .automatic,
        _ options: ObjectWriteOptions = ObjectWriteOptions()
    ) async throws -> HTTPTransportRequest {
        let wire = Wire()
        var configuration = AWSClient.Configuration()
        configuration.region = "eu-west-1"
        configuration.bucketAddressing = addressing
        if let endpoint { configuration.endpoints = EndpointSettings(overrideURL: endpoint) }
        let keys = SigningCredentials(accessKeyID: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "s", sessionToken: "t")
        let store = S3ObjectStore(
            client: AWSClient(
                configuration: configuration, credentials: FixedCredentials(keys), transport: wire))
        try await store.put(bucket: "box", key: "AWSLogs/a b.gz", bytes: Array("abc".utf8), options: options)
        return try #require(wire.request)
    }

    @Test func encryptionOwnerAndMetadataAreHeaders() async throws {
        let request = try await put(
            ObjectWriteOptions(
                contentType: "application/json", contentEncoding: "gzip", userMetadata: ["signature": "ab"],
                acl: "bucket-owner-full-control",
                encryption: .kms(
                    key: "arn:aws:kms:eu-west-1:222233334444:key/1", context: ["aws:cloudtrail:arn": "arn:t"]),
                expectedBucketOwner: "222233334444"))
        let headers = request.headers
        #expect(headers["x-amz-server-side-encryption"] == "aws:kms")
        #expect(
            headers["x-amz-server-side-encryption-aws-kms-key-id"] == "arn:aws:kms:eu-west-1:222233334444:key/1")
        let context = headers["x-amz-server-side-encryption-context"].flatMap { Base64.bytes($0) }
        #expect(context.map { String(decoding: $0, as: UTF8.self) } == #"{"aws:cloudtrail:arn":"arn:t"}"#)
        #expect(headers["x-amz-acl"] == "bucket-owner-full-control")
        #expect(headers["x-amz-expected-bucket-owner"] == "222233334444")
        #expect(headers["x-amz-meta-signature"] == "ab")
        #expect(headers["Content-Type"] == "application/json")
        #expect(headers["Content-Encoding"] == "gzip")
    }

    @Test func everyHeaderThatMattersIsSigned() async throws {
        let request = try await put(
            ObjectWriteOptions(acl: "bucket-owner-full-control", encryption: .kms(key: "alias/k")))
        let authorization = try #require(request.headers["Authorization"])
        #expect(authorization.hasPrefix("AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/"))
        #expect(authorization.contains("/eu-west-1/s3/aws4_request"))
        for name in [
            "host", "x-amz-acl", "x-amz-content-sha256", "x-amz-security-token", "x-amz-server-side-encryption",
        ] {
            #expect(authorization.contains(name), "\(name)")
        }
    }

    @Test(arguments: [
        (String?.none, BucketAddressing.automatic, "https://box.s3.eu-west-1.amazonaws.com/AWSLogs/a%20b.gz"),
        (nil, .path, "https://s3.eu-west-1.amazonaws.com/box/AWSLogs/a%20b.gz"),
        ("http://127.0.0.1:9000", .automatic, "http://127.0.0.1:9000/box/AWSLogs/a%20b.gz"),
        ("https://minio.example:9000", .path, "https://minio.example:9000/box/AWSLogs/a%20b.gz"),
        ("https://minio.example:9000", .virtualHosted, "https://box.minio.example:9000/AWSLogs/a%20b.gz"),
    ])
    func bucketsStandInThePathOrInTheHost(
        endpoint: String?, addressing: BucketAddressing, url: String
    ) async throws {
        #expect(try await put(to: endpoint, addressing: addressing).url == url)
    }
}
