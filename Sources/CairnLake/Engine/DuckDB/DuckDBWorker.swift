import Synchronization

/// A process in its sandbox: it reads the folders of some stores, and nothing else.
final class DuckDBWorker: Sendable {
    let storeIDs: [String]
    let process: DuckDBProcess
    private let state: Mutex<State>

    private struct State {
        /// What the views were made from.
        var revisions: [String: UInt64]
        var useCount = 0
    }

    /// Locks a fresh process up with the stores.
    ///
    /// The order matters: what is allowed, then what is there, and only then the lock, which also turns off what can
    /// read and write files.
    init(_ process: DuckDBProcess, snapshots: [StoreSnapshot]) throws(LakeError) {
        self.process = process
        storeIDs = snapshots.map(\.storeID)
        state = Mutex(State(revisions: Self.revisions(snapshots)))
        process.startProfiling()
        try process.prepare(
            ["SET allowed_directories=\(DuckDBText.list(snapshots.map { $0.folder + "/" }))"]
                + snapshots.map(DuckDBView.statement) + [".safe_mode"])
    }

    /// Makes the views anew of stores that have changed.
    func refresh(_ snapshots: [StoreSnapshot]) throws(LakeError) {
        let stale = state.withLock { state in
            state.useCount += 1
            let stale = snapshots.filter { state.revisions[$0.storeID] != $0.revision }
            state.revisions = Self.revisions(snapshots)
            return stale
        }
        guard !stale.isEmpty else { return }
        try process.prepare(stale.map(DuckDBView.statement))
    }

    var useCount: Int { state.withLock { $0.useCount } }

    private static func revisions(_ snapshots: [StoreSnapshot]) -> [String: UInt64] {
        Dictionary(snapshots.map { ($0.storeID, $0.revision) }, uniquingKeysWith: max)
    }
}
