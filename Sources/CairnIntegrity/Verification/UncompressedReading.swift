import CairnGzip

/// Reads gzip files from a source one after another, and hands over what they decompress to.
///
/// A file of ordinary size is gathered and decompressed as a whole, which is fast; what is larger is decompressed as it
/// comes. Its room is used again for the next file, and has a bound.
struct UncompressedReading: ~Copyable {
    /// What came of a file.
    enum Outcome {
        case missing
        /// All of it was handed over.
        case read(TrailFileInfo)
        /// It is no whole gzip file, or more than was wanted: what was handed over is worth nothing.
        case unreadable(TrailFileInfo, GzipError)
    }

    /// Compressed, and uncompressed.
    private static let wholeByteCountMax = (file: 2 << 20, content: 16 << 20)

    private let source: any TrailFileSource
    private var decompressor: GzipDecompressor?
    private var gathered: [UInt8] = []

    init(source: any TrailFileSource) { self.source = source }

    /// - Parameter receive: takes the next part of the content, in one part or many.
    mutating func read(
        _ key: String, _ receive: (UnsafeRawBufferPointer) throws(GzipError) -> Void
    ) async throws(IntegrityError) -> Outcome {
        gathered.removeAll(keepingCapacity: true)
        var parts = GunzippedParts()
        var gathered = gathered
        self.gathered = []
        let info = try await source.read(key) { part in
            if !parts.isBegun, gathered.count + part.count <= Self.wholeByteCountMax.file {
                gathered.append(contentsOf: part)
            } else {
                if !parts.isBegun { gathered.withUnsafeBytes { parts.feed($0, receive) } }
                parts.feed(part, receive)
            }
        }
        self.gathered = gathered
        guard let info else { return .missing }
        do throws(GzipError) {
            if !parts.isBegun { try decompressGathered(&parts, receive) }
            if parts.isBegun { try parts.finish() }
            return .read(info)
        } catch {
            return .unreadable(info, error)
        }
    }

    /// Leaves what is too long for one piece to the parts.
    private mutating func decompressGathered(
        _ parts: inout GunzippedParts, _ receive: (UnsafeRawBufferPointer) throws(GzipError) -> Void
    ) throws(GzipError) {
        if decompressor == nil { decompressor = try GzipDecompressor() }
        var failure: GzipError?
        gathered.withUnsafeBytes { file in
            do throws(GzipError) {
                try decompressor?.decompress(file, upTo: Self.wholeByteCountMax.content, receive)
            } catch {
                failure = error
            }
        }
        guard let failure else { return }
        guard failure.code == .tooLarge else { throw failure }
        gathered.withUnsafeBytes { parts.feed($0, receive) }
    }
}

/// Decompresses parts of a gzip file; the first error stays until the end.
private struct GunzippedParts: ~Copyable {
    private var stream: GunzipStream?
    private var failure: GzipError?
    private(set) var isBegun = false

    init() {}

    mutating func feed(
        _ part: UnsafeRawBufferPointer, _ receive: (UnsafeRawBufferPointer) throws(GzipError) -> Void
    ) {
        isBegun = true
        guard failure == nil else { return }
        do throws(GzipError) {
            if stream == nil { stream = try GunzipStream() }
            try stream?.feed(part, receive)
        } catch {
            failure = error
        }
    }

    func finish() throws(GzipError) {
        if let failure { throw failure }
        try stream?.finish()
    }
}
