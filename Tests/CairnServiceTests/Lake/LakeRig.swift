import CairnAPI
import CairnLake
import CairnModel
import CairnStore
import Logging
import Synchronization

@testable import CairnService

/// A service with a Lake whose engine answers what a test says.
struct LakeRig {
    let clock = ManualClock(1_772_359_200)
    let registry = EventDataStoreRegistry()
    let engine = FakeEngine()
    let dashboards = DashboardRegistry()
    private let queries: QueryHistory
    let aliases = QueryAliases()
    let imports: ImportRegistry
    let sources = FakeSources()
    let journal: Journal
    let service: CairnService

    static let account = "111122223333"

    init() throws {
        let logger = Logger(label: "test")
        let journal = try Journal(storage: MemorySegmentStorage(), logger: logger)
        self.journal = journal
        queries = try QueryHistory(engine: engine, database: nil, clock: clock, logger: logger)
        imports = try ImportRegistry(database: try .inMemory())
        let lake = Lake(
            registry: registry, stores: LakeStores(folder: "/nowhere", registry: registry), queries: queries,
            imports: imports, importSources: sources, statements: OneStoreStatements(), aliases: aliases,
            dashboards: dashboards, journalEnd: { journal.end })
        service = CairnService(history: FakeHistory(), lake: lake, clock: clock, logger: logger)
    }

    /// The API for a caller.
    func api(account: String = account, region: String = "us-east-1") -> some CloudTrailAPI {
        service.scoped(to: RequestContext(account: account, region: region, requestID: "request"))
    }

    func create(
        _ name: String = "store", _ change: (inout CreateEventDataStoreRequest) -> Void = { _ in }
    ) async throws -> CreateEventDataStoreResponse {
        var request = CreateEventDataStoreRequest(name: name)
        change(&request)
        return try await api().createEventDataStore(request)
    }

    func id(of answer: CreateEventDataStoreResponse) -> String {
        String(answer.eventDataStoreArn?.split(separator: "/").last ?? "")
    }

    /// The ids of all queries that were started, the newest first.
    var runs: [String] { queries.runs(account: Self.account, region: "us-east-1").map(\.id) }

    /// Waits until what has ended is known to have ended.
    func settle() async { for run in runs { _ = await queries.ended(run) } }

    /// Selectors of one category.
    static func selectors(_ category: String) -> [AdvancedEventSelector] {
        [AdvancedEventSelector(fieldSelectors: [AdvancedFieldSelector(field: "eventCategory", equals: [category])])]
    }
}

/// Takes `SELECT … FROM id` and hands it on as it is.
struct OneStoreStatements: StatementReader {
    func read(
        _ statement: String, parameters: [String], stores: (String) throws -> (id: String, schema: LakeSchema)
    ) throws -> ReadStatement {
        let words = statement.split(separator: " ").map(String.init)
        guard words.first == "SELECT", let from = words.firstIndex(of: "FROM"), words.indices.contains(from + 1) else {
            throw StatementRefusal("line 1:1: expected SELECT")
        }
        let store = try stores(words[from + 1])
        return ReadStatement(sql: statement, storeIDs: [store.id], columnNames: ["eventName", "_col1"])
    }
}

/// Sources that are there, until a test says otherwise.
final class FakeSources: ImportSources {
    let refusal = Mutex<ImportSourceError?>(nil)

    func open(_ run: ImportRun) async throws(ImportSourceError) -> any LogFileSource {
        if let error = refusal.withLock({ $0 }) { throw error }
        return FolderImportSource("/nowhere")
    }
}

/// An engine in which queries go on until a test ends them.
final class FakeEngine: QueryEngine {
    private struct Query {
        var progress = QueryProgress()
        var rows: [ResultRow] = []
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    private let queries = Mutex<[String: Query]>([:])

    func submit(_ query: EngineQuery) throws(LakeError) {
        queries.withLock { queries in
            queries[query.id] = Query()
            queries[query.id]?.progress.state = .running
            queries[query.id]?.progress.columnNames = query.columnNames ?? []
        }
    }

    func progress(of id: String) throws(LakeError) -> QueryProgress {
        guard let query = queries.withLock({ $0[id] }) else { throw LakeError(.noSuchQuery, id) }
        return query.progress
    }

    func ended(_ id: String) async throws(LakeError) -> QueryProgress {
        await withCheckedContinuation { continuation in
            let hasEnded = queries.withLock { queries in
                if queries[id]?.progress.state.isEnd != false { return true }
                queries[id]?.waiters.append(continuation)
                return false
            }
            if hasEnded { continuation.resume() }
        }
        return try progress(of: id)
    }

    func cancel(_ id: String) { end(id, .cancelled) }

    func page(of id: String, from row: Int, count: Int) throws(LakeError) -> [ResultRow] {
        queries.withLock { Array($0[id]?.rows.dropFirst(row).prefix(count) ?? []) }
    }

    func forget(_ id: String) { queries.withLock { $0[id] = nil } }

    func end(_ id: String, _ state: QueryProgress.State, rows: [ResultRow] = []) {
        let waiters = queries.withLock { queries in
            queries[id]?.progress.state = state
            queries[id]?.rows = rows
            queries[id]?.progress.rowCount = rows.count
            defer { queries[id]?.waiters = [] }
            return queries[id]?.waiters ?? []
        }
        for waiter in waiters { waiter.resume() }
    }
}

/// The code of the error that a call ends with; `nil` if it ends with none.
func code(_ body: () async throws -> Void) async -> CloudTrailError.Code? {
    do {
        try await body()
        return nil
    } catch {
        return (error as? CloudTrailError)?.code
    }
}
