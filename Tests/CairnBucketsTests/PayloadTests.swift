import CairnModel
import Testing

@testable import CairnBuckets

/// What requests say of their content, through the whole endpoint.
@Suite struct PayloadTests {
    private let endpoint: TestEndpoint

    init() async throws {
        endpoint = try TestEndpoint()
        _ = try await endpoint.call("PUT", "/box")
    }

    @Test(arguments: [
        ("Content-MD5", "JfnnlDI7RTiF9RgfG2JNCw==", nil), ("Content-MD5", "AAAAAAAAAAAAAAAAAAAAAA==", "BadDigest"),
        ("Content-MD5", "no", "InvalidDigest"),
        ("x-amz-checksum-crc32", "y/Q5Jg==", nil), ("x-amz-checksum-crc32", "AAAAAA==", "BadDigest"),
        ("x-amz-checksum-crc32", "y/Q5", "InvalidRequest"), ("x-amz-checksum-crc32c", "4waSgw==", nil),
        ("x-amz-checksum-crc64nvme", "rosUhgp5mIg=", nil), ("x-amz-checksum-sha1", "98O8HYCOBHMq32eZZczDTKeuNEE=", nil),
        ("x-amz-checksum-sha256", "FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=", nil),
        ("x-amz-checksum-xxhash3", "AAAAAAAAAAA=", "NotImplemented"),
        ("x-amz-content-sha256", "15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225", nil),
        ("x-amz-content-sha256", String(repeating: "0", count: 64), "XAmzContentSHA256Mismatch"),
    ])
    func whatIsStatedIsChecked(_ header: String, _ value: String, _ code: String?) async throws {
        let answer = try await endpoint.call("PUT", "/box/k", "123456789", headers: [(header, value)])
        #expect(answer.code == code)
        #expect(answer.status == (code == nil ? 200 : code == "NotImplemented" ? 501 : 400))
        #expect(try await endpoint.call("HEAD", "/box/k").status == (code == nil ? 200 : 404))
    }

    @Test func trailersAreCheckedAndKept() async throws {
        let headers = [
            ("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER"), ("x-amz-trailer", "x-amz-checksum-crc32"),
            ("Content-Encoding", "aws-chunked"), ("x-amz-decoded-content-length", "9"),
        ]
        let body = "9\r\n123456789\r\n0\r\nx-amz-checksum-crc32:"
        #expect(try await endpoint.call("PUT", "/box/k", body + "y/Q5Jg==\r\n\r\n", headers: headers).status == 200)
        let head = try await endpoint.call("HEAD", "/box/k", headers: [("x-amz-checksum-mode", "ENABLED")])
        #expect(head.headers["x-amz-checksum-crc32"] == "y/Q5Jg==")
        #expect(head.headers["Content-Encoding"] == nil)
        let wrong = try await endpoint.call("PUT", "/box/k", body + "AAAAAA==\r\n\r\n", headers: headers)
        #expect(wrong.code == "BadDigest")
        #expect(
            try await endpoint.call("PUT", "/box/k", "9\r\n123456789\r\n0\r\n\r\n", headers: headers).code
                == "MalformedTrailerError")
        #expect(try await endpoint.call("PUT", "/box/k", "9\r\n1234", headers: headers).code == "IncompleteBody")
    }

    @Test(arguments: [
        ("aws-chunked", nil), ("aws-chunked,gzip", "gzip"), ("gzip, AWS-Chunked", "gzip"), ("gzip", "gzip"),
        ("a, b", "a,b"),
    ])
    func chunkingIsNoCodingOfTheObject(_ header: String, _ kept: String?) {
        #expect(ContentCoding.withoutChunking(header) == kept)
    }
}
