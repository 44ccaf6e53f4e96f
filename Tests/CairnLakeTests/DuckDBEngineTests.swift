import Testing

@testable import CairnLake

@Suite(.enabled(if: TestDuckDB.isThere, "DuckDB is not installed"), .timeLimit(.minutes(2)))
struct DuckDBEngineTests {
    private let folder: TestFolder
    private let store: StoreFolder
    private let engine: DuckDBEngine

    init() throws {
        folder = try TestFolder()
        store = try StoreFolder(folder)
        engine = try DuckDBEngine(TestStores(store), in: folder)
    }

    @Test func anEventOfTheTailIsFoundInEveryColumn() async throws {
        let more =
            #","errorCode":"AccessDenied","requestParameters":{"bucketName":"logs","nested":{"a":[1, 2]},"n":5}"#
            + #","resources":[{"ARN":"arn:aws:s3:::logs","accountId":"111122223333","type":"AWS::S3::Bucket"}]"#
        let event = TestEvents.event(1, more: more)
        try store.append(try TestEvents.batch([event]), cursor: nil)
        let rows = try await engine.rows(
            """
            SELECT eventTime, userIdentity.arn, errorCode, requestParameters['nested'], requestParameters, resources, \
            readOnly, eventJson, eventJsonChecksum, vpcEndpointId FROM $store
            """)
        #expect(rows.count == 1)
        let row = try #require(rows.first)
        #expect(row[0] == "2026-03-01 10:15:02.000")
        #expect(row[1] == "arn:aws:iam::111122223333:user/dana")
        #expect(row[2] == "AccessDenied")
        #expect(row[3] == #"{"a":[1,2]}"#)
        #expect(row[4] == #"{bucketName=logs, nested={"a":[1,2]}, n=5}"#)
        #expect(
            row[5] == "[{accountId=111122223333, type=AWS::S3::Bucket, ARN=arn:aws:s3:::logs, ARNPrefix=null}]")
        #expect(row[6] == "true")
        #expect(row[7] == event)
        #expect(row[8]?.count == 44)
        #expect(row[9] == .some(nil))
    }

    @Test func anEmptyStoreHasItsColumnsAndNoRows() async throws {
        #expect(try await engine.rows("SELECT count(*), count(eventTime) FROM $store") == [["0", "0"]])
        #expect(try await engine.rows("SELECT eventJson FROM $store WHERE eventName = 'x'").isEmpty)
    }

    @Test func compactedAndNewEventsAreOneTable() async throws {
        try store.append(try TestEvents.batch([TestEvents.event(1), TestEvents.event(2)]), cursor: nil)
        let compaction = try CompactionEngine(folder)
        try StoreCompactor(folder: store, engine: compaction).compactTail()
        #expect(store.eventCounts == (2, 0))
        let whole = "SELECT * FROM $store ORDER BY eventID"
        let compacted = try await engine.rows(whole)
        try store.append(try TestEvents.batch([TestEvents.event(3)]), cursor: nil)
        let all = try await engine.rows(whole)
        #expect(all.count == 3)
        #expect(Array(all.prefix(2)) == compacted)
        #expect(all.last?.count == LakeSchema(.cloudTrailEvents).allColumns.count)
    }

    @Test(arguments: [
        ("1.5e20::DOUBLE", "1.5E20"), ("0.1::DOUBLE", "0.1"), ("1e7::DOUBLE", "1.0E7"), ("-0.0005::DOUBLE", "-5.0E-4"),
        ("'nan'::DOUBLE", "NaN"), ("'-inf'::DOUBLE", "-Infinity"), ("7//2", "3"), ("1.50", "1.50"),
        ("9223372036854775807", "9223372036854775807"), ("true", "true"), ("NULL", nil),
        ("DATE '2026-03-01'", "2026-03-01"), ("TIMESTAMP '2026-03-01 00:00:00.5'", "2026-03-01 00:00:00.500"),
        ("TIMESTAMPTZ '2026-03-01 00:00:00+00'", "2026-03-01 00:00:00.000 UTC"),
        ("[TIMESTAMP '2026-03-01', NULL]", "[2026-03-01 00:00:00.000, null]"),
        ("{'a': 1, 'at': TIMESTAMP '2026-03-01'}", "{a=1, at=2026-03-01 00:00:00.000}"),
        ("'a, b \"c\"'", "a, b \"c\""), ("chr(10)", "\n"), ("'NaN and \"NaN\"'", "NaN and \"NaN\""),
    ])
    func valuesArePrintedAsAWSPrintsThem(_ expression: String, _ expected: String?) async throws {
        #expect(try await engine.rows("SELECT \(expression)", stores: []) == [[expected]])
    }

    @Test func columnsHaveTheGivenNames() async throws {
        let query = EngineQuery(id: "names", sql: "SELECT 1, 2, 1", storeIDs: [], columnNames: ["_col0", "a", "a"])
        try engine.submit(query)
        #expect(try await engine.ended("names").columnNames == ["_col0", "a", "a"])
        #expect(try engine.page(of: "names", from: 0, count: 10) == [["1", "2", "1"]])
    }

    @Test func resultsAreReadPageByPage() async throws {
        try engine.submit(
            EngineQuery(id: "pages", sql: "SELECT i FROM range(3000) AS t(i) ORDER BY i", storeIDs: []))
        let progress = try await engine.ended("pages")
        #expect(progress.rowCount == 3000)
        let page = try engine.page(of: "pages", from: 1000, count: 1000)
        #expect(page.count == 1000)
        #expect(page.first == ["1000"])
        #expect(page.last == ["1999"])
        #expect(try engine.page(of: "pages", from: 2990, count: 1000).count == 10)
        #expect(try engine.page(of: "pages", from: 3000, count: 10).isEmpty)
        let later = try ResultFile(opening: folder.path + "/results/pages.ndjson")
        #expect(later.rowCount == 3000)
        #expect(try later.rows(from: 1000, count: 1000) == page)
    }

    @Test func aStatementThatFailsSaysWhy() async throws {
        let error = await #expect(throws: LakeError.self) { try await engine.rows("SELECT nope FROM $store") }
        #expect(error?.code == .statementFailed)
        #expect(error?.message.contains("nope") == true)
        #expect(try await engine.rows("SELECT 1 FROM (SELECT count(*) FROM $store)") == [["1"]])
    }

    @Test func aQueryThatRunsIsCancelled() async throws {
        try engine.submit(
            EngineQuery(id: "long", sql: "SELECT count(*) FROM range(100000) a, range(100000000) b", storeIDs: []))
        while try engine.progress(of: "long").state == .queued { await Task.yield() }
        engine.cancel("long")
        #expect(try await engine.ended("long").state == .cancelled)
        #expect(try await engine.rows("SELECT 1", stores: []) == [["1"]])
    }

    @Test func aQueryOverItsTimeIsEnded() async throws {
        var configuration = DuckDBEngine.Configuration()
        configuration.duration = .milliseconds(300)
        let engine = try DuckDBEngine(TestStores(), in: folder, configuration: configuration)
        try engine.submit(
            EngineQuery(id: "long", sql: "SELECT count(*) FROM range(100000) a, range(100000000) b", storeIDs: []))
        #expect(try await engine.ended("long").state == .timedOut)
    }

    @Test func aQueryOverItsMemoryFailsAndItsNeighbourGoesOn() async throws {
        var configuration = DuckDBEngine.Configuration()
        configuration.limits.memoryBytes = 64_000_000
        configuration.limits.spillBytes = 1_000_000
        let engine = try DuckDBEngine(TestStores(), in: folder, configuration: configuration)
        async let neighbour = engine.rows("SELECT count(*) FROM range(10000000)", stores: [])
        let error = await #expect(throws: LakeError.self) {
            try await engine.rows(
                "SELECT string_agg(i::VARCHAR || repeat('x', 100), ',') FROM range(3000000) t(i)", stores: [])
        }
        #expect(error?.code == .outOfMemory)
        #expect(try await neighbour == [["10000000"]])
    }

    @Test func aResultThatIsTooLargeEndsTheQuery() async throws {
        var configuration = DuckDBEngine.Configuration()
        configuration.resultRowsMax = 100
        let engine = try DuckDBEngine(TestStores(), in: folder, configuration: configuration)
        let error = await #expect(throws: LakeError.self) {
            try await engine.rows("SELECT * FROM range(1000000)", stores: [])
        }
        #expect(error?.code == .resultTooLarge)
    }

    @Test func queriesBeyondTheNumberThatRunsWait() async throws {
        var configuration = DuckDBEngine.Configuration()
        configuration.runningMax = 1
        let engine = try DuckDBEngine(TestStores(), in: folder, configuration: configuration)
        let endless = "SELECT count(*) FROM range(100000) a, range(100000000) b"
        try engine.submit(EngineQuery(id: "first", sql: endless, storeIDs: []))
        while try engine.progress(of: "first").state == .queued { await Task.yield() }
        try engine.submit(EngineQuery(id: "second", sql: "SELECT 2", storeIDs: []))
        try engine.submit(EngineQuery(id: "third", sql: "SELECT 3", storeIDs: []))
        #expect(try engine.progress(of: "second").state == .queued)
        engine.cancel("third")
        engine.cancel("first")
        #expect(try await engine.ended("second").state == .finished)
        #expect(try await engine.ended("third").state == .cancelled)
    }

    @Test func aProcessThatEndsWhileItWaitsIsReplaced() async throws {
        #expect(try await engine.rows("SELECT count(*) FROM $store") == [["0"]])
        for name in try LakeFile.names(in: "/proc") where isChild(name) { kill(name) }
        #expect(try await engine.rows("SELECT count(*) FROM $store") == [["0"]])
    }

    /// Whether a process is one of this test's: it works in the test's folder.
    private func isChild(_ name: String) -> Bool {
        guard let number = Int32(name) else { return false }
        return TestProcesses.workingFolder(of: number)?.hasPrefix(folder.path) == true
    }

    private func kill(_ name: String) { if let number = Int32(name) { TestProcesses.end(number) } }
}
