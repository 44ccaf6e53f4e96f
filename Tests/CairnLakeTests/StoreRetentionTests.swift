import CairnModel
import CairnStore
import Testing

@testable import CairnLake

@Suite(.enabled(if: TestDuckDB.isThere, "DuckDB is not installed"), .timeLimit(.minutes(2)))
struct StoreRetentionTests {
    private let folder: TestFolder
    private let store: StoreFolder

    init() throws {
        folder = try TestFolder()
        store = try StoreFolder(folder)
    }

    private func take(_ times: String..., from first: Int = 1) throws {
        let events = times.enumerated().map { TestEvents.event($0.offset + first, time: $0.element) }
        try store.append(try TestEvents.batch(events), cursor: nil)
    }

    private func compact() throws {
        let compactor = StoreCompactor(folder: store, engine: try CompactionEngine(folder))
        try compactor.compactTail()
        try compactor.mergeDays(today: LakeDay(daysSinceEpoch: 100_000))
    }

    private func times(since text: String? = nil) async throws -> [String] {
        let stores = TestStores(store, keptSince: text.flatMap(ISO8601.parse))
        let engine = try DuckDBEngine(stores, in: folder)
        defer { engine.stop() }
        return try await engine.rows("SELECT eventTime FROM $store ORDER BY 1").map {
            ($0[0] ?? "").prefix(19).description
        }
    }

    @Test(arguments: [false, true]) func queriesDoNotSeeWhatIsTooOld(_ isCompacted: Bool) async throws {
        try take("2026-02-27T23:00:00Z", "2026-03-01T10:00:00Z", "2026-03-01T10:00:01Z", "2026-03-02T00:00:00Z")
        if isCompacted { try compact() }
        #expect(try await times().count == 4)
        #expect(try await times(since: "2026-03-01T10:00:01Z") == ["2026-03-01 10:00:01", "2026-03-02 00:00:00"])
        #expect(try await times(since: "2026-03-02T00:00:00Z") == ["2026-03-02 00:00:00"])
        #expect(try await times(since: "2026-04-01T00:00:00Z").isEmpty)
    }

    @Test func aProcessThatWaitsSeesWhatIsTooOldByNow() async throws {
        try take("2026-03-01T10:00:00Z", "2026-03-01T11:00:00Z")
        try compact()
        try take("2026-03-01T12:00:00Z", from: 3)
        let stores = MovingStores(store)
        let engine = try DuckDBEngine(stores, in: folder)
        defer { engine.stop() }
        for (time, count) in [
            ("2026-03-01T00:00:00Z", "3"), ("2026-03-01T10:30:00Z", "2"), ("2026-03-01T11:30:00Z", "1"),
        ] {
            stores.clock.set(try #require(ISO8601.parse(time)))
            #expect(try await engine.rows("SELECT count(*) FROM $store") == [[count]])
        }
    }

    @Test(arguments: [
        ("SELECT count(*) FROM $store", 3), ("SELECT eventID FROM $store WHERE eventTime > TIMESTAMP '2026-03-02'", 1),
        ("SELECT eventName, count(*) FROM $store GROUP BY 1 LIMIT 1", 3),
        ("SELECT count(*) FROM $store WHERE eventTime < TIMESTAMP '2026-01-01'", 0),
    ])
    func whatIsTooOldIsNotMatched(_ statement: String, _ matched: Int) async throws {
        try take("2026-03-01T10:00:00Z", "2026-03-01T11:00:00Z", "2026-03-02T00:00:00Z", "2026-03-02T01:00:00Z")
        try compact()
        let bound = try #require(ISO8601.parse("2026-03-01T10:30:00Z"))
        let engine = try DuckDBEngine(TestStores(store, keptSince: bound), in: folder)
        defer { engine.stop() }
        let table = EngineQuery.tableName(ofStore: store.id)
        try engine.submit(
            EngineQuery(id: "q", sql: statement.replacing("$store", with: table), storeIDs: [store.id]))
        let progress = try await engine.ended("q")
        #expect(progress.state == .finished)
        #expect(progress.eventsMatched == matched)
    }

    @Test(arguments: [false, true]) func whatIsForgottenStaysSo(_ isCompacted: Bool) async throws {
        try take("2026-02-27T10:00:00Z", "2026-03-01T10:00:00Z", "2026-03-01T11:00:00Z", "2026-03-02T00:00:00Z")
        if isCompacted { try compact() }
        try store.forget(before: try #require(ISO8601.parse("2026-03-01T10:30:00Z")))
        let left = ["2026-03-01 11:00:00", "2026-03-02 00:00:00"]
        #expect(try await times() == left)
        try compact()
        #expect(try await times() == left)
        let opened = try StoreFolder(folder)
        #expect(try opened.snapshot().parts.map { $0.parquet.count + $0.tail.count } == [1, 1])
        #expect(try store.removeDays(endingBefore: 0) == 1, "the day that is over as a whole")
        #expect(try await times() == left)
    }

    @Test func whatComesAfterIsKept() async throws {
        try take("2026-03-01T10:00:00Z", "2026-03-01T11:00:00Z")
        try store.forget(before: try #require(ISO8601.parse("2026-03-01T10:30:00Z")))
        try take("2026-03-01T09:00:00Z", "2026-02-27T09:00:00Z", from: 1)
        let all = ["2026-02-27 09:00:00", "2026-03-01 09:00:00", "2026-03-01 11:00:00"]
        #expect(try await times() == all)
        try compact()
        #expect(try await times() == all)
        #expect(store.parquetFiles.count == 3, "what lacks events is not merged with what does not")
    }

    @Test(arguments: [false, true]) func whatIsForgottenIsNotKnown(_ isCompacted: Bool) throws {
        try take("2026-03-01T10:00:00Z", "2026-03-01T11:00:00Z")
        if isCompacted { try compact() }
        try store.forget(before: try #require(ISO8601.parse("2026-03-01T10:30:00Z")))
        let day = try #require(LakeDay("2026-03-01".utf8))
        let keys = try store.eventKeys(of: day, try CompactionEngine(folder))
        #expect(keys == [EventKey(TestEvents.id(2))])
    }

    @Test func aCompactionThatRunsForgetsToo() async throws {
        try take("2026-03-01T10:00:00Z", "2026-03-01T11:00:00Z")
        let bound = try #require(ISO8601.parse("2026-03-01T10:30:00Z"))
        let (store, mayForget) = (
            store,
            StepGuard { step throws(LakeError) in
                if step == "a Parquet file gets its name" { try self.store.forget(before: bound) }
            }
        )
        try StoreCompactor(folder: store, engine: try CompactionEngine(folder), mayStep: mayForget).compactTail()
        #expect(store.eventCounts == (2, 0))
        #expect(try await times() == ["2026-03-01 11:00:00"])
    }
}

/// A store that keeps events from what its clock says.
private final class MovingStores: SnapshotSource {
    let clock = ManualClock(0)
    let folder: String
    private let store: StoreFolder

    init(_ store: StoreFolder) {
        self.store = store
        folder = String(store.path.dropLast(store.id.count + 1))
    }

    func snapshot(ofStore id: String) throws(LakeError) -> StoreSnapshot { try store.snapshot(keptSince: clock.now()) }
}
