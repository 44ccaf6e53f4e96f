import Synchronization

/// One query on its way.
final class DuckDBJob: Sendable {
    private struct State {
        var progress = QueryProgress()
        var started: ContinuousClock.Instant?
        var process: DuckDBProcess?
        var waiters: [CheckedContinuation<Void, Never>] = []
        var result: ResultFile?
    }

    let query: EngineQuery
    private let state = Mutex(State())

    init(_ query: EngineQuery) { self.query = query }

    var progress: QueryProgress {
        state.withLock { state in
            var progress = state.progress
            progress.rowCount = state.result?.rowCount ?? progress.rowCount
            if !progress.state.isEnd { progress.executionMilliseconds = Self.milliseconds(since: state.started) }
            return progress
        }
    }

    var result: ResultFile? { state.withLock { $0.result } }

    /// `false` if the query was cancelled while it waited.
    func start() -> Bool {
        state.withLock { state in
            guard state.progress.state == .queued else { return false }
            state.progress.state = .running
            state.started = .now
            return true
        }
    }

    func begin(_ result: ResultFile, _ columnNames: [String], _ snapshots: [StoreSnapshot]) {
        state.withLock { state in
            state.result = result
            state.progress.columnNames = columnNames
            state.progress.eventsScanned = snapshots.reduce(0) { $0 + $1.eventCount }
            state.progress.bytesScanned = snapshots.reduce(0) { $0 + $1.byteCount }
        }
    }

    func note(eventsMatched: Int) { state.withLock { $0.progress.eventsMatched = eventsMatched } }

    /// Says in which process the query runs, so that it can be ended; `false` if it is to end already.
    func run(in process: DuckDBProcess?) -> Bool {
        state.withLock { state in
            guard !state.progress.state.isEnd else { return false }
            state.process = process
            return true
        }
    }

    /// Ends the query, if it has not ended: the first end counts.
    func end(_ end: QueryProgress.State) {
        let (process, waiters) = state.withLock { state -> (DuckDBProcess?, [CheckedContinuation<Void, Never>]) in
            guard !state.progress.state.isEnd else { return (nil, []) }
            state.progress.state = end
            state.progress.executionMilliseconds = Self.milliseconds(since: state.started)
            defer { (state.process, state.waiters) = (nil, []) }
            return (end == .finished ? nil : state.process, state.waiters)
        }
        process?.kill()
        for waiter in waiters { waiter.resume() }
    }

    func waitForEnd() async {
        await withCheckedContinuation { continuation in
            let hasEnded = state.withLock { state in
                if state.progress.state.isEnd { return true }
                state.waiters.append(continuation)
                return false
            }
            if hasEnded { continuation.resume() }
        }
    }

    private static func milliseconds(since start: ContinuousClock.Instant?) -> Int {
        guard let start else { return 0 }
        let (seconds, attoseconds) = (ContinuousClock.now - start).components
        return Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000)
    }
}
