import NIOCore

/// Follows the chunked transfer coding through a stream of bytes, which it leaves as they are.
///
/// Source: RFC 9112, section 7.1. Stricter than it must be where leniency has been used to smuggle requests:
/// lines end in CR LF, sizes have at most 15 digits, and lines and trailers are bounded.
struct ChunkedFraming: Hashable {
    private enum State: Hashable {
        case size(digits: Int)
        case sizeExtension
        case sizeLineFeed
        case data
        case dataReturn
        case dataLineFeed
        case trailerStart
        case trailerLine
        case trailerLineFeed
        case lastLineFeed
        case complete
    }

    /// The most bytes of a chunk's extension, and of all trailers together.
    static let lineByteCountMax = 16_384

    private var state = State.size(digits: 0)
    private var chunkRest = 0
    private var lineByteCount = 0

    var isComplete: Bool { state == .complete }

    /// Takes what belongs to the message and reports each run of data in it.
    mutating func take(
        from buffer: inout ByteBuffer, payload: (ByteBuffer) -> Void
    ) throws(HTTPSyntaxError) -> ByteBuffer? {
        let start = buffer.readerIndex
        let length = buffer.readableBytes
        var offset = 0
        while offset < length, state != .complete {
            if state == .data {
                let run = min(chunkRest, length - offset)
                if let slice = buffer.getSlice(at: start + offset, length: run) { payload(slice) }
                offset += run
                chunkRest -= run
                if chunkRest == 0 { state = .dataReturn }
            } else {
                let view = buffer.getSlice(at: start + offset, length: length - offset) ?? ByteBuffer()
                offset += try view.parsingBytes { bytes throws(HTTPSyntaxError) in try followFraming(bytes) }
            }
        }
        return offset == 0 ? nil : buffer.readSlice(length: offset)
    }

    /// Steps over framing bytes up to the next data or the end; returns how many they were.
    private mutating func followFraming(_ bytes: UnsafeRawBufferPointer) throws(HTTPSyntaxError) -> Int {
        for (index, byte) in bytes.enumerated() {
            try step(byte)
            if state == .data || state == .complete { return index + 1 }
        }
        return bytes.count
    }

    private mutating func step(_ byte: UInt8) throws(HTTPSyntaxError) {
        switch state {
        case .size(let digits): try stepSize(byte, digits: digits)
        case .sizeExtension:
            try countLineByte()
            if byte == 13 { state = .sizeLineFeed } else if byte == 10 { throw Self.bareLineFeed }
        case .sizeLineFeed:
            try expect(byte, 10)
            lineByteCount = 0
            state = chunkRest > 0 ? .data : .trailerStart
        case .dataReturn: try advance(byte, 13, to: .dataLineFeed)
        case .dataLineFeed: try advance(byte, 10, to: .size(digits: 0))
        case .trailerStart:
            if byte == 13 { state = .lastLineFeed } else { try stepTrailer(byte) }
        case .trailerLine: try stepTrailer(byte)
        case .trailerLineFeed: try advance(byte, 10, to: .trailerStart)
        case .lastLineFeed: try advance(byte, 10, to: .complete)
        case .data, .complete: break
        }
    }

    private mutating func stepSize(_ byte: UInt8, digits: Int) throws(HTTPSyntaxError) {
        if let digit = Self.hexDigit(byte) {
            guard digits < 15 else { throw .malformed("A chunk is larger than any can be.") }
            chunkRest = (digits == 0 ? 0 : chunkRest << 4) | digit
            state = .size(digits: digits + 1)
            return
        }
        guard digits > 0 else { throw .malformed("A chunk has no size.") }
        switch byte {
        case 13: state = .sizeLineFeed
        case UInt8(ascii: ";"), UInt8(ascii: " "), UInt8(ascii: "\t"): state = .sizeExtension
        default: throw .malformed("The size of a chunk is not a number.")
        }
    }

    private mutating func stepTrailer(_ byte: UInt8) throws(HTTPSyntaxError) {
        try countLineByte()
        if byte == 10 { throw Self.bareLineFeed }
        state = byte == 13 ? .trailerLineFeed : .trailerLine
    }

    private mutating func countLineByte() throws(HTTPSyntaxError) {
        lineByteCount += 1
        guard lineByteCount <= Self.lineByteCountMax else {
            throw HTTPSyntaxError(status: 431, description: "Trailers or chunk extensions are too large.")
        }
    }

    private mutating func advance(_ byte: UInt8, _ wanted: UInt8, to next: State) throws(HTTPSyntaxError) {
        try expect(byte, wanted)
        state = next
    }

    private func expect(_ byte: UInt8, _ wanted: UInt8) throws(HTTPSyntaxError) {
        guard byte == wanted else { throw .malformed("A chunk does not end where its size says.") }
    }

    private static let bareLineFeed = HTTPSyntaxError.malformed("A line does not end in CR LF.")

    private static func hexDigit(_ byte: UInt8) -> Int? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): Int(byte - UInt8(ascii: "a")) + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): Int(byte - UInt8(ascii: "A")) + 10
        default: nil
        }
    }
}
