import CairnModel
import NIOCore

/// Takes the framing of `aws-chunked` off a content.
///
///     400;chunk-signature=…\r\n   1024 bytes   \r\n   …   0;chunk-signature=…\r\n   trailers   \r\n
///
/// Signatures of chunks are not checked: the signing key is not known here.
///
/// Source: Amazon S3 API Reference, "Signature Calculations for the Authorization Header: Transferring Payload in
/// Multiple Chunks", and "… with trailing headers".
struct AWSChunkedDecoder {
    private enum State: Hashable {
        case size
        case data(Int)
        case dataEnd
        case trailers
    }

    private static let lineByteCountMax = 4096
    private static let trailerCountMax = 16

    private var state = State.size
    private var line: [UInt8] = []
    private var trailers = HeaderFields()

    /// The content in a piece of the body.
    ///
    /// - Throws: ``S3Failure`` with `IncompleteBody` if the framing is not right.
    mutating func decode(_ piece: ByteBuffer) throws -> ByteBuffer {
        var piece = piece
        var content = ByteBuffer()
        while piece.readableBytes > 0 {
            switch state {
            case .data(let rest):
                guard var slice = piece.readSlice(length: min(rest, piece.readableBytes)) else { throw Self.malformed }
                let left = rest - slice.readableBytes
                state = left == 0 ? .dataEnd : .data(left)
                // Mostly a piece has one chunk's content: then nothing is copied.
                if content.readableBytes == 0 { content = slice } else { content.writeBuffer(&slice) }
            case .size, .dataEnd, .trailers:
                if let line = try readLine(&piece) { try take(line) }
            }
        }
        return content
    }

    /// Ends the content.
    ///
    /// - Returns: the fields behind it.
    func finish() throws -> HeaderFields {
        guard state == .trailers else { throw Self.malformed }
        var trailers = trailers
        if let field = Self.field(line) { trailers.append(field.name, field.value) }
        return trailers
    }

    private mutating func readLine(_ piece: inout ByteBuffer) throws -> [UInt8]? {
        let end = piece.readableBytesView.firstIndex(of: 0x0A)
        let count = end.map { $0 - piece.readerIndex + 1 } ?? piece.readableBytes
        line += piece.readBytes(length: count) ?? []
        guard line.count <= Self.lineByteCountMax else { throw Self.malformed }
        guard end != nil else { return nil }
        defer { line = [] }
        return line.filter { $0 != 0x0A && $0 != 0x0D }
    }

    private mutating func take(_ line: [UInt8]) throws {
        switch state {
        case .dataEnd:
            guard line.isEmpty else { throw Self.malformed }
            state = .size
        case .size:
            let digits = line.prefix { $0 != UInt8(ascii: ";") }
            guard let size = Int(String(decoding: digits, as: UTF8.self), radix: 16), size >= 0 else {
                throw Self.malformed
            }
            state = size == 0 ? .trailers : .data(size)
        case .trailers:
            guard trailers.fields.count < Self.trailerCountMax else { throw Self.malformed }
            if let field = Self.field(line) { trailers.append(field.name, field.value) }
        case .data: break
        }
    }

    private static func field(_ line: [UInt8]) -> HeaderFields.Field? {
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return nil }
        let value = line[(colon + 1)...].filter { $0 > 0x20 }
        return HeaderFields.Field(
            name: String(decoding: line[..<colon], as: UTF8.self), value: String(decoding: value, as: UTF8.self))
    }

    private static let malformed = S3Failure(
        "IncompleteBody", 400, "The aws-chunked framing of the request's body is not right, or ends too early.")
}
