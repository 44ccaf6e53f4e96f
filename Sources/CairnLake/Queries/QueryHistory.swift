public import CairnModel
public import CairnStore
public import Logging
import Synchronization

/// The queries of the last seven days: started here, carried out by an engine, kept in the state database.
public final class QueryHistory: Sendable {
    private let engine: (any QueryEngine)?
    /// `nil` if queries end with the process.
    private let database: StateDatabase?
    private let clock: any WallClock
    private let logger: Logger
    private let runs: Mutex<[String: QueryRun]>
    /// One element at once, and one when there may be more to deliver; for one reader.
    let undeliveredChanges: AsyncStream<Void>
    private let bell: AsyncStream<Void>.Continuation

    /// Source: CloudTrail User Guide, "Quotas in AWS CloudTrail".
    public static let activeMax = 10

    /// Reads the queries of an earlier process. Those that were running then have failed.
    /// - Parameter engine: `nil` if there is none: then every query is refused, and says what to do.
    /// - Throws: ``StoreError`` if the database cannot be read.
    public init(
        engine: (any QueryEngine)?, database: StateDatabase?, clock: any WallClock = SystemClock(), logger: Logger
    ) throws(StoreError) {
        self.engine = engine
        self.database = database
        self.clock = clock
        self.logger = logger
        var runs: [String: QueryRun] = [:]
        for document in try database?.documents(kind: QueryRun.documentKind) ?? [] {
            var run = try QueryRun(document: document)
            if !run.status.isEnd {
                run.status = .failed
                run.errorMessage = "Cairn was stopped while the query ran. Start it again."
                run.end(at: clock.now())
            }
            runs[run.id] = run
        }
        self.runs = Mutex(runs)
        (undeliveredChanges, bell) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        bell.yield()
    }

    /// Starts a query.
    /// - Throws: ``LakeError`` with `engineMissing`, or what the engine says.
    public func start(_ run: QueryRun, _ query: EngineQuery) throws(LakeError) {
        guard let engine else { throw LakeError(.engineMissing, DuckDBProgram.advice) }
        forgetOld()
        runs.withLock { $0[run.id] = run }
        do throws(LakeError) {
            try engine.submit(query)
        } catch {
            runs.withLock { $0[run.id] = nil }
            throw error
        }
        keep(run)
        Task { [self] in
            guard let progress = try? await engine.ended(run.id) else { return }
            change(run.id) { $0.take(progress, at: clock.now()) }
            if run.deliveryURI != nil { bell.yield() }
        }
    }

    /// The queries that have finished and whose results are yet to be delivered.
    var undelivered: [QueryRun] {
        runs.withLock { $0.values.filter { $0.status == .finished && $0.delivery == .pending } }
    }

    /// The query of that id as it is now; `nil` if there is none.
    public func run(_ id: String) -> QueryRun? {
        guard var run = runs.withLock({ $0[id] }) else { return nil }
        if !run.status.isEnd, let progress = try? engine?.progress(of: id) { run.take(progress, at: clock.now()) }
        return isOld(run) ? nil : run
    }

    /// The queries of an account in a region, the newest first.
    public func runs(account: String, region: String) -> [QueryRun] {
        let ids = runs.withLock { runs in
            runs.values.filter { $0.account == account && $0.region == region }
                .sorted { ($0.creationTime, $0.id) > ($1.creationTime, $1.id) }.map(\.id)
        }
        return ids.compactMap(run)
    }

    /// How many queries of an account wait or run.
    public func activeCount(account: String, region: String) -> Int {
        let open = runs.withLock { runs in
            runs.values.filter { $0.account == account && $0.region == region && !$0.status.isEnd }.map(\.id)
        }
        return open.compactMap(run).filter { !$0.status.isEnd }.count
    }

    /// Ends a query that waits or runs.
    public func cancel(_ id: String) {
        engine?.cancel(id)
        guard let progress = try? engine?.progress(of: id) else { return }
        change(id) { $0.take(progress, at: clock.now()) }
    }

    /// Rows of a query's result, from one on.
    /// - Throws: ``LakeError``, also if the result cannot be read.
    public func rows(of id: String, from row: Int, count: Int) throws(LakeError) -> [ResultRow] {
        guard let engine else { throw LakeError(.engineMissing, DuckDBProgram.advice) }
        do throws(LakeError) {
            return try engine.page(of: id, from: row, count: count)
        } catch {
            // A query that ended before its first row has no result.
            guard error.code == .noSuchQuery else { throw error }
            return []
        }
    }

    /// Waits until a query has ended.
    public func ended(_ id: String) async -> QueryRun? {
        _ = try? await engine?.ended(id)
        return run(id)
    }

    /// Changes what is kept of a query.
    public func change(_ id: String, _ body: (inout QueryRun) -> Void) {
        let changed = runs.withLock { runs -> QueryRun? in
            guard var run = runs[id] else { return nil }
            body(&run)
            guard runs[id] != run else { return nil }
            runs[id] = run
            return run
        }
        if let changed { keep(changed) }
    }

    /// Ends and forgets every query.
    public func reset() {
        let ids = runs.withLock { runs in
            defer { runs = [:] }
            return Array(runs.keys)
        }
        for id in ids { engine?.forget(id) }
    }

    private func isOld(_ run: QueryRun) -> Bool { clock.now() - run.creationTime > QueryRun.keptSeconds }

    private func forgetOld() {
        let old = runs.withLock { runs in
            let old = runs.values.filter { isOld($0) && $0.status.isEnd }
            for run in old { runs[run.id] = nil }
            return old
        }
        guard !old.isEmpty else { return }
        for run in old { engine?.forget(run.id) }
        store([], removing: old.map { $0.document.key })
    }

    private func keep(_ run: QueryRun) { store([run.document], removing: []) }

    /// What cannot be stored is still known until the end of the process.
    private func store(_ documents: [StateDocument], removing keys: [StateDocument.Key]) {
        do throws(StoreError) {
            try database?.change(storing: documents, removing: keys)
        } catch {
            logger.error("A query cannot be stored", metadata: ["error": "\(error)"])
        }
    }
}
