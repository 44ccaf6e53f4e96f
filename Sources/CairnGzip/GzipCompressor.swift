import CDeflate

/// A compressor that is used again and again; its tables are made once.
public struct GzipCompressor: ~Copyable {
    private let state: OpaquePointer

    /// - Throws: ``GzipError`` with `outOfMemory`.
    public init(level: Int = 6) throws(GzipError) {
        guard let state = libdeflate_alloc_compressor(Int32(max(1, min(12, level)))) else {
            throw GzipError(.outOfMemory, "There is no memory for a compressor")
        }
        self.state = state
    }

    deinit { libdeflate_free_compressor(state) }

    /// Compresses bytes into a single gzip member.
    ///
    /// - Throws: ``GzipError`` with `outOfMemory`.
    public func compress(_ bytes: [UInt8]) throws(GzipError) -> [UInt8] {
        let bound = libdeflate_gzip_compress_bound(state, bytes.count)
        let result = [UInt8](unsafeUninitializedCapacity: bound) { buffer, count in
            count = bytes.withUnsafeBytes {
                libdeflate_gzip_compress(state, $0.baseAddress, $0.count, buffer.baseAddress, bound)
            }
        }
        // The bound is one that always suffices.
        guard !result.isEmpty else { throw GzipError(.outOfMemory, "The compressor had no room for its result") }
        return result
    }
}
