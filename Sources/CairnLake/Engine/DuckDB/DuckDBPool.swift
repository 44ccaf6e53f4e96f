import Synchronization

/// Processes that wait for queries: fresh ones, and some that are locked up with stores already.
final class DuckDBPool: Sendable {
    private struct State {
        var fresh: [DuckDBProcess] = []
        /// Those used latest last.
        var idle: [DuckDBWorker] = []
        var starting = 0
        var isStopped = false
    }

    private let program: DuckDBProgram
    private let workFolder: String
    private let storesFolder: String
    private let limits: DuckDBLimits
    private let macros: [String]
    private let freshCount: Int
    private let idleMax: Int
    private let threads = WorkThreads("cairn.lake.pool")
    private let state = Mutex(State())

    /// After so many queries a process makes room for a new one.
    private static let usesMax = 500

    /// - Parameters:
    ///   - storesFolder: what the processes may read of the machine.
    ///   - macros: statements that define what queries may call.
    init(
        _ program: DuckDBProgram, workFolder: String, storesFolder: String, limits: DuckDBLimits, macros: [String],
        freshCount: Int, idleMax: Int
    ) {
        self.program = program
        self.workFolder = workFolder
        self.storesFolder = storesFolder
        self.limits = limits
        self.macros = macros
        self.freshCount = freshCount
        self.idleMax = idleMax
    }

    /// Returns a worker that reads these stores as they are now.
    func lend(_ snapshots: [StoreSnapshot]) throws(LakeError) -> DuckDBWorker {
        let ids = snapshots.map(\.storeID)
        let idle = state.withLock { state -> DuckDBWorker? in
            state.idle.lastIndex { $0.storeIDs == ids }.map { state.idle.remove(at: $0) }
        }
        if let idle {
            do throws(LakeError) {
                try idle.refresh(snapshots)
                return idle
            } catch {
                // It may have ended while it was idle; another one tells whether it was that.
                idle.process.kill()
            }
        }
        let fresh = state.withLock { $0.fresh.popLast() }
        refill()
        if let fresh {
            do throws(LakeError) { return try DuckDBWorker(fresh, snapshots: snapshots) } catch { fresh.kill() }
        }
        return try DuckDBWorker(try make(), snapshots: snapshots)
    }

    /// Takes back a worker whose query has finished well.
    func giveBack(_ worker: DuckDBWorker) {
        guard worker.useCount < Self.usesMax else { return worker.process.kill() }
        let dropped = state.withLock { state -> DuckDBWorker? in
            guard !state.isStopped, idleMax > 0 else { return worker }
            state.idle.append(worker)
            return state.idle.count > idleMax ? state.idle.removeFirst() : nil
        }
        dropped?.process.kill()
    }

    /// Starts processes in the background until enough wait.
    func refill() {
        let missing = state.withLock { state in
            guard !state.isStopped else { return 0 }
            let missing = max(0, freshCount - state.fresh.count - state.starting)
            state.starting += missing
            return missing
        }
        for _ in 0..<missing {
            Task { [self] in await threads.run { [self] in addFresh() } }
        }
    }

    private func addFresh() {
        let process = try? make()
        let isUnwanted = state.withLock { state in
            state.starting -= 1
            guard let process, !state.isStopped else { return true }
            state.fresh.append(process)
            return false
        }
        if isUnwanted { process?.kill() }
    }

    private func make() throws(LakeError) -> DuckDBProcess {
        let process = try DuckDBProcess(
            program, in: workFolder, limits: limits, confinement: Confinement(readable: [storesFolder]))
        if !macros.isEmpty { try process.prepare(macros) }
        return process
    }

    /// Ends every process that waits, and takes none back.
    func stop() {
        let (fresh, idle) = state.withLock { state in
            state.isStopped = true
            defer { (state.fresh, state.idle) = ([], []) }
            return (state.fresh, state.idle)
        }
        for process in fresh { process.kill() }
        for worker in idle { worker.process.kill() }
    }
}
