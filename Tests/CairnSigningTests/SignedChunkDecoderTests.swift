import CairnModel
import Crypto
import Testing

@testable import CairnSigning

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The examples of the Amazon S3 API Reference: 65 KiB of the letter `a` in chunks of 64 KiB.
@Suite struct SignedChunkDecoderTests {
    static let credentials = SigningCredentials(
        accessKeyID: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")
    static let time = ISO8601.parse("2013-05-24T00:00:00Z") ?? 0
    static let content = [UInt8](repeating: UInt8(ascii: "a"), count: 66_560)

    static let signatures = [
        "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648",
        "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497",
        "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9",
    ]
    static let trailerSignatures = [
        "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2",
        "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7",
        "2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992",
    ]
    static let trailer =
        "x-amz-checksum-crc32c:sOO8/Q==\r\n"
        + "x-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n"

    static func body(_ signatures: [String], trailer: String = "") -> [UInt8] {
        var bytes = Array("10000;chunk-signature=\(signatures[0])\r\n".utf8) + content[..<65_536]
        bytes += Array("\r\n400;chunk-signature=\(signatures[1])\r\n".utf8) + content[65_536...]
        return bytes + Array("\r\n0;chunk-signature=\(signatures[2])\r\n\(trailer)\r\n".utf8)
    }

    /// Signs the examples' requests, which also shows that their seed signature is the published one.
    static func decoder(_ mode: ChunkSigning, seed: String) throws -> SignedChunkDecoder {
        var headers: HeaderFields = [
            "Host": "s3.amazonaws.com", "Content-Encoding": "aws-chunked", "x-amz-decoded-content-length": "66560",
            "x-amz-storage-class": "REDUCED_REDUNDANCY",
        ]
        if mode.hasTrailer {
            headers["x-amz-trailer"] = "x-amz-checksum-crc32c"
        } else {
            headers["Content-Length"] = "66824"
        }
        let request = SigV4.sign(
            method: "PUT", target: "/examplebucket/chunkObject.txt", headers: headers,
            payload: .streaming(mode.rawValue),
            credentials: credentials, region: "us-east-1", service: "s3", at: time)
        #expect(request.headers["Authorization"]?.hasSuffix("Signature=\(seed)") == true)
        let verified = try SignatureVerifier().verify(
            method: "PUT", target: request.target, headers: request.headers, body: nil,
            secretAccessKey: credentials.secretAccessKey, now: time)
        guard case .chunked(let decoder) = verified.body else { throw SignatureError(.unsupported, "not chunked") }
        return decoder
    }

    static func plain() throws -> SignedChunkDecoder {
        try decoder(.signed, seed: "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9")
    }

    static func withTrailer() throws -> SignedChunkDecoder {
        try decoder(.signedWithTrailer, seed: "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e")
    }

    static func decode(_ decoder: SignedChunkDecoder, _ bytes: [UInt8], step: Int) throws -> ([UInt8], HeaderFields) {
        var decoder = decoder
        var output: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: step) {
            output += try decoder.decode(bytes[start..<min(start + step, bytes.count)])
        }
        let trailers = try decoder.finish()
        #expect(decoder.decodedByteCount == output.count)
        return (output, trailers)
    }

    @Test(arguments: [1, 7, 4096, 1_000_000]) func takesThePublishedExample(inPiecesOf step: Int) throws {
        let (output, trailers) = try Self.decode(try Self.plain(), Self.body(Self.signatures), step: step)
        #expect(output == Self.content)
        #expect(trailers.fields.isEmpty)
    }

    @Test(arguments: [
        trailer, trailer.replacing("Q==\r\n", with: "Q==\n\r\n"),
        trailer.replacing("x-amz-checksum", with: "X-Amz-Checksum"),
    ]) func takesThePublishedExampleWithATrailer(_ trailer: String) throws {
        let body = Self.body(Self.trailerSignatures, trailer: trailer)
        let (output, trailers) = try Self.decode(try Self.withTrailer(), body, step: 1000)
        #expect(output == Self.content)
        #expect(trailers == ["x-amz-checksum-crc32c": "sOO8/Q=="])
    }

    @Test func takesAnUnsignedBodyWithATrailer() throws {
        let decoder = SignedChunkDecoder(.unsignedWithTrailer, chain: nil)
        let body = Array("5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n".utf8)
        let (output, trailers) = try Self.decode(decoder, body, step: 3)
        #expect(output == Array("hello".utf8))
        #expect(trailers == ["x-amz-checksum-crc32": "NhCmhg=="])
    }

    @Test(arguments: [0, 1, 2]) func refusesAnotherSignature(ofChunk index: Int) throws {
        var signatures = Self.signatures
        signatures[index] = String(signatures[index].reversed())
        #expect(throws: SignatureError(.mismatch, "")) {
            try Self.decode(try Self.plain(), Self.body(signatures), step: 4096)
        }
    }

    @Test(arguments: [100, 65_700]) func refusesAChangedByte(at index: Int) throws {
        var body = Self.body(Self.signatures)
        body[index] ^= 1
        #expect(throws: SignatureError(.mismatch, "")) { try Self.decode(try Self.plain(), body, step: 4096) }
    }

    @Test func refusesChunksInAnotherOrder() throws {
        let signatures = [Self.signatures[1], Self.signatures[0], Self.signatures[2]]
        #expect(throws: SignatureError(.mismatch, "")) {
            try Self.decode(try Self.plain(), Self.body(signatures), step: 4096)
        }
    }

    @Test func refusesABodyThatEndsBeforeItsLastChunk() throws {
        let body = Self.body(Self.signatures).dropLast(90)
        #expect(throws: SignatureError(.malformed, "")) { try Self.decode(try Self.plain(), Array(body), step: 4096) }
    }

    @Test func refusesAnotherTrailer() throws {
        let trailer = Self.trailer.replacing("sOO8", with: "sOO9")
        let body = Self.body(Self.trailerSignatures, trailer: trailer)
        #expect(throws: SignatureError(.mismatch, "")) { try Self.decode(try Self.withTrailer(), body, step: 4096) }
    }

    @Test(arguments: ["", "x-amz-checksum-crc32c:sOO8/Q==\r\n", "no colon\r\n"])
    func refusesTrailersWithoutSignature(_ trailer: String) throws {
        let body = Self.body(Self.trailerSignatures, trailer: trailer)
        #expect(throws: SignatureError(.malformed, "")) { try Self.decode(try Self.withTrailer(), body, step: 4096) }
    }

    @Test func refusesATrailerWhereNoneIsSigned() throws {
        let body = Self.body(Self.signatures, trailer: "a:b\r\n")
        #expect(throws: SignatureError(.malformed, "")) { try Self.decode(try Self.plain(), body, step: 4096) }
    }

    @Test(arguments: [
        "", "\r\n", "x\r\n", "-1\r\n", "+1\r\n", "1", "5\nhello\r\n0\r\n\r\n", "5\r\nhelloo\r\n0\r\n\r\n",
        "ffffffffffffffffffff\r\n", "5\r\nhello\r\n0\r\n\r\nmore", String(repeating: "0", count: 5000),
        "0\r\n" + String(repeating: "a:b\r\n", count: 6000) + "\r\n",
    ]) func refusesBrokenFraming(_ text: String) {
        let decoder = SignedChunkDecoder(.unsignedWithTrailer, chain: nil)
        #expect(throws: SignatureError(.malformed, "")) { try Self.decode(decoder, Array(text.utf8), step: 100) }
    }

    @Test func takesAsymmetricSignaturesThatAreFilledUp() throws {
        let key = try SigV4AKey(Self.credentials)
        let scope = CredentialScope(date: "20130524", region: nil, service: "s3")
        var previous = "aa"
        var body: [UInt8] = []
        for content in ["hello", ""] {
            let text = [
                "AWS4-ECDSA-P256-SHA256-PAYLOAD", "20130524T000000Z", "20130524/s3/aws4_request", previous,
                Hexadecimal.text(SHA256.hash(data: [UInt8]())),
                Hexadecimal.text(SHA256.hash(data: Array(content.utf8))),
            ].joined(separator: "\n")
            previous = Hexadecimal.text(try key.privateKey.signature(for: Array(text.utf8)).derRepresentation)
            let filled = previous + String(repeating: "*", count: 144 - previous.count)
            body += Array("\(content.utf8.count);chunk-signature=\(filled)\r\n\(content)\r\n".utf8)
        }
        let chain = ChunkSignatures(key: .ecdsa(key), scope: scope, date: "20130524T000000Z", seed: "aa")
        let (output, _) = try Self.decode(SignedChunkDecoder(.asymmetric, chain: chain), body, step: 50)
        #expect(output == Array("hello".utf8))
    }
}
