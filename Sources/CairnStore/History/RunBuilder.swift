import CairnModel

/// Events of one day, gathered to become a run.
struct RunBuilder {
    struct Posting {
        var term: Int64
        var ordinal: UInt32
    }

    fileprivate(set) var entries: [IndexEntry] = []
    fileprivate(set) var postings: [Posting] = []

    init() {}

    /// Events with the terms that each is found by.
    init(_ events: [(entry: IndexEntry, terms: [Int64])]) {
        for (entry, terms) in events {
            let ordinal = UInt32(truncatingIfNeeded: entries.count)
            entries.append(entry)
            postings += terms.map { Posting(term: $0, ordinal: ordinal) }
        }
    }

    mutating func add(
        _ entry: IndexEntry, category: HistoryCategory, _ extraction: inout LookupExtraction
    ) {
        let record = extraction.record
        let ordinal = UInt32(truncatingIfNeeded: entries.count)
        let empty = UnsafeRawBufferPointer(start: nil, count: 0)
        let scope = HistoryTerms.scope(
            account: extraction.account.quotedBytes(in: record) ?? empty,
            region: extraction.view.awsRegion.quotedBytes(in: record) ?? empty, category: category)
        entries.append(entry)
        postings.append(Posting(term: HistoryTerms.term(scope), ordinal: ordinal))
        extraction.forEachField { attribute, text in
            postings.append(Posting(term: HistoryTerms.term(scope, attribute, text), ordinal: ordinal))
        }
        extraction.forEachResource { type, name in
            if let type {
                postings.append(Posting(term: HistoryTerms.term(scope, .resourceType, type), ordinal: ordinal))
            }
            postings.append(Posting(term: HistoryTerms.term(scope, .resourceName, name), ordinal: ordinal))
        }
    }

    /// Makes a run in memory of what was gathered.
    mutating func makeRun() throws(StoreError) -> HistoryRun {
        sort()
        var writer = RunWriter(to: nil)
        for entry in entries { try writer.add(entry) }
        var start = 0
        while start < postings.count {
            let term = postings[start].term
            var end = start + 1
            while end < postings.count, postings[end].term == term { end += 1 }
            try writer.add(term, postings[start..<end].lazy.map(\.ordinal))
            start = end
        }
        let contents = try writer.finish()
        return HistoryRun(contents, summary: writer.summary)
    }

    /// Puts entries in the order of history and postings in the order of terms, each once.
    private mutating func sort() {
        if !isInOrder { reorder() }
        PostingSort.sort(&postings)
        removeDuplicates()
    }

    private var isInOrder: Bool {
        zip(entries, entries.dropFirst()).allSatisfy { IndexEntry.precedes($0, $1) }
    }

    private mutating func reorder() {
        let order = entries.indices.sorted { IndexEntry.precedes(entries[$0], entries[$1]) }
        var places = [UInt32](repeating: 0, count: order.count)
        for (place, index) in order.enumerated() { places[index] = UInt32(truncatingIfNeeded: place) }
        entries = order.map { entries[$0] }
        for index in postings.indices { postings[index].ordinal = places[Int(postings[index].ordinal)] }
    }

    private mutating func removeDuplicates() {
        var kept = 0
        for index in postings.indices {
            let posting = postings[index]
            if kept > 0, postings[kept - 1].term == posting.term, postings[kept - 1].ordinal == posting.ordinal {
                continue
            }
            postings[kept] = posting
            kept += 1
        }
        postings.removeLast(postings.count - kept)
    }
}

extension RunBuilder {
    /// The same without the entries up to a sequence number.
    func dropping(upTo sequence: UInt64) -> RunBuilder {
        var kept = RunBuilder()
        var places = [UInt32?](repeating: nil, count: entries.count)
        for (index, entry) in entries.enumerated() where entry.sequence > sequence {
            places[index] = UInt32(truncatingIfNeeded: kept.entries.count)
            kept.entries.append(entry)
        }
        for posting in postings {
            guard let place = places[Int(posting.ordinal)] else { continue }
            kept.postings.append(Posting(term: posting.term, ordinal: place))
        }
        return kept
    }
}
