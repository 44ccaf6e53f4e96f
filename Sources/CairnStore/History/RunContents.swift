#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A run that is ready to be read: its directories in memory, its blocks there or in a file.
///
/// Files are read, not mapped: a disk that fails gives an error to whoever looks up, and not a signal to the process.
struct RunContents: Sendable {
    enum Bytes: Sendable {
        case memory([UInt8])
        case file(POSIXFile)
    }

    let bytes: Bytes
    let entries: BlockDirectory
    let postings: BlockDirectory

    init(bytes: Bytes, entries: BlockDirectory, postings: BlockDirectory) {
        self.bytes = bytes
        self.entries = entries
        self.postings = postings
    }

    /// Opens a file and reads its directories.
    /// - Throws: ``StoreError`` with `damaged` if it is not the whole file that the summary is about.
    init(path: String, summary: RunSummary) throws(StoreError) {
        let file = try POSIXFile(path, flags: O_RDONLY, failure: .readFailed)
        let length = try file.length()
        guard length == summary.byteLength, length >= UInt64(RunFooter.byteLength) else {
            throw StoreError(.damaged, "\(path) has not the length that it was written with")
        }
        let footerStart = length - UInt64(RunFooter.byteLength)
        let tail = try Self.read(file, footerStart..<length)
        guard let footer = RunFooter(decoding: tail), footer.count == UInt64(summary.count),
            footer.directoryEnd == footerStart
        else { throw StoreError(.damaged, "\(path) does not end as a run of the history does") }
        let directory = try Self.read(file, UInt64(footer.directoryStart)..<footerStart)
        guard footer.checksum == RunFooter.checksum(directory) else {
            throw StoreError(.damaged, "The directory of \(path) is not as it was written")
        }
        let middle = Int(footer.entryBlocks) * BlockDirectory.blockBytes
        (entries, postings) = directory.withUnsafeBytes { bytes in
            (
                BlockDirectory(
                    decoding: UnsafeRawBufferPointer(rebasing: bytes[..<middle]), end: footer.postingsStart),
                BlockDirectory(
                    decoding: UnsafeRawBufferPointer(rebasing: bytes[middle...]), end: footer.directoryStart)
            )
        }
        bytes = .file(file)
    }

    private static func read(_ file: POSIXFile, _ range: Range<UInt64>) throws(StoreError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: Int(range.upperBound - range.lowerBound))
        try fill(&bytes, count: bytes.count, from: file, at: range.lowerBound)
        return bytes
    }

    private static func fill(
        _ bytes: inout [UInt8], count: Int, from file: POSIXFile, at offset: UInt64
    ) throws(StoreError) {
        let read = try bytes.withMutableBytes { (buffer) throws(StoreError) in
            try file.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<count]), at: offset)
        }
        guard read == count else { throw StoreError(.damaged, "\(file.path) is shorter than its directory says") }
    }

    /// Lends the bytes of a block; the buffer may be used to hold them, and grows as it must.
    func withBlock<T>(
        _ index: Int, of directory: BlockDirectory, _ buffer: inout [UInt8],
        _ body: (UnsafeRawBufferPointer) -> T
    ) throws(StoreError) -> T {
        let range = directory.range(of: index)
        switch bytes {
        case .memory(let bytes):
            return bytes.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[range])) }
        case .file(let file):
            if buffer.count < range.count { buffer = [UInt8](repeating: 0, count: max(range.count, 8192)) }
            try Self.fill(&buffer, count: range.count, from: file, at: UInt64(range.lowerBound))
            let wanted = directory.blocks[index].checksum
            return try buffer.withBytes { (bytes) throws(StoreError) in
                let block = UnsafeRawBufferPointer(rebasing: bytes[..<range.count])
                guard BlockDirectory.checksum(block) == wanted else {
                    throw StoreError(.damaged, "A block of \(file.path) is not as it was written")
                }
                return body(block)
            }
        }
    }
}

extension BlockDirectory {
    static func checksum(_ block: UnsafeRawBufferPointer) -> UInt32 {
        UInt32(truncatingIfNeeded: TermHash.hash(block))
    }
}
