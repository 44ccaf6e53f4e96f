import CairnStore
import Synchronization
import Testing

@testable import CairnLake

@Suite(.enabled(if: TestDuckDB.isThere, "DuckDB is not installed"), .timeLimit(.minutes(5)))
struct StoreCompactorTests {
    private let folder: TestFolder
    private let compaction: CompactionEngine

    init() throws {
        folder = try TestFolder()
        compaction = CompactionEngine(try TestDuckDB.required(), workFolder: folder.path + "/compaction")
    }

    private func ids(_ store: StoreFolder) throws -> [String] {
        let snapshot = try store.snapshot()
        var sources = snapshot.parquetPaths.map { "SELECT eventID FROM read_parquet('\($0)')" }
        if !snapshot.tail.isEmpty { sources.append(snapshot.schema.duckDBTailSelect(files: snapshot.tailPaths)) }
        guard !sources.isEmpty else { return [] }
        var ids: [String] = []
        let union = sources.map { "SELECT eventID FROM (\($0))" }.joined(separator: " UNION ALL ")
        try compaction.texts("\(union) ORDER BY eventID") { ids.append($0) }
        return ids
    }

    @Test func aCompactedDayIsInTheOrderOfTime() throws {
        let store = try StoreFolder(folder)
        let times = ["10:00:00", "08:00:00", "09:00:00"]
        for (index, time) in times.enumerated() {
            try store.append(
                try TestEvents.batch([TestEvents.event(index, time: "2026-03-01T\(time)Z")]), cursor: nil)
        }
        try StoreCompactor(folder: store, engine: compaction).compactTail()
        let file = try #require(store.parquetFiles.first)
        #expect(file.eventCount == 3)
        var found: [String] = []
        try compaction.texts(
            "SELECT strftime(eventTime, '%H:%M:%S') FROM read_parquet('\(store.path)/\(file.path)')"
        ) { found.append($0) }
        #expect(found == ["08:00:00", "09:00:00", "10:00:00"])
        #expect(try LakeFile.names(in: store.path + "/hot").isEmpty)
    }

    @Test func eventsOfAllVersionsAndBrokenShapesAreKept() async throws {
        let store = try StoreFolder(folder)
        let events = [
            #"{"eventVersion":"1.0","eventTime":"2013-11-01T00:00:00Z","eventID":"old","eventName":"A"}"#,
            #"{"eventVersion":"1.11","eventTime":"2013-11-01T00:00:01Z","eventID":"shapes","userIdentity":"root","#
                + #""requestParameters":"text","resources":{"ARN":1},"readOnly":"maybe","new":{"field":[1]}}"#,
            #"{"eventTime":"2013-11-01T00:00:02Z","eventID":"null","requestParameters":null,"userIdentity":null}"#,
        ]
        try store.append(try TestEvents.batch(events), cursor: nil)
        try StoreCompactor(folder: store, engine: compaction).compactTail()
        let engine = try DuckDBEngine(TestStores(store), in: folder)
        #expect(
            try await engine.rows("SELECT eventID, eventJson FROM $store ORDER BY eventTime")
                == [["old", events[0]], ["shapes", events[1]], ["null", events[2]]])
    }

    @Test func linesThatAreNoJSONAreSetAside() throws {
        let store = try StoreFolder(folder)
        let bad = #"{"eventTime":"2026-03-01T10:00:00Z","eventID":"bad","n":01,"t":tru}"#
        try store.append(try TestEvents.batch([TestEvents.event(1), bad]), cursor: nil)
        #expect(try ids(store) == [TestEvents.id(1)])
        try StoreCompactor(folder: store, engine: compaction).compactTail()
        #expect(try ids(store) == [TestEvents.id(1)])
        let name = try #require(try LakeFile.names(in: store.path).first { $0.hasPrefix("set-aside") })
        #expect(try LakeFile.contents(of: store.path + "/" + name) == Array(bad.utf8) + [0x0A])
    }

    @Test func smallFilesOfADayThatIsOverAreMerged() throws {
        let store = try StoreFolder(folder)
        let compactor = StoreCompactor(folder: store, engine: compaction)
        for index in 0..<4 {
            try store.append(try TestEvents.batch([TestEvents.event(index)]), cursor: nil)
            try compactor.compactTail()
        }
        #expect(store.parquetFiles.count == 4)
        let day = try #require(store.parquetFiles.first?.day)
        #expect(try compactor.mergeDays(today: day) == 0)
        #expect(try compactor.mergeDays(today: LakeDay(daysSinceEpoch: day.daysSinceEpoch + 1)) == 1)
        #expect(store.parquetFiles.map(\.eventCount) == [4])
        #expect(try ids(store) == (0..<4).map(TestEvents.id))
        #expect(try LakeFile.names(in: store.path + "/day=2026-03-01").count == 1)
    }

    @Test func aQueryThatRunsKeepsTheFilesThatAreMergedAway() throws {
        let store = try StoreFolder(folder)
        try store.append(try TestEvents.batch([TestEvents.event(1)]), cursor: nil)
        let snapshot = try store.snapshot()
        try StoreCompactor(folder: store, engine: compaction).compactTail()
        #expect(LakeFile.exists(try #require(snapshot.tailPaths.first)))
        #expect(try ids(store) == [TestEvents.id(1)])
    }

    /// Ends before the n-th step, opens what is left as after a crash, and does the rest again.
    @Test func endingBeforeAnyStepNeitherLosesNorRepeatsAnEvent() throws {
        var steps = 0
        for stop in 0... {
            let name = "run-\(stop)"
            let counter = StepCounter(failingAt: stop)
            let path = folder.path + "/" + name
            let finished = try life(path, counter, upTo: 6)
            let end = try life(path, StepCounter(failingAt: nil), upTo: 6)
            #expect(end)
            let store = try StoreFolder(
                id: TestEvents.storeID, path: path, schema: LakeSchema(.cloudTrailEvents), syncs: false)
            #expect(try ids(store) == (1...6).map(TestEvents.id), "ended before step \(stop): \(counter.last)")
            let listed = store.parquetFiles.map(\.path) + store.tailFiles.map(\.path)
            #expect(try filesOnDisk(path) == listed.sorted())
            steps = stop
            if finished { break }
        }
        #expect(steps > 40)
    }

    /// What a store goes through: events come, are compacted, merged. `false` if it was ended on the way.
    private func life(_ path: String, _ counter: StepCounter, upTo last: UInt64) throws -> Bool {
        let store: StoreFolder
        do {
            store = try StoreFolder(
                id: TestEvents.storeID, path: path, schema: LakeSchema(.cloudTrailEvents), syncs: false,
                mayStep: counter.steps)
            var compactor = StoreCompactor(folder: store, engine: compaction)
            compactor.mayStep = counter.steps
            while (store.cursor?.sequence ?? 0) < last {
                let next = (store.cursor?.sequence ?? 0) + 1
                let time = next.isMultiple(of: 3) ? "2026-02-27T10:00:00Z" : "2026-03-01T10:00:00Z"
                try store.append(
                    try TestEvents.batch([TestEvents.event(Int(next), time: time)]),
                    cursor: JournalPosition(sequence: next, segment: 1, offset: next))
                if next.isMultiple(of: 2) { try compactor.compactTail() }
            }
            try compactor.compactTail()
            try compactor.mergeDays(today: LakeDay(daysSinceEpoch: 30_000))
            return true
        } catch let error as LakeError where error.cause is StepCounter.Stop {
            return false
        }
    }

    private func filesOnDisk(_ path: String) throws -> [String] {
        var files: [String] = []
        for folder in try LakeFile.names(in: path) where folder == "hot" || folder.hasPrefix("day=") {
            files += try LakeFile.names(in: path + "/" + folder).map { folder + "/" + $0 }
        }
        return files.sorted()
    }
}

/// Lets a number of steps happen, and none after them.
private final class StepCounter: Sendable {
    struct Stop: Error {}

    private let state: Mutex<(count: Int, last: String)>
    private let limit: Int?

    init(failingAt limit: Int?) {
        self.limit = limit
        state = Mutex((0, ""))
    }

    var last: String { state.withLock { $0.last } }

    var steps: StepGuard {
        StepGuard { [self] step in
            try state.withLock { state in
                if let limit, state.count >= limit { throw Stop() }
                state = (state.count + 1, step)
            }
        }
    }
}
