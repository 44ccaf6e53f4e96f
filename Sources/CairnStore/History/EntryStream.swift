/// The entries of one run, oldest first.
struct EntryStream {
    private(set) var current: IndexEntry?
    private let run: RunContents
    private var entries: [IndexEntry] = []
    private var next = 0
    private var nextBlock = 0
    private var buffer: [UInt8] = []

    init(_ run: RunContents) throws(StoreError) {
        self.run = run
        try advance()
    }

    mutating func advance() throws(StoreError) {
        while next >= entries.count {
            guard nextBlock < run.entries.blocks.count else {
                current = nil
                return
            }
            var loaded = entries
            loaded.removeAll(keepingCapacity: true)
            try run.withBlock(nextBlock, of: run.entries, &buffer) { EntryBlock.decode($0, into: &loaded) }
            entries = loaded
            next = 0
            nextBlock += 1
        }
        current = entries[next]
        next += 1
    }
}
