import Synchronization

/// A process in its sandbox: it reads the folders of some stores, and nothing else.
final class DuckDBWorker: Sendable {
    let storeIDs: [String]
    let process: DuckDBProcess
    private let state: Mutex<State>

    private struct State {
        /// What the views were made as.
        var views: [String]
        var useCount = 0
    }

    /// Locks a fresh process up with the stores.
    ///
    /// The order matters: what is allowed, then what is there, and only then the lock, which also turns off what can
    /// read and write files.
    init(_ process: DuckDBProcess, snapshots: [StoreSnapshot]) throws(LakeError) {
        self.process = process
        storeIDs = snapshots.map(\.storeID)
        let views = snapshots.map(DuckDBView.statement)
        state = Mutex(State(views: views))
        process.startProfiling()
        try process.prepare(
            ["SET allowed_directories=\(DuckDBText.list(snapshots.map { $0.folder + "/" }))"]
                + views + [".safe_mode"])
    }

    /// Makes the views anew of stores that have changed.
    func refresh(_ snapshots: [StoreSnapshot]) throws(LakeError) {
        let views = snapshots.map(DuckDBView.statement)
        let stale = state.withLock { state in
            state.useCount += 1
            defer { state.views = views }
            return zip(views, state.views).filter { $0 != $1 }.map(\.0)
        }
        guard !stale.isEmpty else { return }
        try process.prepare(stale)
    }

    var useCount: Int { state.withLock { $0.useCount } }
}
