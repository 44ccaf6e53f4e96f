/// One term in one run, newest first.
struct RunCursor {
    private(set) var current: IndexEntry?

    /// Kept so that its file is not removed meanwhile.
    private let run: HistoryRun
    private let contents: RunContents
    private let term: Int64
    /// Ordinals still to come, ascending; taken from the end.
    private var ordinals: [UInt32] = []
    /// Whether blocks before may hold more of the term, and up to which ordinal to look.
    private var mayHaveMore = true
    private var bound: Int
    private var entries: [IndexEntry] = []
    private var entriesStart = 0

    init(_ run: HistoryRun, _ search: HistorySearch, _ buffer: inout [UInt8]) throws(StoreError) {
        self.run = run
        contents = try run.contents()
        term = search.term
        bound = run.summary.count - 1
        if run.summary.maximumTime >= search.before.eventTime {
            bound = try lastOrdinal(before: search.before, &buffer)
        }
        try advance(&buffer)
    }

    /// The place of the last entry before a position; -1 if there is none.
    private mutating func lastOrdinal(
        before position: HistoryPosition, _ buffer: inout [UInt8]
    ) throws(StoreError) -> Int {
        let key = BlockDirectory.Key(major: position.eventTime, minor: position.sequence)
        guard let block = contents.entries.last(upTo: key) else { return -1 }
        try loadEntries(block, &buffer)
        let before = entries.prefix {
            ($0.time, $0.sequence) < (position.eventTime, position.sequence)
        }
        return entriesStart + before.count - 1
    }

    private mutating func loadEntries(_ block: Int, _ buffer: inout [UInt8]) throws(StoreError) {
        var loaded = entries
        entries = []
        loaded.removeAll(keepingCapacity: true)
        try contents.withBlock(block, of: contents.entries, &buffer) { EntryBlock.decode($0, into: &loaded) }
        entries = loaded
        entriesStart = block * EntryBlock.entriesMax
    }

    mutating func advance(_ buffer: inout [UInt8]) throws(StoreError) {
        while ordinals.isEmpty && mayHaveMore && bound >= 0 { try loadOrdinals(&buffer) }
        guard let ordinal = ordinals.popLast() else {
            current = nil
            return
        }
        if !(entriesStart..<entriesStart + entries.count).contains(Int(ordinal)) {
            let block = Int(ordinal) / EntryBlock.entriesMax
            guard block < contents.entries.blocks.count else { throw Self.noEntry }
            try loadEntries(block, &buffer)
        }
        let index = Int(ordinal) - entriesStart
        guard entries.indices.contains(index) else { throw Self.noEntry }
        current = entries[index]
    }

    private static var noEntry: StoreError {
        StoreError(.damaged, "The history index names an entry that it does not hold")
    }

    /// Reads the block that holds the term's last ordinals up to the bound.
    private mutating func loadOrdinals(_ buffer: inout [UInt8]) throws(StoreError) {
        mayHaveMore = false
        let key = BlockDirectory.Key(major: term, minor: UInt64(bound))
        guard let block = contents.postings.last(upTo: key) else { return }
        let found = try contents.withBlock(block, of: contents.postings, &buffer) { [term] bytes in
            PostingBlockReader.ordinals(of: term, in: bytes)
        }
        guard let first = found.first else { return }
        ordinals = found
        while let last = ordinals.last, Int(last) > bound { ordinals.removeLast() }
        // Only a block that begins with this term can be preceded by more of it.
        mayHaveMore = contents.postings.blocks[block].key.major == term
        bound = Int(first) - 1
    }
}
