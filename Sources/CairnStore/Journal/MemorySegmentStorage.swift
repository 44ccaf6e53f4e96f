import Synchronization

/// Segments in memory, for `--in-memory` and tests. Beyond its bound the journal drops the oldest.
public final class MemorySegmentStorage: SegmentStorage {
    private struct Contents {
        var segments: [UInt64: MemorySegment] = [:]
        var seals: [UInt64: [UInt8]] = [:]
        var aside: [String: [UInt8]] = [:]
        var chainStart: [UInt8]?
    }

    public let location = "memory"
    public let isDurable = false
    private let contents = Mutex(Contents())

    public init() {}

    public func segments() -> [StoredSegment] {
        contents.withLock { contents in
            contents.segments.map { StoredSegment(first: $0.key, byteLength: UInt64($0.value.count)) }
                .sorted { $0.first < $1.first }
        }
    }

    public func writer(of first: UInt64) -> any SegmentWriter {
        contents.withLock { contents in
            if let segment = contents.segments[first] { return segment }
            let segment = MemorySegment()
            contents.segments[first] = segment
            return segment
        }
    }

    public func reader(of first: UInt64) throws(StoreError) -> any SegmentReader {
        guard let segment = contents.withLock({ $0.segments[first] }) else {
            throw StoreError(.gone, "The journal segment \(first) is not in memory any more")
        }
        return segment
    }

    public func remove(_ first: UInt64) {
        contents.withLock { contents in
            contents.segments[first] = nil
            contents.seals[first] = nil
        }
    }

    public func seal(of first: UInt64) -> [UInt8]? { contents.withLock { $0.seals[first] } }
    public func writeSeal(_ bytes: [UInt8], of first: UInt64) { contents.withLock { $0.seals[first] = bytes } }
    public func chainStart() -> [UInt8]? { contents.withLock { $0.chainStart } }
    public func writeChainStart(_ bytes: [UInt8]) { contents.withLock { $0.chainStart = bytes } }

    public func setAside(_ first: UInt64, from offset: UInt64) throws(StoreError) -> String {
        try contents.withLock { (contents) throws(StoreError) in
            guard let segment = contents.segments[first] else {
                throw StoreError(.gone, "The journal segment \(first) is not in memory any more")
            }
            let name = "\(SegmentName.text(first)).torn-\(contents.aside.count + 1)"
            contents.aside[name] = segment.cut(from: Int(offset))
            return name
        }
    }

    public func probe() {}
    public func close() {}
}

/// One segment's bytes.
final class MemorySegment: SegmentWriter, SegmentReader {
    private let bytes = Mutex<[UInt8]>([])

    var count: Int { bytes.withLock { $0.count } }

    func write(_ buffer: UnsafeRawBufferPointer, at offset: UInt64) {
        bytes.withLock { bytes in
            bytes.removeLast(max(0, bytes.count - Int(offset)))
            bytes.append(contentsOf: buffer)
        }
    }

    func truncate(to length: UInt64) { bytes.withLock { $0.removeLast(max(0, $0.count - Int(length))) } }
    func sync() {}

    func cut(from offset: Int) -> [UInt8] {
        bytes.withLock { bytes in
            guard offset < bytes.count else { return [] }
            let tail = Array(bytes[offset...])
            bytes.removeLast(tail.count)
            return tail
        }
    }

    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64) -> Int {
        bytes.withLock { bytes in
            guard offset < UInt64(bytes.count) else { return 0 }
            let count = min(buffer.count, bytes.count - Int(offset))
            bytes.withUnsafeBytes { source in
                buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: source[Int(offset)..<Int(offset) + count]))
            }
            return count
        }
    }
}
