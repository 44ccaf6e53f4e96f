import Synchronization

/// The index of one day of events: sorted runs, the newest in memory and the others in files.
///
/// The indexer alone adds to it. Look-ups take the runs as they are at the moment, which never change, and the files of
/// runs that were merged stay until nobody uses them. So neither waits for the other.
final class HistoryDay: Sendable {
    private struct State {
        /// In the order of their first times.
        var memory: [HistoryRun] = []
        var files: [HistoryRun] = []
        /// All runs, the one with the latest event at the end.
        var all: [HistoryRun] = []
        var firstSequence: UInt64
        var covered: UInt64
        var savedCovered: UInt64
        var lastWrite: ContinuousClock.Instant?
        var isDiscarded = false

        mutating func change(_ change: (inout State) -> Void) {
            change(&self)
            memory.sort { $0.summary.minimumTime < $1.summary.minimumTime }
            files.sort { $0.summary.minimumTime < $1.summary.minimumTime }
            all = (files + memory).sorted { $0.summary.maximumTime < $1.summary.maximumTime }
        }
    }

    /// Days since the epoch.
    let day: Int
    private let state: Mutex<State>

    init(_ day: Int, firstSequence: UInt64, covered: UInt64 = 0, files: [HistoryRun] = []) {
        self.day = day
        var state = State(firstSequence: firstSequence, covered: covered, savedCovered: covered)
        state.change { $0.files = files }
        self.state = Mutex(state)
    }

    // MARK: What there is

    /// No event of the day comes before this sequence number.
    var firstSequence: UInt64 { state.withLock { $0.firstSequence } }

    /// The last sequence number whose event, if it is of this day, is in the index.
    var covered: UInt64 { state.withLock { $0.covered } }

    var memoryBytes: Int { state.withLock { $0.memory.reduce(0) { $0 + Int($1.summary.byteLength) } } }

    /// The one with the latest event at the end.
    var runs: [HistoryRun] { state.withLock { $0.all } }

    var runCount: Int { runs.count }

    /// Whether nothing was added since then.
    func isQuiet(since time: ContinuousClock.Instant) -> Bool {
        state.withLock { $0.lastWrite.map { $0 < time } ?? true }
    }

    /// What the manifest says about the day: what is in files.
    var saved: HistoryManifest.Day {
        state.withLock { state in
            HistoryManifest.Day(
                firstSequence: state.firstSequence, covered: state.savedCovered,
                runs: state.files.compactMap { run in
                    run.number.map { HistoryManifest.Run(number: $0, summary: run.summary) }
                })
        }
    }

    /// The entries behind a place in the order of history, newest first.
    func lookup(_ search: HistorySearch, limit: Int, _ buffer: inout [UInt8]) throws(StoreError) -> [IndexEntry] {
        var walk = RunWalk(runs, search)
        return try walk.entries(limit: limit, &buffer)
    }

    // MARK: Changing it

    /// Adds events as a run in memory and says up to where the journal is covered.
    func add(_ builder: inout RunBuilder, firstSequence: UInt64, covered: UInt64, eventsMax: Int) throws(StoreError) {
        let run = try builder.makeRun()
        state.withLock { state in
            state.firstSequence = min(state.firstSequence, firstSequence)
            state.covered = max(state.covered, covered)
            state.lastWrite = ContinuousClock().now
            state.change { $0.memory.append(run) }
        }
        while true {
            let memory = state.withLock { $0.memory }
            let chosen = MergePolicy.next(memory.map(\.summary.count), eventsMax: eventsMax).map { memory[$0] }
            guard !chosen.isEmpty else { return }
            let merged = try HistoryRun.merging(chosen, day: day, into: nil)
            replace(chosen, by: merged)
        }
    }

    /// Writes what is in memory to a file. Returns the runs that the day does not need any more.
    func save(to folder: RunFolder) throws(StoreError) -> [HistoryRun] {
        let memory = state.withLock { $0.memory }
        guard !memory.isEmpty else { return [] }
        let merged = try HistoryRun.merging(memory, day: day, into: folder)
        return replace(memory, by: merged) + (try mergeFiles(in: folder) { MergePolicy.next($0, eventsMax: $1) })
    }

    /// Makes as few files as can be of a day that is over. Returns the runs that it does not need any more.
    func compact(in folder: RunFolder) throws(StoreError) -> [HistoryRun] {
        try mergeFiles(in: folder) { MergePolicy.smallest($0, eventsMax: $1) }
    }

    private func mergeFiles(
        in folder: RunFolder, _ choose: (_ counts: [Int], _ eventsMax: Int) -> [Int]
    ) throws(StoreError) -> [HistoryRun] {
        var unneeded: [HistoryRun] = []
        while true {
            let files = state.withLock { $0.files }
            let chosen = choose(files.map(\.summary.count), MergePolicy.eventsMax).map { files[$0] }
            guard !chosen.isEmpty else { return unneeded }
            unneeded += replace(chosen, by: try HistoryRun.merging(chosen, day: day, into: folder))
        }
    }

    @discardableResult
    private func replace(_ old: [HistoryRun], by run: HistoryRun) -> [HistoryRun] {
        state.withLock { state in
            guard !state.isDiscarded else { return [run] }
            state.change { state in
                state.memory.removeAll { run in old.contains { $0 === run } }
                state.files.removeAll { run in old.contains { $0 === run } }
                if run.number == nil { state.memory.append(run) } else { state.files.append(run) }
            }
            // Memory is written as a whole.
            if state.memory.isEmpty { state.savedCovered = state.covered }
            return old.filter { $0.number != nil }
        }
    }

    /// Drops the runs in memory whose events all came before that sequence number.
    func forget(before sequence: UInt64) {
        state.withLock { $0.change { $0.memory.removeAll { $0.summary.maximumSequence < sequence } } }
    }

    /// Ends the day. Returns its runs, which are not needed any more.
    func discard() -> [HistoryRun] {
        state.withLock { state in
            defer { state.change { ($0.memory, $0.files, $0.isDiscarded) = ([], [], true) } }
            return state.files
        }
    }
}
