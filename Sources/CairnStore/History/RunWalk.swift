/// A look-up over the runs of one day: each gives its entries newest first, the newest of all comes next.
struct RunWalk {
    private let search: HistorySearch
    /// Runs that are not open yet, the one with the latest event at the end.
    private var waiting: ArraySlice<HistoryRun>
    private var cursors: [RunCursor] = []

    /// - Parameter runs: the one with the latest event at the end.
    init(_ runs: [HistoryRun], _ search: HistorySearch) {
        self.search = search
        waiting = runs[...]
    }

    mutating func entries(limit: Int, _ buffer: inout [UInt8]) throws(StoreError) -> [IndexEntry] {
        var found: [IndexEntry] = []
        while found.count < limit, let entry = try next(&buffer) {
            guard entry.time >= search.start else { break }
            if entry.sequence > search.hiddenUpTo { found.append(entry) }
        }
        return found
    }

    private mutating func next(_ buffer: inout [UInt8]) throws(StoreError) -> IndexEntry? {
        try openRuns(&buffer)
        guard let best = newest() else { return nil }
        let entry = cursors[best].current
        try cursors[best].advance(&buffer)
        if cursors[best].current == nil { cursors.remove(at: best) }
        return entry
    }

    /// Opens every run that may hold something newer than what the open ones offer.
    private mutating func openRuns(_ buffer: inout [UInt8]) throws(StoreError) {
        while let run = waiting.last {
            if let best = newest(), let entry = cursors[best].current, entry.time > run.summary.maximumTime { return }
            waiting.removeLast()
            guard isOfInterest(run.summary) else { continue }
            let cursor = try RunCursor(run, search, &buffer)
            if cursor.current != nil { cursors.append(cursor) }
        }
    }

    private func isOfInterest(_ run: RunSummary) -> Bool {
        run.maximumTime >= search.start && run.minimumTime <= search.before.eventTime
            && run.maximumSequence > search.hiddenUpTo
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
