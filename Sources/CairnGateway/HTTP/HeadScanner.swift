import NIOCore

/// Finds where the head of a message ends while its bytes come in, without reading any byte twice.
struct HeadScanner {
    let maxByteCount: Int
    private var scannedByteCount = 0

    init(maxByteCount: Int) { self.maxByteCount = maxByteCount }

    /// Takes the head, with the empty line that ends it, off the front of the buffer; `nil` while it is not whole.
    /// - Throws: ``HTTPSyntaxError/headTooLarge``.
    mutating func takeHead(from buffer: inout ByteBuffer) throws(HTTPSyntaxError) -> ByteBuffer? {
        let found = buffer.withUnsafeReadableBytes { bytes in
            let end = Self.endOfHead(bytes, from: scannedByteCount)
            scannedByteCount = bytes.count
            return end
        }
        guard (found ?? scannedByteCount) <= maxByteCount else { throw .headTooLarge }
        guard let found else { return nil }
        scannedByteCount = 0
        return buffer.readSlice(length: found)
    }

    /// Drops empty lines before a request line, as RFC 9112 section 2.2 asks of servers.
    mutating func skipEmptyLines(in buffer: inout ByteBuffer) {
        guard scannedByteCount == 0 else { return }
        while buffer.readableBytes >= 2,
            buffer.getInteger(at: buffer.readerIndex, as: UInt16.self) == 0x0d0a
        {
            buffer.moveReaderIndex(forwardBy: 2)
        }
    }

    private static func endOfHead(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
        var position = start
        while let feed = bytes.firstIndex(of: 10, in: position..<bytes.count) {
            if feed >= 3, bytes[feed - 1] == 13, bytes[feed - 2] == 10, bytes[feed - 3] == 13 { return feed + 1 }
            position = feed + 1
        }
        return nil
    }
}
