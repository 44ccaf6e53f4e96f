import CairnModel
import CairnSigning
import Testing

@testable import CairnBuckets

/// Bodies that a signature speaks of.
@Suite struct SignedBodyTests {
    private let endpoint: TestEndpoint

    init() async throws {
        endpoint = try TestEndpoint()
        _ = try await endpoint.call("PUT", "/examplebucket")
    }

    /// The worked example of the Amazon S3 API Reference, "Signature calculations for the authorization header:
    /// transferring a payload in multiple chunks".
    private enum Example {
        static let secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
        static let seed = "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9"
        static let chunks = [
            (65_536, "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648"),
            (1024, "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497"),
            (0, "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9"),
        ]
        static let target = "/examplebucket/chunkObject.txt"
        static let headers: [(String, String)] = [
            ("Host", "s3.amazonaws.com"), ("x-amz-date", "20130524T000000Z"),
            ("x-amz-storage-class", "REDUCED_REDUNDANCY"),
            (
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                    + "SignedHeaders=content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;"
                    + "x-amz-decoded-content-length;x-amz-storage-class,Signature=\(seed)"
            ),
            ("x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"), ("Content-Encoding", "aws-chunked"),
            ("x-amz-decoded-content-length", "66560"), ("Content-Length", "66824"),
        ]

        static func body() throws -> VerifiedSignature.Body {
            try SignatureVerifier(service: "s3").verify(
                method: "PUT", target: target, headers: HeaderFields(headers), body: nil, secretAccessKey: secret,
                now: 1_369_353_600
            ).body
        }

        static func text(_ letter: Character = "a") -> String {
            chunks.map { count, signature in
                "\(String(count, radix: 16));chunk-signature=\(signature)\r\n"
                    + String(repeating: letter, count: count) + "\r\n"
            }.joined()
        }
    }

    private func put(_ text: String) async throws -> TestEndpoint.Answer {
        try await endpoint.call(
            "PUT", Example.target, text, headers: Example.headers, signed: try Example.body())
    }

    @Test func chunksThatAreThoseThatWereSignedAreTaken() async throws {
        #expect(try await put(Example.text()).status == 200)
        let answer = try await endpoint.call("GET", Example.target)
        #expect(answer.text == String(repeating: "a", count: 66_560))
        #expect(answer.headers["Content-Encoding"] == nil)
    }

    @Test(arguments: [
        ("content", "SignatureDoesNotMatch", 403), ("order", "SignatureDoesNotMatch", 403),
        ("last chunk", "SignatureDoesNotMatch", 403), ("cut", "IncompleteBody", 400),
        ("no signature", "IncompleteBody", 400),
    ])
    func otherChunksLeaveNothingBehind(change: String, code: String, status: Int) async throws {
        let before = endpoint.files
        let (first, last) = (Example.chunks[0].1, Example.chunks[2].1)
        let text =
            switch change {
            case "content": Example.text().replacing("a\r\n0;", with: "b\r\n0;")
            case "order": Example.text().replacing(first, with: Example.chunks[1].1)
            case "last chunk": Example.text().replacing(last, with: first)
            case "cut": String(Example.text().prefix(66_000))
            default: Example.text().replacing(";chunk-signature=\(first)", with: "")
            }
        let answer = try await put(text)
        #expect(answer.code == code && answer.status == status)
        #expect(answer.isOfAlteredBody == (status == 403))
        #expect(try await endpoint.call("GET", Example.target).status == 404)
        #expect(await endpoint.hasOnly(before))
    }

    @Test func chunksMustSayHowLongTheContentIs() async throws {
        let headers = Example.headers.filter { $0.0 != "x-amz-decoded-content-length" }
        let answer = try await endpoint.call(
            "PUT", Example.target, Example.text(), headers: headers, signed: try Example.body())
        #expect(answer.code == "MissingContentLength" && answer.status == 411)
    }

    @Test(arguments: ["/examplebucket/k", "/examplebucket?tagging", "/examplebucket/k?uploadId=u"])
    func aBodyThatIsNotTheSignedOneLeavesNothingBehind(target: String) async throws {
        let before = endpoint.files
        let hash = String(repeating: "0", count: 64)
        let answer = try await endpoint.call(
            target.contains("uploadId") ? "POST" : "PUT", target, "<a/>", headers: [("x-amz-content-sha256", hash)],
            signed: .signed)
        #expect(answer.code == "XAmzContentSHA256Mismatch" && answer.status == 400)
        #expect(answer.isOfAlteredBody)
        #expect(await endpoint.hasOnly(before))
    }
}
