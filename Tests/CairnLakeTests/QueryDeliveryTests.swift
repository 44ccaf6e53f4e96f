import CairnGzip
import CairnIntegrity
import CairnModel
import CairnObjects
import CairnStore
import Logging
import Synchronization
import Testing

@testable import CairnLake

/// The results of queries on their way into a bucket.
@Suite(.timeLimit(.minutes(1))) struct QueryDeliveryTests {
    private let clock = ManualClock(1_772_359_200)  // 2026-03-01T10:00:00Z
    private let database: StateDatabase
    private let engine = SettledEngine()
    private let store = StubbornStore()
    private let keys: DigestKeys

    private static let folder = "reports/AWSLogs/111122223333/CloudTrail-Lake/Query/2026/03/01/query/"

    init() throws {
        database = try .inMemory()
        keys = DigestKeys(storage: nil, clock: clock)
        store.memory.setBucket(BucketInfo(name: "box", region: "us-east-1", owner: "111122223333"))
    }

    private func history() throws -> QueryHistory {
        try QueryHistory(engine: engine, database: database, clock: clock, logger: Logger(label: "test"))
    }

    private func service(_ history: QueryHistory, fileBytesMax: Int = 32 << 20) -> QueryDeliveryService {
        var configuration = QueryDeliveryWorld.Configuration()
        configuration.fileBytesMax = fileBytesMax
        configuration.triesMax = 4
        return QueryDeliveryService(
            QueryDeliveryWorld(
                queries: history, store: store, keys: keys, configuration: configuration, clock: clock,
                sleep: { _ in try Task.checkCancellation() }, logger: Logger(label: "test")))
    }

    private func start(_ history: QueryHistory, uri: String = "s3://box/reports/") throws {
        var run = QueryRun(
            id: "query", account: "111122223333", region: "us-east-1", statement: "SELECT 1", storeIDs: [],
            deliveryURI: uri, creationTime: clock.now())
        run.parameters = ["1"]
        try history.start(run, EngineQuery(id: "query", sql: "SELECT 1", storeIDs: []))
    }

    /// Runs the service until the delivery has ended, and says how.
    private func delivered(_ history: QueryHistory, fileBytesMax: Int = 32 << 20) async throws -> QueryRun.Delivery? {
        let service = service(history, fileBytesMax: fileBytesMax)
        let running = Task { try await service.run() }
        defer { running.cancel() }
        while history.run("query")?.delivery == .pending { try await Task.sleep(for: .milliseconds(2)) }
        return history.run("query")?.delivery
    }

    private func text(_ name: String) async throws -> String {
        let bytes = try await store.memory.get(bucket: "box", key: Self.folder + name).collect(upTo: 1 << 20)
        return String(decoding: try Gzip.decompress(bytes, upTo: 1 << 20), as: UTF8.self)
    }

    @Test func rowsAreInOneSignedFile() async throws {
        engine.rows = [["Create", "1"], ["a,b\"c\n", nil], ["", "3"]]
        let history = try history()
        try start(history)
        #expect(try await delivered(history) == .success)
        #expect(try await text("result_1.csv.gz") == "name,_col1\nCreate,1\n\"a,b\"\"c\n\",\n\"\",3\n")
        let bytes = try await store.memory.get(bucket: "box", key: Self.folder + "result_sign.json")
        let signed = try ResultSignFile(bytes: try await bytes.collect(upTo: 1 << 20))
        #expect(signed.region == "us-east-1")
        #expect(signed.queryCompleteTime == "2026-03-01T10:00:00Z")
        #expect(signed.files.map(\.name) == ["result_1.csv.gz"])
        let key = try #require(try await keys.publicKeys(in: "us-east-1", from: nil, to: nil).first)
        #expect(signed.publicKeyFingerprint == key.fingerprint)
        #expect(try DigestSignature.isValid(signed.signature, of: signed.stringToSign, key: key))
    }

    @Test func noRowsAreAHeaderAlone() async throws {
        let history = try history()
        try start(history)
        #expect(try await delivered(history) == .success)
        #expect(try await text("result_1.csv.gz") == "name,_col1\n")
    }

    @Test func manyRowsAreInSeveralFilesEachWithItsHeader() async throws {
        engine.rows = (0..<5000).map { ["row \($0)", nil] }
        let history = try history()
        try start(history)
        #expect(try await delivered(history, fileBytesMax: 10_000) == .success)
        var rows: [Substring] = []
        for number in 1...3 {
            let lines = try await text("result_\(number).csv.gz").split(separator: "\n")
            #expect(lines.first == "name,_col1")
            rows += lines.dropFirst()
        }
        #expect(rows == (0..<5000).map { "row \($0)," })
    }

    @Test(arguments: [
        ("result_1.csv.gz", ObjectStoreError.Code.accessDenied, QueryRun.Delivery.accessDenied),
        ("result_1.csv.gz", .noSuchBucket, .resourceNotFound),
        ("result_1.csv.gz", .internalError, .failed),
        ("result_sign.json", .accessDenied, .accessDeniedSigningFile),
        ("result_sign.json", .serviceUnavailable, .failedSigningFile),
    ])
    func whatTheBucketRefusesIsInTheStatus(
        name: String, code: ObjectStoreError.Code, expected: QueryRun.Delivery
    ) async throws {
        store.refuse(name, code, times: .max)
        let history = try history()
        try start(history)
        #expect(try await delivered(history) == expected)
    }

    @Test func whatFailsForAWhileIsTriedAgain() async throws {
        engine.rows = [["a", "b"]]
        store.refuse("result_1.csv.gz", .serviceUnavailable, times: 2)
        store.refuse("result_sign.json", .requestTimeout, times: 1)
        let history = try history()
        try start(history)
        #expect(try await delivered(history) == .success)
        #expect(try await text("result_1.csv.gz") == "name,_col1\na,b\n")
        #expect(store.putCount("result_1.csv.gz") == 1, "a file that is there is not put again")
    }

    @Test func aDeliveryGoesOnAfterARestart() async throws {
        engine.rows = [["a", "b"]]
        let first = try history()
        try start(first)
        _ = await first.ended("query")
        while first.undelivered.isEmpty { try await Task.sleep(for: .milliseconds(2)) }
        clock.advance(by: 86_400)
        let second = try history()
        #expect(second.run("query")?.delivery == .pending)
        #expect(second.run("query")?.parameters == ["1"])
        #expect(try await delivered(second) == .success)
        #expect(try await text("result_1.csv.gz") == "name,_col1\na,b\n", "in the folder of the day on which it ended")
        let third = try history()
        #expect(third.run("query")?.delivery == .success)
    }

    @Test func resultsThatAreGoneAreUnknown() async throws {
        engine.rows = [["a", "b"]]
        let history = try history()
        try start(history)
        _ = await history.ended("query")
        while history.undelivered.isEmpty { try await Task.sleep(for: .milliseconds(2)) }
        engine.rows = []
        #expect(try await delivered(history) == .unknown)
    }

    @Test(arguments: [
        (QueryProgress.State.cancelled, QueryRun.Delivery.cancelled), (.timedOut, .failed),
        (.failed(LakeError(.outOfMemory, "more memory")), .failed),
    ])
    func whatDidNotFinishIsNotDelivered(state: QueryProgress.State, expected: QueryRun.Delivery) async throws {
        engine.state = state
        let history = try history()
        try start(history)
        #expect(try await delivered(history) == expected)
        #expect(store.putCount("result_1.csv.gz") == 0)
    }

    @Test(arguments: [
        ("s3://box", "box", nil), ("s3://box/", "box", nil), ("s3://box/a/b/", "box", "a/b"),
        ("s3://box/a", "box", "a"),
    ])
    func aPlaceIsABucketAndAPrefix(uri: String, bucket: String, prefix: String?) {
        #expect(ResultPlace(uri: uri)?.bucket == bucket)
        #expect(ResultPlace(uri: uri)?.prefix == prefix)
    }
}

/// An engine whose queries have ended when they begin.
private final class SettledEngine: QueryEngine {
    private let box = Mutex<(state: QueryProgress.State, rows: [ResultRow])>((.finished, []))

    var rows: [ResultRow] {
        get { box.withLock { $0.rows } }
        set { box.withLock { $0.rows = newValue } }
    }

    var state: QueryProgress.State {
        get { box.withLock { $0.state } }
        set { box.withLock { $0.state = newValue } }
    }

    func submit(_ query: EngineQuery) {}

    func progress(of id: String) -> QueryProgress {
        var progress = QueryProgress()
        progress.state = state
        progress.columnNames = ["name", "_col1"]
        progress.rowCount = rows.count
        return progress
    }

    func ended(_ id: String) async -> QueryProgress { progress(of: id) }
    func cancel(_ id: String) {}
    func page(of id: String, from row: Int, count: Int) -> [ResultRow] { Array(rows.dropFirst(row).prefix(count)) }
    func forget(_ id: String) {}
}

/// Buckets in memory that refuse what a test says.
private final class StubbornStore: ObjectStore {
    let memory = MemoryStore()
    private let state = Mutex<(refusals: [String: (ObjectStoreError.Code, Int)], puts: [String: Int])>(([:], [:]))

    func refuse(_ name: String, _ code: ObjectStoreError.Code, times: Int) {
        state.withLock { $0.refusals[name] = (code, times) }
    }

    /// How often a file was put.
    func putCount(_ name: String) -> Int { state.withLock { $0.puts[name] ?? 0 } }

    func put(
        bucket: String, key: String, body: ObjectContent, options: ObjectWriteOptions
    ) async throws(ObjectStoreError) -> ObjectInfo {
        let name = String(key.split(separator: "/").last ?? "")
        let refusal = state.withLock { state -> ObjectStoreError.Code? in
            guard let (code, times) = state.refusals[name], times > 0 else {
                state.puts[name, default: 0] += 1
                return nil
            }
            state.refusals[name] = (code, times - 1)
            return code
        }
        if let refusal { throw ObjectStoreError(refusal, "refused") }
        return try await memory.put(bucket: bucket, key: key, body: body, options: options)
    }

    func bucketInfo(_ bucket: String) async throws(ObjectStoreError) -> BucketInfo? {
        try await memory.bucketInfo(bucket)
    }

    func head(bucket: String, key: String) async throws(ObjectStoreError) -> ObjectInfo? {
        try await memory.head(bucket: bucket, key: key)
    }

    func get(bucket: String, key: String, range: ObjectRange?) async throws(ObjectStoreError) -> ObjectBody {
        try await memory.get(bucket: bucket, key: key, range: range)
    }

    func delete(bucket: String, key: String) async throws(ObjectStoreError) {
        try await memory.delete(bucket: bucket, key: key)
    }

    func list(bucket: String, prefix: String, after: String?, limit: Int) async throws(ObjectStoreError) -> ObjectPage {
        try await memory.list(bucket: bucket, prefix: prefix, after: after, limit: limit)
    }
}
