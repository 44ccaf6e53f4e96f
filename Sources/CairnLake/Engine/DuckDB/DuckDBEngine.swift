import CairnModel
import Synchronization

/// Runs queries in processes of DuckDB, one query at a time in each, in a sandbox.
///
/// A process reads the folders of the query's stores and nothing else: DuckDB refuses it, and so does the system where
/// it can, which has the process write nothing but what does not fit into its memory. It is bounded in memory, threads, disk, time and
/// the size of the result; one whose query failed, or was ended, is thrown away.
public final class DuckDBEngine: QueryEngine {
    public struct Configuration: Sendable {
        public var limits = DuckDBLimits()
        /// How many queries run at the same time.
        public var runningMax = 4
        /// How long a query may run.
        ///
        /// Source: CloudTrail User Guide, "CloudTrail Lake queries": about one hour.
        public var duration = Duration.seconds(3600)
        public var resultRowsMax = 5_000_000
        public var resultBytesMax = 1 << 30
        /// How many processes wait for their first query.
        public var freshCount = 1
        /// How many processes wait for another query of the same stores.
        public var idleMax = 4
        /// Statements that define the macros of the dialect, one without line feeds each.
        public var macros: [String] = []

        public init() {}
    }

    private let stores: any SnapshotSource
    private let resultFolder: String
    private let configuration: Configuration
    private let pool: DuckDBPool
    private let slots: RunningSlots
    private let threads = WorkThreads("cairn.lake.queries")
    private let jobs = Mutex<[String: DuckDBJob]>([:])
    private let earlier = Mutex<(id: String, file: ResultFile)?>(nil)

    /// - Parameters:
    ///   - resultFolder: where results are kept.
    ///   - workFolder: where processes keep what does not fit into memory; nothing else may be there.
    /// - Throws: ``LakeError`` if the folders cannot be made.
    public init(
        _ program: DuckDBProgram, stores: any SnapshotSource, resultFolder: String, workFolder: String,
        configuration: Configuration = Configuration()
    ) throws(LakeError) {
        self.stores = stores
        self.resultFolder = resultFolder
        self.configuration = configuration
        try LakeFile.removeTree(workFolder)
        try LakeFile.createFolder(workFolder)
        try LakeFile.createFolder(resultFolder)
        // What is not there yet cannot be opened to processes.
        try LakeFile.createFolder(stores.folder)
        pool = DuckDBPool(
            program, workFolder: workFolder, storesFolder: stores.folder, limits: configuration.limits,
            macros: configuration.macros, freshCount: configuration.freshCount, idleMax: configuration.idleMax)
        slots = RunningSlots(configuration.runningMax)
    }

    /// Starts processes that wait for queries, so that the first does not wait for them.
    public func warm() { pool.refill() }

    /// Ends every query and process.
    public func stop() {
        pool.stop()
        for job in jobs.withLock({ Array($0.values) }) { job.end(.cancelled) }
    }

    // MARK: The port

    public func submit(_ query: EngineQuery) throws(LakeError) {
        guard DuckDBStatement.isWhole(query.sql) else {
            throw LakeError(
                .statementFailed, "The statement for the engine is not whole, or holds a comment or a control character"
            )
        }
        guard query.id.utf8.allSatisfy({ $0 != UInt8(ascii: "/") }), !query.id.hasPrefix(".") else {
            throw LakeError(.noSuchQuery, "\(query.id) cannot name a query")
        }
        for id in query.storeIDs { _ = try stores.snapshot(ofStore: id) }
        let job = DuckDBJob(query)
        jobs.withLock { $0[query.id] = job }
        Task { [self] in
            await slots.use { await run(job) }
        }
    }

    public func progress(of id: String) throws(LakeError) -> QueryProgress { try job(id).progress }

    public func ended(_ id: String) async throws(LakeError) -> QueryProgress {
        let job = try job(id)
        await job.waitForEnd()
        return job.progress
    }

    public func cancel(_ id: String) { jobs.withLock { $0[id] }?.end(.cancelled) }

    public func page(of id: String, from row: Int, count: Int) throws(LakeError) -> [ResultRow] {
        if let job = jobs.withLock({ $0[id] }) { return try job.result?.rows(from: row, count: count) ?? [] }
        let path = resultPath(id)
        guard LakeFile.exists(path) else { throw LakeError(.noSuchQuery, "There is no query \(id)") }
        return try earlierResult(id, path).rows(from: row, count: count)
    }

    /// The result of a query of an earlier process, kept open for its next page.
    private func earlierResult(_ id: String, _ path: String) throws(LakeError) -> ResultFile {
        if let known = earlier.withLock({ $0?.id == id ? $0?.file : nil }) { return known }
        let file = try ResultFile(opening: path)
        earlier.withLock { $0 = (id, file) }
        return file
    }

    public func forget(_ id: String) {
        jobs.withLock { $0.removeValue(forKey: id) }?.end(.cancelled)
        earlier.withLock { if $0?.id == id { $0 = nil } }
        try? LakeFile.remove(resultPath(id))
    }

    private func job(_ id: String) throws(LakeError) -> DuckDBJob {
        guard let job = jobs.withLock({ $0[id] }) else { throw LakeError(.noSuchQuery, "There is no query \(id)") }
        return job
    }

    private func resultPath(_ id: String) -> String { resultFolder + "/" + id + ".ndjson" }

    // MARK: Running

    private func run(_ job: DuckDBJob) async {
        guard job.start() else { return }
        let duration = configuration.duration
        let alarm = Task {
            try await Task.sleep(for: duration)
            job.end(.timedOut)
        }
        await threads.run { [self] in execute(job) }
        alarm.cancel()
    }

    private func execute(_ job: DuckDBJob) {
        do throws(LakeError) {
            var snapshots: [StoreSnapshot] = []
            for id in job.query.storeIDs { snapshots.append(try stores.snapshot(ofStore: id)) }
            guard let worker = try answered(job, snapshots) else { return }
            guard job.run(in: nil) else { return worker.process.kill() }
            pool.giveBack(worker)
            job.end(.finished)
        } catch {
            // One that was ended has had its end already: then this is only how it showed.
            try? job.result?.flush()
            job.end(.failed(error))
        }
    }

    /// Returns the process that has carried the query out; `nil` if the query has been ended.
    private func answered(_ job: DuckDBJob, _ snapshots: [StoreSnapshot]) throws(LakeError) -> DuckDBWorker? {
        while true {
            let worker = try pool.lend(snapshots)
            guard job.run(in: worker.process) else {
                worker.process.kill()
                return nil
            }
            do throws(LakeError) {
                try answer(job, worker, snapshots)
                return worker
            } catch {
                worker.process.kill()
                // One that waited may have ended meanwhile, which shows only now.
                guard error.code == .engineFailed, worker.useCount > 0, job.result == nil else { throw error }
            }
        }
    }

    private func answer(
        _ job: DuckDBJob, _ worker: DuckDBWorker, _ snapshots: [StoreSnapshot]
    ) throws(LakeError) {
        let statement = "SELECT * FROM (\(job.query.sql))"
        let (names, types) = try columns(of: statement, job.query, worker)
        let result = try ResultFile(creating: resultPath(job.query.id))
        try result.begin(names)
        job.begin(result, result.columnNames, snapshots)
        let (rowsMax, bytesMax) = (configuration.resultRowsMax, configuration.resultBytesMax)
        try worker.process.run(statement) { (line) throws(LakeError) in
            let object = try DuckDBRow.object(line)
            try result.append(zip(object.members, types).map { ResultText.text($0.value, $1) })
            guard result.rowCount <= rowsMax, result.byteCount <= bytesMax else {
                throw LakeError(
                    .resultTooLarge,
                    "The result is larger than \(rowsMax) rows or \(bytesMax) bytes; ask for less, or for a LIMIT.")
            }
        }
        try result.flush()
        let eventCount = snapshots.reduce(0) { $0 + $1.eventCount }
        job.note(eventsMatched: worker.process.profile?.matchedEvents(of: eventCount) ?? result.rowCount)
    }

    /// The names and types of a statement's columns.
    private func columns(
        of statement: String, _ query: EngineQuery, _ worker: DuckDBWorker
    ) throws(LakeError) -> ([String], [ResultType]) {
        if query.givesText, let names = query.columnNames {
            return (names, [ResultType](repeating: .plain, count: names.count))
        }
        var names: [String] = []
        var types: [ResultType] = []
        try worker.process.run("DESCRIBE " + statement, timeout: DuckDBProcess.preparationSecondsMax) {
            (line) throws(LakeError) in
            let object = try DuckDBRow.object(line)
            names.append(object["column_name"]?.stringValue ?? "")
            types.append(ResultType(object["column_type"]?.stringValue ?? ""))
        }
        if let given = query.columnNames, given.count == names.count { names = given }
        return (names, types)
    }
}
