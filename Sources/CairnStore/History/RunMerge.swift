import GRDB

/// A look-up over the runs of one day: each gives its entries newest first, the newest of all comes next.
struct RunMerge {
    private let search: HistorySearch
    private let database: Database
    private var waiting: [Run]
    private var cursors: [RunCursor] = []

    struct Run {
        var id: Int64
        var count: Int
        var maximumTime: Int64
    }

    init(_ search: HistorySearch, in database: Database) throws {
        self.search = search
        self.database = database
        let statement = try database.cachedStatement(
            sql: """
                SELECT id, count, max_time FROM run
                WHERE max_time >= ? AND min_time <= ? AND max_sequence > ? ORDER BY max_time
                """)
        let hidden = Int64(clamping: search.hiddenUpTo)
        waiting = try Row.fetchAll(statement, arguments: [search.start, search.before.eventTime, hidden])
            .map { Run(id: $0[0], count: $0[1], maximumTime: $0[2]) }
    }

    mutating func entries(limit: Int) throws -> [IndexEntry] {
        var found: [IndexEntry] = []
        while found.count < limit, let entry = try next() {
            guard entry.time >= search.start else { break }
            if entry.sequence > search.hiddenUpTo { found.append(entry) }
        }
        return found
    }

    private mutating func next() throws -> IndexEntry? {
        try openRuns()
        guard let best = newest() else { return nil }
        let entry = cursors[best].current
        try cursors[best].advance(database)
        if cursors[best].current == nil { cursors.remove(at: best) }
        return entry
    }

    /// Opens every run that may hold something newer than what the open ones offer.
    private mutating func openRuns() throws {
        while let run = waiting.last {
            if let best = newest(), let entry = cursors[best].current, entry.time > run.maximumTime { return }
            waiting.removeLast()
            let cursor = try RunCursor(run: run, search: search, in: database)
            if cursor.current != nil { cursors.append(cursor) }
        }
    }

    private func newest() -> Int? {
        var best: Int?
        for index in cursors.indices {
            guard let entry = cursors[index].current else { continue }
            if let known = best, let other = cursors[known].current, !IndexEntry.precedes(other, entry) { continue }
            best = index
        }
        return best
    }
}

/// One term in one run, newest first.
struct RunCursor {
    private(set) var current: IndexEntry?

    private let run: Int64
    private let term: Int64
    /// Ordinals still to come, ascending; taken from the end.
    private var ordinals: [UInt32] = []
    /// Whether blocks before may hold more of the term, and behind which ordinal to look.
    private var mayHaveMore = true
    private var bound: Int64
    private var entries: [IndexEntry] = []
    private var entriesStart = 0

    init(run: RunMerge.Run, search: HistorySearch, in database: Database) throws {
        self.run = run.id
        term = search.term
        bound = Int64(run.count) - 1
        if run.maximumTime >= search.before.eventTime {
            bound = try Self.lastOrdinal(before: search.before, run: run.id, in: database)
        }
        try advance(database)
    }

    /// The place of the last entry before a position; -1 if there is none.
    private static func lastOrdinal(
        before position: HistoryPosition, run: Int64, in database: Database
    ) throws -> Int64 {
        let statement = try database.cachedStatement(
            sql: """
                SELECT ordinal FROM entry INDEXED BY entry_time
                WHERE run = ? AND (time, sequence) < (?, ?) ORDER BY time DESC, sequence DESC LIMIT 1
                """)
        let time = position.eventTime
        // Sequence numbers are stored as signed numbers; "everything in that second" is their greatest.
        let sequence = Int64(clamping: position.sequence)
        guard let start = try Int64.fetchOne(statement, arguments: [run, time, sequence]) else { return -1 }
        var entries: [IndexEntry] = []
        try load(&entries, run: run, ordinal: start, in: database)
        let before = entries.prefix {
            $0.time < time || $0.time == time && $0.sequence < position.sequence
        }
        return start + Int64(before.count) - 1
    }

    @discardableResult
    private static func load(
        _ entries: inout [IndexEntry], run: Int64, ordinal: Int64, in database: Database
    ) throws -> Int {
        let statement = try database.cachedStatement(
            sql: "SELECT ordinal, block FROM entry WHERE run = ? AND ordinal <= ? ORDER BY ordinal DESC LIMIT 1")
        entries.removeAll(keepingCapacity: true)
        let rows = try Row.fetchCursor(statement, arguments: [run, ordinal])
        guard let row = try rows.next() else { return 0 }
        row.withBlob(at: 1) { EntryBlock.decode($0, into: &entries) }
        return row[0]
    }

    mutating func advance(_ database: Database) throws {
        while ordinals.isEmpty && mayHaveMore && bound >= 0 { try loadOrdinals(database) }
        guard let ordinal = ordinals.popLast() else {
            current = nil
            return
        }
        if !(entriesStart..<entriesStart + entries.count).contains(Int(ordinal)) {
            entriesStart = try Self.load(&entries, run: run, ordinal: Int64(ordinal), in: database)
        }
        let index = Int(ordinal) - entriesStart
        guard entries.indices.contains(index) else {
            throw StoreError(.damaged, "The history index names an entry that it does not hold")
        }
        current = entries[index]
    }

    /// Reads the block that holds the term's last ordinals up to the bound.
    private mutating func loadOrdinals(_ database: Database) throws {
        let statement = try database.cachedStatement(
            sql: """
                SELECT term, block FROM posting
                WHERE run = ? AND (term, ordinal) <= (?, ?) ORDER BY term DESC, ordinal DESC LIMIT 1
                """)
        let rows = try Row.fetchCursor(statement, arguments: [run, term, bound])
        mayHaveMore = false
        guard let row = try rows.next() else { return }
        let blockTerm: Int64 = row[0]
        var found: [UInt32] = []
        row.withBlob(at: 1) { block in
            var reader = PostingBlockReader(block)
            while let group = reader.next(), group.term <= term {
                if group.term == term { PostingBlockReader.appendOrdinals(group.list, to: &found) }
            }
        }
        guard let first = found.first else { return }
        let limit = bound
        while let last = found.last, Int64(last) > limit { found.removeLast() }
        ordinals = found
        // Only a block that begins with this term can be preceded by more of it.
        mayHaveMore = blockTerm == term
        bound = Int64(first) - 1
    }
}
