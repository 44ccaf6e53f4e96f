public import CairnModel
import Crypto

/// Takes an `aws-chunked` body apart, piece by piece as it comes, and checks the signatures in it.
///
///     400;chunk-signature=0055627c9e19…\r\n      the size in hexadecimal, the signature
///     … 1024 bytes …\r\n
///     0;chunk-signature=b6c6ea8a5354…\r\n        the last chunk is empty
///     x-amz-checksum-crc32c:sOO8/Q==\r\n         trailers, if the mode has them
///     x-amz-trailer-signature:d81f82fc3505…\r\n
///     \r\n
///
/// Bytes are handed out before the signature of their chunk is known to be good: what was made of them counts only when
/// ``finish()`` has not thrown. Get one from ``VerifiedSignature/body``. Memory does not grow with the body.
/// Source: Amazon S3 API Reference, "Signature calculations for the authorization header: transferring a payload in
/// multiple chunks".
public struct SignedChunkDecoder: Sendable {
    private enum State {
        case size
        case data(remaining: Int)
        case dataEnd
        case trailers
        case done
    }

    /// Lines before a chunk and of trailers; all trailers together.
    private static let lineByteCountMax = 4096
    private static let trailerByteCountMax = 16_384

    public let mode: ChunkSigning
    /// The bytes of the body so far, without the framing.
    public private(set) var decodedByteCount = 0
    private var chain: ChunkSignatures?
    private var state = State.size
    private var line: [UInt8] = []
    private var chunkSignature = ""
    private var chunkHash = SHA256()
    private var trailers: [HeaderFields.Field] = []
    private var trailerByteCount = 0
    private var isTrailerOpen = false

    init(_ mode: ChunkSigning, chain: ChunkSignatures?) {
        self.mode = mode
        self.chain = chain
    }

    /// Takes the next bytes of the body and returns what they hold of the content.
    /// - Throws: ``SignatureError`` `mismatch` for a chunk that is not what was signed, `malformed` for broken framing.
    public mutating func decode(_ bytes: some Sequence<UInt8>) throws(SignatureError) -> [UInt8] {
        var output: [UInt8] = []
        var rest = Array(bytes)[...]
        while !rest.isEmpty {
            switch state {
            case .size, .dataEnd, .trailers: try takeLine(&rest)
            case .data(let remaining): try takeData(&rest, remaining, &output)
            case .done: throw Self.malformed("bytes after the end")
            }
        }
        return output
    }

    /// Ends the body and returns its trailers, without the signature over them.
    /// - Throws: ``SignatureError`` `malformed` if the body is not whole.
    public mutating func finish() throws(SignatureError) -> HeaderFields {
        guard case .done = state else { throw Self.malformed("the end is missing") }
        return HeaderFields(trailers)
    }

    private mutating func takeData(
        _ rest: inout ArraySlice<UInt8>, _ remaining: Int, _ output: inout [UInt8]
    ) throws(SignatureError) {
        let taken = rest.prefix(remaining)
        if chain != nil { taken.withUnsafeBytes { chunkHash.update(bufferPointer: $0) } }
        output.append(contentsOf: taken)
        decodedByteCount += taken.count
        rest = rest.dropFirst(taken.count)
        state = taken.count == remaining ? .dataEnd : .data(remaining: remaining - taken.count)
        if taken.count == remaining { try checkChunk() }
    }

    private mutating func checkChunk() throws(SignatureError) {
        try chain?.check(chunkSignature, ofChunk: chunkHash.finalize())
        chunkHash = SHA256()
    }

    private mutating func takeLine(_ rest: inout ArraySlice<UInt8>) throws(SignatureError) {
        guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else {
            line.append(contentsOf: rest)
            rest = []
            if line.count > Self.lineByteCountMax { throw Self.malformed("a line is too long") }
            return
        }
        line.append(contentsOf: rest[..<end])
        rest = rest[(end + 1)...]
        if line.count > Self.lineByteCountMax { throw Self.malformed("a line is too long") }
        let isWhole = line.last == UInt8(ascii: "\r")
        if isWhole { line.removeLast() }
        let text = String(decoding: line, as: UTF8.self)
        line = []
        try take(line: text, isWhole: isWhole)
    }

    private mutating func take(line text: String, isWhole: Bool) throws(SignatureError) {
        switch state {
        case .size:
            guard isWhole else { throw Self.malformed("a chunk's size is not followed by CR and LF") }
            try takeSize(text)
        case .dataEnd:
            guard isWhole, text.isEmpty else { throw Self.malformed("a chunk is longer than its size") }
            state = .size
        case .trailers: try takeTrailer(text, isWhole: isWhole)
        case .data, .done: break
        }
    }

    private mutating func takeSize(_ text: String) throws(SignatureError) {
        let parts = text.split(separator: ";", omittingEmptySubsequences: false)
        guard let digits = parts.first, (1...15).contains(digits.utf8.count), digits.utf8.allSatisfy(Self.isDigit),
            let size = Int(digits, radix: 16)
        else { throw Self.malformed("a chunk has no size") }
        let prefix = "chunk-signature="
        let parameter = parts.dropFirst().first { $0.hasPrefix(prefix) }
        chunkSignature = String((parameter ?? "").dropFirst(prefix.count))
        if chain != nil, chunkSignature.isEmpty { throw Self.malformed("a chunk has no signature") }
        state = size == 0 ? .trailers : .data(remaining: size)
        if size == 0 { try checkChunk() }
    }

    private mutating func takeTrailer(_ text: String, isWhole: Bool) throws(SignatureError) {
        guard !text.isEmpty else {
            guard isWhole else { throw Self.malformed("a trailer is not followed by CR and LF") }
            // Some clients end a trailer with a line feed of its own before the CR and LF.
            if isTrailerOpen { isTrailerOpen = false } else { try end() }
            return
        }
        isTrailerOpen = !isWhole
        trailerByteCount += text.utf8.count
        guard mode.hasTrailer, trailerByteCount <= Self.trailerByteCountMax,
            let colon = text.utf8.firstIndex(of: UInt8(ascii: ":"))
        else { throw Self.malformed("a trailer is not expected here, or is none") }
        trailers.append(
            HeaderFields.Field(
                name: text[..<colon].lowercased(),
                value: Self.trimmed(text[text.utf8.index(after: colon)...])))
    }

    private mutating func end() throws(SignatureError) {
        if mode.hasTrailer, chain != nil {
            guard let last = trailers.last, last.name == "x-amz-trailer-signature" else {
                throw Self.malformed("the trailers have no signature")
            }
            trailers.removeLast()
            let text = trailers.map { "\($0.name):\($0.value)\n" }.joined()
            try chain?.check(last.value, ofTrailer: text)
        }
        state = .done
    }

    private static func isDigit(_ byte: UInt8) -> Bool { HexDigits.value(of: byte) != nil }

    private static func trimmed(_ text: Substring) -> String {
        let start = text.drop { $0 == " " || $0 == "\t" }
        return String(start.reversed().drop { $0 == " " || $0 == "\t" || $0 == "\r" }.reversed())
    }

    private static func malformed(_ problem: String) -> SignatureError {
        SignatureError(.malformed, "The aws-chunked body cannot be read: \(problem).")
    }
}
