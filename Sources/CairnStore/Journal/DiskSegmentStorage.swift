#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Segments as plain files in one folder, which one process at a time may write to.
///
///     00000000000000000001.ndjson        records, one a line
///     00000000000000000001.seal.json     when full: count, length, hash, hash of the seal before
///     00000000000000000001.torn-1        what recovery set aside
///     chain-start.json                   when retention has removed older segments
///     lock                               held while the folder is open for writing
public final class DiskSegmentStorage: SegmentStorage {
    public let location: String
    public let isDurable = true
    private let lock: POSIXFile?

    /// Opens a folder, creating it if need be.
    /// - Parameter isReadOnly: look at a folder that another process may be writing; every write then fails.
    /// - Throws: ``StoreError`` with `cannotOpen` if the folder cannot be created or written,
    ///   `locked` if another process has it.
    public init(folder: String, isReadOnly: Bool = false) throws(StoreError) {
        location = folder
        guard !isReadOnly else {
            lock = nil
            return
        }
        try POSIXFile.createDirectory(folder)
        let lock = try POSIXFile(folder + "/lock", flags: O_RDWR | O_CREAT)
        guard try lock.lock() else {
            throw StoreError(.locked, "The journal folder \(folder) is in use by another process; stop it first")
        }
        self.lock = lock
        try probe()
    }

    public func segments() throws(StoreError) -> [StoredSegment] {
        var found: [StoredSegment] = []
        for name in try POSIXFile.names(in: location) {
            guard let first = SegmentName.first(inFile: name) else { continue }
            let file = try POSIXFile(location + "/" + name, flags: O_RDONLY, failure: .readFailed)
            found.append(StoredSegment(first: first, byteLength: try file.length()))
        }
        return found
    }

    public func writer(of first: UInt64) throws(StoreError) -> any SegmentWriter {
        try requireLock()
        let path = path(first)
        let isNew = access(path, F_OK) != 0
        let file = try POSIXFile(path, flags: O_WRONLY | O_CREAT, failure: .writeFailed)
        if isNew { try POSIXFile.syncDirectory(location) }
        return DiskSegment(file: file)
    }

    public func reader(of first: UInt64) throws(StoreError) -> any SegmentReader {
        let path = path(first)
        guard access(path, F_OK) == 0 else {
            throw StoreError(.gone, "The journal segment \(path) is not there any more")
        }
        return DiskSegment(file: try POSIXFile(path, flags: O_RDONLY, failure: .readFailed))
    }

    public func remove(_ first: UInt64) throws(StoreError) {
        try requireLock()
        try POSIXFile.remove(path(first))
        try POSIXFile.remove(location + "/" + SegmentName.seal(first))
        try POSIXFile.syncDirectory(location)
    }

    public func seal(of first: UInt64) throws(StoreError) -> [UInt8]? {
        try POSIXFile.contents(of: location + "/" + SegmentName.seal(first))
    }

    public func writeSeal(_ bytes: [UInt8], of first: UInt64) throws(StoreError) {
        try requireLock()
        try POSIXFile.replace(location + "/" + SegmentName.seal(first), with: bytes, syncing: true)
    }

    public func chainStart() throws(StoreError) -> [UInt8]? {
        try POSIXFile.contents(of: location + "/chain-start.json")
    }

    public func writeChainStart(_ bytes: [UInt8]) throws(StoreError) {
        try requireLock()
        try POSIXFile.replace(location + "/chain-start.json", with: bytes, syncing: true)
    }

    public func setAside(_ first: UInt64, from offset: UInt64) throws(StoreError) -> String {
        try requireLock()
        let segment = try POSIXFile(path(first), flags: O_RDWR, failure: .writeFailed)
        let length = try segment.length()
        let name = freeTornName(first)
        let aside = try POSIXFile(location + "/" + name, flags: O_WRONLY | O_CREAT | O_EXCL, failure: .writeFailed)
        try Self.copy(segment, from: offset, to: length, into: aside)
        try aside.sync()
        try POSIXFile.syncDirectory(location)
        try segment.truncate(to: offset)
        try segment.sync()
        return name
    }

    public func probe() throws(StoreError) {
        try requireLock()
        let path = location + "/probe"
        defer { unlink(path) }
        let file = try POSIXFile(path, flags: O_WRONLY | O_CREAT | O_TRUNC)
        let bytes = [UInt8](repeating: 0x20, count: 64 << 10)
        try bytes.withBytes { (buffer) throws(StoreError) in try file.write(buffer, at: 0) }
        try file.sync()
    }

    public func close() { lock?.unlock() }

    private func path(_ first: UInt64) -> String { location + "/" + SegmentName.file(first) }

    private func requireLock() throws(StoreError) {
        guard lock != nil else {
            throw StoreError(.writeFailed, "The journal folder \(location) was opened for reading only")
        }
    }

    private func freeTornName(_ first: UInt64) -> String {
        var number = 1
        while access("\(location)/\(SegmentName.text(first)).torn-\(number)", F_OK) == 0 { number += 1 }
        return "\(SegmentName.text(first)).torn-\(number)"
    }

    private static func copy(
        _ source: POSIXFile, from start: UInt64, to end: UInt64, into target: POSIXFile
    ) throws(StoreError) {
        var buffer = [UInt8](repeating: 0, count: 256 << 10)
        var offset = start
        while offset < end {
            let wanted = Int(min(UInt64(buffer.count), end - offset))
            let count = try buffer.withMutableBytes { (bytes) throws(StoreError) in
                try source.read(into: UnsafeMutableRawBufferPointer(rebasing: bytes[..<wanted]), at: offset)
            }
            guard count > 0 else { return }
            try buffer.withBytes { (bytes) throws(StoreError) in
                try target.write(UnsafeRawBufferPointer(rebasing: bytes[..<count]), at: offset - start)
            }
            offset += UInt64(count)
        }
    }
}

/// One segment file.
final class DiskSegment: SegmentWriter, SegmentReader {
    private let file: POSIXFile

    init(file: POSIXFile) { self.file = file }

    func write(_ bytes: UnsafeRawBufferPointer, at offset: UInt64) throws(StoreError) {
        try file.write(bytes, at: offset)
    }

    func truncate(to length: UInt64) throws(StoreError) { try file.truncate(to: length) }
    func sync() throws(StoreError) { try file.sync() }

    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64) throws(StoreError) -> Int {
        try file.read(into: buffer, at: offset)
    }

    func prefetch(_ range: Range<UInt64>) { file.prefetch(range) }
}
