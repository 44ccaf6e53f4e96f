/// Writes a run, in memory or to a file: first its entries, then its postings, then where they are.
struct RunWriter {
    private(set) var summary = RunSummary()
    private var output: BlockOutput
    private var pending: [IndexEntry] = []
    private var postings = PostingBlockWriter()

    /// - Parameter file: where to write; `nil` to keep the run in memory.
    init(to file: POSIXFile?) {
        output = BlockOutput(file: file)
        pending.reserveCapacity(EntryBlock.entriesMax)
    }

    /// Adds an entry; they come in the order of history, oldest first, before all postings.
    mutating func add(_ entry: IndexEntry) throws(StoreError) {
        summary.take(entry)
        pending.append(entry)
        if pending.count == EntryBlock.entriesMax { try endEntries() }
    }

    /// Adds a term and the ordinals of its entries, ascending; terms come in ascending order, each once.
    mutating func add(_ term: Int64, _ ordinals: some Sequence<UInt32>) throws(StoreError) {
        if !pending.isEmpty { try endEntries() }
        try postings.add(term, ordinals, to: &output)
    }

    private mutating func endEntries() throws(StoreError) {
        let key = BlockDirectory.Key(major: pending[0].time, minor: pending[0].sequence)
        try output.append(EntryBlock.encode(pending[...]), under: key, isPosting: false)
        pending.removeAll(keepingCapacity: true)
    }

    /// Ends the run. What is in a file is then on the device.
    mutating func finish() throws(StoreError) -> RunContents {
        if !pending.isEmpty { try endEntries() }
        try postings.finish(to: &output)
        let contents = try output.finish(count: summary.count)
        summary.byteLength = output.byteLength
        return contents
    }
}
