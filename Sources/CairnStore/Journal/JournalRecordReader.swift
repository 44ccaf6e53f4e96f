import Synchronization

/// Where one record stands: a segment's first sequence number, and bytes in it without the line feed.
public struct RecordLocation: Sendable, Hashable {
    public var segment: UInt64
    public var offset: UInt64
    public var length: Int

    public init(segment: UInt64, offset: UInt64, length: Int) {
        self.segment = segment
        self.offset = offset
        self.length = length
    }
}

/// Reads single records whose place is known; keeps a few segments open.
public final class JournalRecordReader: Sendable {
    private let storage: any SegmentStorage
    private let open = Mutex<[(first: UInt64, reader: any SegmentReader)]>([])

    private static let openMax = 16
    /// Records that stand closer together than this are fetched by one read.
    private static let joinedGap: UInt64 = 16 << 10
    private static let joinedBytesMax: UInt64 = 1 << 20

    init(storage: any SegmentStorage) { self.storage = storage }

    /// Returns the bytes of each record, in the order asked for; `nil` for one that is not there any more.
    public func records(at locations: [RecordLocation]) throws(StoreError) -> [[UInt8]?] {
        var results = [[UInt8]?](repeating: nil, count: locations.count)
        let order = locations.indices.sorted {
            (locations[$0].segment, locations[$0].offset) < (locations[$1].segment, locations[$1].offset)
        }
        var start = 0
        while start < order.count {
            var end = start + 1
            let first = locations[order[start]]
            var reach = first.offset + UInt64(first.length)
            while end < order.count {
                let next = locations[order[end]]
                guard next.segment == first.segment, next.offset <= reach + Self.joinedGap,
                    next.offset + UInt64(next.length) - first.offset <= Self.joinedBytesMax
                else { break }
                reach = max(reach, next.offset + UInt64(next.length))
                end += 1
            }
            try read(order[start..<end].map { ($0, locations[$0]) }, upTo: reach, into: &results)
            start = end
        }
        return results
    }

    private func read(
        _ group: [(index: Int, location: RecordLocation)], upTo reach: UInt64, into results: inout [[UInt8]?]
    ) throws(StoreError) {
        guard let first = group.first?.location, reach > first.offset else { return }
        let reader: any SegmentReader
        do throws(StoreError) {
            reader = try self.reader(of: first.segment)
        } catch {
            if error.code == .gone { return }
            throw error
        }
        var bytes = [UInt8](repeating: 0, count: Int(reach - first.offset))
        let count = try bytes.withMutableBytes { (buffer) throws(StoreError) in
            try reader.read(into: buffer, at: first.offset)
        }
        for (index, location) in group {
            let start = Int(location.offset - first.offset)
            guard start + location.length <= count else { continue }
            results[index] = Array(bytes[start..<start + location.length])
        }
    }

    private func reader(of first: UInt64) throws(StoreError) -> any SegmentReader {
        try open.withLock { (open) throws(StoreError) in
            if let index = open.firstIndex(where: { $0.first == first }) {
                let entry = open.remove(at: index)
                open.append(entry)
                return entry.reader
            }
            let reader = try storage.reader(of: first)
            if open.count >= Self.openMax { open.removeFirst() }
            open.append((first, reader))
            return reader
        }
    }

    /// Closes segments that have been removed, so that their space is free.
    func forget(before first: UInt64) { open.withLock { $0.removeAll { $0.first < first } } }
}
