import CairnModel
import NIOPosix

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A part of a file, as pieces of at most 256 KiB; a thread of its own pool waits for the disk.
public struct FileSlice: AsyncSequence, Sendable, Hashable {
    public typealias Element = [UInt8]

    public let path: String
    public let offset: Int
    public let byteCount: Int

    static let chunkByteCount = 256 << 10

    public init(path: String, offset: Int, byteCount: Int) {
        self.path = path
        self.offset = offset
        self.byteCount = byteCount
    }

    /// The whole file as long as it is now; `nil` if there is no such file.
    public init?(path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        self.init(path: path, offset: 0, byteCount: Int(status.st_size))
    }

    public struct AsyncIterator: AsyncIteratorProtocol {
        let path: String
        var offset: Int
        var rest: Int
        private var file: OpenFile?

        init(_ slice: FileSlice) {
            path = slice.path
            offset = slice.offset
            rest = slice.byteCount
        }

        /// - Throws: ``AWSClientError`` with `invalidRequest` if the file is gone or shorter than the slice.
        public mutating func next() async throws -> [UInt8]? {
            guard rest > 0 else { return nil }
            let file = try self.file ?? OpenFile(path)
            self.file = file
            let (start, count) = (offset, Swift.min(rest, FileSlice.chunkByteCount))
            let bytes = try await NIOThreadPool.singleton.runIfActive { file.read(at: start, count) }
            guard !bytes.isEmpty else { throw AWSClientError(.invalidRequest, "\(path) ended too early") }
            offset += bytes.count
            rest -= bytes.count
            return bytes
        }
    }

    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(self) }
}

private final class OpenFile: Sendable {
    private let descriptor: Int32

    init(_ path: String) throws(AWSClientError) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        if descriptor < 0 { throw AWSClientError(.invalidRequest, "Cannot open \(path)") }
    }

    deinit { close(descriptor) }

    /// Returns what there is, at most `count` bytes; nothing at the end or if the disk fails.
    func read(at offset: Int, _ count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            filled = max(0, pread(descriptor, buffer.baseAddress, count, off_t(offset)))
        }
    }
}
