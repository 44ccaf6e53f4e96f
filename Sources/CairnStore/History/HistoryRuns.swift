import GRDB

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Writing and merging runs.
enum HistoryRuns {
    /// How many runs of one size become one of the next.
    static let fanIn = 8
    /// Runs are not merged beyond this: a merge stays short, and holds its entries in memory.
    static let eventsMax = 512 << 10

    static func add(_ builder: borrowing RunBuilder, to database: Database) throws {
        guard !builder.entries.isEmpty else { return }
        let run = try insertRun(builder.entries, to: database)
        var writer = try postingWriter(run, database)
        let postings = builder.postings
        var start = 0
        while start < postings.count {
            let term = postings[start].term
            var end = start + 1
            while end < postings.count, postings[end].term == term { end += 1 }
            try writer.add(term, postings[start..<end].lazy.map(\.ordinal))
            start = end
        }
        try writer.finish()
    }

    private static func insertRun(_ entries: [IndexEntry], to database: Database) throws -> Int64 {
        let minimum = entries.first?.time ?? 0
        let maximum = entries.last?.time ?? 0
        let sequence = entries.reduce(0) { max($0, $1.sequence) }
        try database.cachedStatement(
            sql: "INSERT INTO run (count, min_time, max_time, max_sequence) VALUES (?, ?, ?, ?)"
        ).execute(arguments: [entries.count, minimum, maximum, Int64(bitPattern: sequence)])
        let run = database.lastInsertedRowID
        let insert = try database.cachedStatement(sql: "INSERT INTO entry VALUES (?, ?, ?, ?, ?)")
        for start in stride(from: 0, to: entries.count, by: EntryBlock.entriesMax) {
            let slice = entries[start..<min(start + EntryBlock.entriesMax, entries.count)]
            try insert.execute(arguments: [
                run, start, entries[start].time, Int64(bitPattern: entries[start].sequence),
                Data(EntryBlock.encode(slice)),
            ])
        }
        return run
    }

    private static func postingWriter(_ run: Int64, _ database: Database) throws -> PostingBlockWriter {
        let insert = try database.cachedStatement(sql: "INSERT INTO posting VALUES (?, ?, ?, ?)")
        return PostingBlockWriter { term, ordinal, bytes in
            try insert.execute(arguments: [run, term, Int64(ordinal), Data(bytes)])
        }
    }

    // MARK: Merging

    /// Merges the runs of the first size of which there are enough; `false` if there is none.
    static func mergeOnce(_ database: Database) throws -> Bool {
        var sizes: [Int: [(id: Int64, count: Int)]] = [:]
        for row in try Row.fetchAll(database, sql: "SELECT id, count FROM run ORDER BY min_time, id") {
            let count: Int = row[1]
            sizes[size(count), default: []].append((row[0], count))
        }
        for (_, runs) in sizes.sorted(by: { $0.key < $1.key }) where runs.count >= fanIn {
            guard runs.reduce(0, { $0 + $1.count }) <= eventsMax else { continue }
            try merge(runs.map(\.id), in: database)
            return true
        }
        return false
    }

    /// Merges as many small runs as fit into one, if there are more than a few; `false` if there was nothing to do.
    static func mergeSmall(_ database: Database) throws -> Bool {
        guard try Int.fetchOne(database, sql: "SELECT count(*) FROM run") ?? 0 > 4 else { return false }
        var chosen: [Int64] = []
        var total = 0
        for row in try Row.fetchAll(database, sql: "SELECT id, count FROM run ORDER BY count, id") {
            let count: Int = row[1]
            guard total + count <= eventsMax, chosen.count < 64 else { break }
            chosen.append(row[0])
            total += count
        }
        guard chosen.count > 1 else { return false }
        try merge(chosen, in: database)
        return true
    }

    private static func size(_ count: Int) -> Int { (Int.bitWidth - max(count, 1).leadingZeroBitCount - 1) / 3 }

    private static func merge(_ runs: [Int64], in database: Database) throws {
        let (entries, places) = try mergedEntries(runs, in: database)
        let run = try insertRun(entries, to: database)
        var streams = try runs.map { try PostingStream(run: $0, in: database) }
        var writer = try postingWriter(run, database)
        var ordinals: [UInt32] = []
        while let term = streams.compactMap(\.term).min() {
            ordinals.removeAll(keepingCapacity: true)
            var isSorted = true
            for index in streams.indices {
                while streams[index].term == term {
                    try streams[index].take(mappedBy: places[index], into: &ordinals, &isSorted)
                }
            }
            if !isSorted { ordinals.sort() }
            try writer.add(term, ordinals)
        }
        try writer.finish()
        try remove(runs, in: database)
    }

    static func remove(before sequence: UInt64, in database: Database) throws {
        let old = try Int64.fetchAll(
            database, sql: "SELECT id FROM run WHERE max_sequence < ?", arguments: [Int64(clamping: sequence)])
        try remove(old, in: database)
    }

    private static func remove(_ runs: [Int64], in database: Database) throws {
        for run in runs {
            for table in ["entry WHERE run", "posting WHERE run", "run WHERE id"] {
                try database.execute(sql: "DELETE FROM \(table) = ?", arguments: [run])
            }
        }
    }

    /// All entries in order, and for each run the new ordinal of each of its entries.
    private static func mergedEntries(
        _ runs: [Int64], in database: Database
    ) throws -> (entries: [IndexEntry], places: [[UInt32]]) {
        var all: [IndexEntry] = []
        var ends: [Int] = []
        for run in runs {
            let rows = try Row.fetchCursor(
                database, sql: "SELECT block FROM entry WHERE run = ? ORDER BY ordinal", arguments: [run])
            while let row = try rows.next() {
                row.withBlob(at: 0) { EntryBlock.decode($0, into: &all) }
            }
            ends.append(all.count)
        }
        let starts = [0] + ends.dropLast()
        let places = zip(starts, ends).map { [UInt32](repeating: 0, count: $1 - $0) }
        return interleave(all, starts: starts, ends: ends, places: places)
    }

    private static func interleave(
        _ all: [IndexEntry], starts: [Int], ends: [Int], places: [[UInt32]]
    ) -> (entries: [IndexEntry], places: [[UInt32]]) {
        var places = places
        var heads = starts
        var merged: [IndexEntry] = []
        merged.reserveCapacity(all.count)
        while true {
            var best = -1
            for run in heads.indices where heads[run] < ends[run] {
                if best < 0 || IndexEntry.precedes(all[heads[run]], all[heads[best]]) { best = run }
            }
            guard best >= 0 else { return (merged, places) }
            places[best][heads[best] - starts[best]] = UInt32(truncatingIfNeeded: merged.count)
            merged.append(all[heads[best]])
            heads[best] += 1
        }
    }
}

/// The groups of one run in the order of terms, block by block.
private struct PostingStream {
    private(set) var term: Int64?
    private let rows: RowCursor
    private var groups: [(term: Int64, start: Int, end: Int)] = []
    private var next = 0
    private var ordinals: [UInt32] = []

    init(run: Int64, in database: Database) throws {
        rows = try Row.fetchCursor(
            database, sql: "SELECT block FROM posting WHERE run = ? ORDER BY term, ordinal", arguments: [run])
        try advance()
    }

    /// Appends the ordinals of the present group, by their new names, and goes to the next group.
    mutating func take(mappedBy places: [UInt32], into target: inout [UInt32], _ isSorted: inout Bool) throws {
        let group = groups[next - 1]
        for ordinal in ordinals[group.start..<group.end] {
            // A damaged block may name entries that do not exist.
            guard Int(ordinal) < places.count else { continue }
            let place = places[Int(ordinal)]
            if let last = target.last, last >= place { isSorted = false }
            target.append(place)
        }
        try advance()
    }

    private mutating func advance() throws {
        while next >= groups.count {
            guard let row = try rows.next() else {
                term = nil
                return
            }
            groups.removeAll(keepingCapacity: true)
            ordinals.removeAll(keepingCapacity: true)
            next = 0
            row.withBlob(at: 0) { load($0) }
        }
        term = groups[next].term
        next += 1
    }

    private mutating func load(_ block: UnsafeRawBufferPointer) {
        var reader = PostingBlockReader(block)
        while let group = reader.next() {
            let start = ordinals.count
            PostingBlockReader.appendOrdinals(group.list, to: &ordinals)
            groups.append((group.term, start, ordinals.count))
        }
    }
}

extension Row {
    /// Lends the bytes of a column without copying them.
    func withBlob(at index: Int, _ body: (UnsafeRawBufferPointer) -> Void) {
        try? withUnsafeData(atIndex: index) { data in
            data?.withUnsafeBytes { body($0) }
        }
    }
}
