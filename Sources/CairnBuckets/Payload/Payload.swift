import CairnModel
import CairnObjects
import CairnSigning
import NIOCore

/// The content of a request: its bytes without the framing of aws-chunked, and what the request says that they are.
struct Payload: Sendable {
    private let chunks: PayloadChunks
    private let trailers: PayloadTrailers
    /// Checksums that the request's headers give.
    private let stated: ObjectChecksums
    /// The algorithm of the checksum that comes behind the content, or that the client has named without giving one.
    private let announced: ChecksumAlgorithm?
    private let isTrailing: Bool
    private let md5: [UInt8]?
    private let sha256: [UInt8]?

    /// - Parameter signed: what the signature says of the body; `nil` if signatures are not checked.
    /// - Throws: ``S3Failure`` if the headers contradict each other, or name a checksum that is not known.
    init(_ body: BucketRequest.Body, headers: HeaderFields, signed: VerifiedSignature.Body? = nil) throws {
        let hash = headers["x-amz-content-sha256"] ?? ""
        trailers = PayloadTrailers()
        let length = try Self.length(headers)
        let framing = PayloadFraming(headers, signed: signed)
        if case .signed = framing, length == nil { throw Self.missingLength }
        chunks = PayloadChunks(body, framing: framing, expectedByteCount: length, trailers: trailers)
        md5 = try headers["Content-MD5"].map(Self.md5)
        sha256 = hash.utf8.count == 64 ? try Self.digest(hash) : nil
        stated = try ChecksumHeaders.stated(headers)
        isTrailing = headers["x-amz-trailer"] != nil
        announced = try ChecksumHeaders.announced(headers)
        guard stated.values.count <= 1 else {
            throw S3Failure("InvalidRequest", 400, "Expecting a single x-amz-checksum- header")
        }
    }

    private static func length(_ headers: HeaderFields) throws -> Int? {
        guard let text = headers["x-amz-decoded-content-length"] else { return nil }
        guard let length = Int(text), length >= 0 else {
            throw S3Failure("InvalidArgument", 400, "x-amz-decoded-content-length is no number: \(text)")
        }
        return length
    }

    private static let missingLength = S3Failure(
        "MissingContentLength", 411,
        "You must provide the Content-Length HTTP header, and x-amz-decoded-content-length for aws-chunked bodies.")

    private static func md5(_ text: String) throws -> [UInt8] {
        guard let bytes = Base64.bytes(text), bytes.count == 16 else {
            throw S3Failure("InvalidDigest", 400, "The Content-MD5 you specified was invalid")
        }
        return bytes
    }

    private static func digest(_ text: String) throws -> [UInt8] {
        let digits = text.utf8.compactMap(HexDigits.value)
        guard digits.count == 64 else {
            throw S3Failure("InvalidArgument", 400, "x-amz-content-sha256 must be a digest or a known word")
        }
        return stride(from: 0, to: 64, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }

    /// The bytes.
    var content: ObjectContent { .stream(chunks) }

    /// The checksums that are kept with an object: those that its request gives or names.
    var kept: Set<ChecksumAlgorithm> {
        var algorithms = Set(stated.values.keys)
        if let announced { algorithms.insert(announced) }
        return algorithms
    }

    /// All checksums that have to be worked out.
    var needed: Set<ChecksumAlgorithm> { sha256 == nil ? kept : kept.union([.sha256]) }

    /// Compares what was stated with what came, after all has been read.
    ///
    /// - Throws: ``S3Failure`` with `BadDigest`, `XAmzContentSHA256Mismatch` or `MalformedTrailerError`.
    func check(md5 actual: [UInt8], _ checksums: ObjectChecksums) throws {
        try checkDigests(md5: actual, checksums)
        for (algorithm, value) in try allStated().values where checksums.values[algorithm] != value {
            throw S3Failure(
                "BadDigest", 400,
                "The \(algorithm.rawValue) you specified did not match the calculated checksum.")
        }
    }

    /// What is said of the body itself, whatever it stands for.
    private func checkDigests(md5 actual: [UInt8], _ checksums: ObjectChecksums) throws {
        if let md5, md5 != actual {
            throw S3Failure("BadDigest", 400, "The Content-MD5 you specified did not match what we received.")
        }
        if let sha256, checksums.values[.sha256] != sha256 {
            throw S3Failure(
                "XAmzContentSHA256Mismatch", 400,
                "The provided 'x-amz-content-sha256' header does not match what was computed.")
        }
    }

    private func allStated() throws -> ObjectChecksums {
        guard isTrailing, let announced else { return stated }
        guard let text = trailers.value(of: announced.headerName), let value = Base64.bytes(text) else {
            throw S3Failure(
                "MalformedTrailerError", 400, "The request contained trailing data that was not well-formed.")
        }
        var all = stated
        all.values[announced] = value
        return all
    }

    /// Reads all as the document of a call, and checks it.
    ///
    /// - Parameter isChecked: false if the checksum in the headers is that of something else.
    func document(upTo limit: Int, isChecked: Bool = true) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        for try await chunk in chunks {
            guard bytes.count + chunk.readableBytes <= limit else {
                throw S3Failure("MaxMessageLengthExceeded", 400, "Your request was too big.")
            }
            bytes.append(contentsOf: chunk.readableBytesView)
        }
        let values = Dictionary(uniqueKeysWithValues: needed.map { ($0, RunningChecksum.of(bytes, $0)) })
        let (md5, checksums) = (RunningChecksum.md5(of: bytes), ObjectChecksums(values))
        if isChecked { try check(md5: md5, checksums) } else { try checkDigests(md5: md5, checksums) }
        return bytes
    }
}
