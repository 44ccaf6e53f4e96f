/// Makes one run of several, block by block: it holds no more of them than four bytes an entry.
enum RunMerger {
    static func merge(_ runs: [HistoryRun], into writer: inout RunWriter) throws(StoreError) -> RunContents {
        var contents: [RunContents] = []
        for run in runs { contents.append(try run.contents()) }
        let places = try mergeEntries(contents, counts: runs.map(\.summary.count), into: &writer)
        try mergePostings(contents, places: places, into: &writer)
        return try writer.finish()
    }

    /// Writes all entries in order. Returns for each run the new ordinal of each of its entries.
    private static func mergeEntries(
        _ runs: [RunContents], counts: [Int], into writer: inout RunWriter
    ) throws(StoreError) -> [[UInt32]] {
        var streams: [EntryStream] = []
        for run in runs { streams.append(try EntryStream(run)) }
        var places = counts.map { count in
            var places: [UInt32] = []
            places.reserveCapacity(count)
            return places
        }
        while let (best, limit) = newest(streams) {
            while let entry = streams[best].current {
                if let limit, IndexEntry.precedes(limit, entry) { break }
                places[best].append(UInt32(truncatingIfNeeded: writer.summary.count))
                try writer.add(entry)
                try streams[best].advance()
            }
        }
        return places
    }

    /// The stream whose entry comes next, and the first entry of the others: runs overlap little.
    private static func newest(_ streams: [EntryStream]) -> (best: Int, limit: IndexEntry?)? {
        var best: (index: Int, entry: IndexEntry)?
        var limit: IndexEntry?
        for index in streams.indices {
            guard let entry = streams[index].current else { continue }
            guard let known = best else {
                best = (index, entry)
                continue
            }
            let comesFirst = IndexEntry.precedes(entry, known.entry)
            let other = comesFirst ? known.entry : entry
            if comesFirst { best = (index, entry) }
            if limit.map({ IndexEntry.precedes(other, $0) }) ?? true { limit = other }
        }
        return best.map { ($0.index, limit) }
    }

    private static func mergePostings(
        _ runs: [RunContents], places: [[UInt32]], into writer: inout RunWriter
    ) throws(StoreError) {
        var streams: [PostingStream] = []
        for run in runs { streams.append(try PostingStream(run)) }
        var ordinals: [UInt32] = []
        while let term = firstTerm(streams) {
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
    }

    private static func firstTerm(_ streams: [PostingStream]) -> Int64? {
        var first: Int64?
        for index in streams.indices {
            guard let term = streams[index].term else { continue }
            if first.map({ term < $0 }) ?? true { first = term }
        }
        return first
    }
}
