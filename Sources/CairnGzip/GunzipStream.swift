import CZlib

/// Decompresses a gzip file part by part, in constant memory.
///
/// Only one member is read: bytes behind it are an error, because a reader that goes on would see what a hash over the
/// first member does not cover.
public struct GunzipStream: ~Copyable {
    /// Bytes of one step of output.
    private static let outputByteCount = 64 << 10

    private let state: UnsafeMutablePointer<z_stream>
    private let output: UnsafeMutableRawBufferPointer
    private var isAtEnd = false

    /// - Throws: ``GzipError`` with `outOfMemory`.
    public init() throws(GzipError) {
        state = .allocate(capacity: 1)
        state.initialize(to: z_stream())
        output = .allocate(byteCount: Self.outputByteCount, alignment: 16)
        // 16 above the largest window: gzip and nothing else.
        let status = inflateInit2_(state, MAX_WBITS + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard status == Z_OK else { throw GzipError(.outOfMemory, "There is no memory to decompress in") }
    }

    deinit {
        inflateEnd(state)
        state.deallocate()
        output.deallocate()
    }

    /// Takes the next part of the file and hands over what it decompresses to, in pieces of at most 64 KB.
    ///
    /// - Throws: ``GzipError`` with `damaged` or `trailingBytes`, or what `receive` throws.
    public mutating func feed(
        _ bytes: UnsafeRawBufferPointer, _ receive: (UnsafeRawBufferPointer) throws(GzipError) -> Void
    ) throws(GzipError) {
        var rest = bytes
        while !rest.isEmpty {
            guard !isAtEnd else { throw GzipError(.trailingBytes, "Something stands behind the end of the gzip file") }
            // zlib counts in 32 bits.
            let part = UnsafeRawBufferPointer(rebasing: rest.prefix(1 << 30))
            let taken = try inflate(part, receive)
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(taken))
        }
    }

    /// Takes the next part of the file. See ``feed(_:_:)-(UnsafeRawBufferPointer,_)``.
    public mutating func feed(
        _ bytes: [UInt8], _ receive: (UnsafeRawBufferPointer) throws(GzipError) -> Void
    ) throws(GzipError) {
        // The standard accessor does not carry typed errors out of a closure that mutates.
        var failure: GzipError?
        bytes.withUnsafeBytes { buffer in
            do throws(GzipError) { try feed(buffer, receive) } catch { failure = error }
        }
        if let failure { throw failure }
    }

    /// Ends the file.
    /// - Throws: ``GzipError`` with `truncated` if its end has not come.
    public func finish() throws(GzipError) {
        guard isAtEnd else { throw GzipError(.truncated, "The gzip file is cut off") }
    }

    /// Returns how many bytes were taken: all but those behind the end.
    private mutating func inflate(
        _ bytes: UnsafeRawBufferPointer, _ receive: (UnsafeRawBufferPointer) throws(GzipError) -> Void
    ) throws(GzipError) -> Int {
        state.pointee.next_in = UnsafeMutablePointer(mutating: bytes.assumingMemoryBound(to: UInt8.self).baseAddress)
        state.pointee.avail_in = UInt32(bytes.count)
        repeat {
            state.pointee.next_out = output.assumingMemoryBound(to: UInt8.self).baseAddress
            state.pointee.avail_out = UInt32(output.count)
            let status = CZlib.inflate(state, Z_NO_FLUSH)
            guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else { throw error(status) }
            isAtEnd = status == Z_STREAM_END
            let produced = output.count - Int(state.pointee.avail_out)
            if produced > 0 { try receive(UnsafeRawBufferPointer(rebasing: output[..<produced])) }
        } while !isAtEnd && (state.pointee.avail_out == 0 || state.pointee.avail_in > 0)
        return bytes.count - Int(state.pointee.avail_in)
    }

    private func error(_ status: Int32) -> GzipError {
        if status == Z_MEM_ERROR { return GzipError(.outOfMemory, "There is no memory to decompress in") }
        let detail = state.pointee.msg.map { ": \(String(cString: $0))" } ?? ""
        return GzipError(.damaged, "This is no gzip file, or it is damaged\(detail)")
    }
}
