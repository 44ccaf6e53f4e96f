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

    /// A page of LookupEvents may have each of its 50 records in another segment.
    private static let openMax = 64
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
        let groups = Self.joined(order, locations)
        // The disk fetches what is not in memory all at once, not one after another.
        if groups.count > 1 {
            for group in groups { try prefetch(locations[order[group.first]], upTo: group.reach) }
        }
        for group in groups {
            let members = order[group.first..<group.end].map { (index: $0, location: locations[$0]) }
            try read(members, upTo: group.reach, into: &results)
        }
        return results
    }

    private typealias Group = (first: Int, end: Int, reach: UInt64)

    /// Records that stand close together, by their indices in the order.
    private static func joined(_ order: [Int], _ locations: [RecordLocation]) -> [Group] {
        var groups: [Group] = []
        for (index, location) in order.enumerated().map({ ($0, locations[$1]) }) {
            let end = location.offset + UInt64(location.length)
            if let group = groups.last, locations[order[group.first]].segment == location.segment,
                location.offset <= group.reach + joinedGap,
                end - locations[order[group.first]].offset <= joinedBytesMax
            {
                groups[groups.count - 1] = (group.first, index + 1, max(group.reach, end))
            } else {
                groups.append((index, index + 1, end))
            }
        }
        return groups
    }

    private func prefetch(_ first: RecordLocation, upTo reach: UInt64) throws(StoreError) {
        guard reach > first.offset, let reader = try existingReader(of: first.segment) else { return }
        reader.prefetch(first.offset..<reach)
    }

    private func read(
        _ group: [(index: Int, location: RecordLocation)], upTo reach: UInt64, into results: inout [[UInt8]?]
    ) throws(StoreError) {
        guard let first = group.first?.location, reach > first.offset,
            let reader = try existingReader(of: first.segment)
        else { return }
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

    /// `nil` for a segment that is not there any more.
    private func existingReader(of first: UInt64) throws(StoreError) -> (any SegmentReader)? {
        do throws(StoreError) {
            return try reader(of: first)
        } catch {
            if error.code == .gone { return nil }
            throw error
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
