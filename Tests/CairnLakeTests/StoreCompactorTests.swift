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
        compaction = try CompactionEngine(folder)
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

    @Test func aLargeDayIsWrittenInRowGroupsOfTwentyThousand() async throws {
        let store = try StoreFolder(folder)
        var rules = StoreCompactor.Rules()
        rules.stepEventsMax = 50_000
        let compactor = StoreCompactor(folder: store, engine: compaction, rules: rules)
        try await WorkThreads("cairn.tests").run {
            for start in [0, 15_000, 30_000] {
                try store.append(
                    try TestEvents.batch((start..<start + 15_000).map { TestEvents.event($0) }), cursor: nil)
            }
            try compactor.compactTail()
        }
        #expect(store.parquetFiles.map(\.eventCount) == [45_000])
        let path = store.path + "/" + (try #require(store.parquetFiles.first)).path
        var groups: [Int] = []
        try compaction.texts(
            "SELECT CAST(row_group_num_rows AS VARCHAR) FROM parquet_metadata('\(path)') "
                + "WHERE column_id = 0 ORDER BY row_group_id"
        ) { groups.append(Int($0) ?? 0) }
        // DuckDB fills groups in whole vectors of 2,048.
        #expect(groups.reduce(0, +) == 45_000)
        #expect(groups.count == 3)
        #expect(groups.dropLast().allSatisfy { (20_000..<20_000 + 2_048).contains($0) }, "\(groups)")
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

    // What follows takes a while, in which the threads of tasks are left to others.

    /// Ends before the n-th step, opens what is left as after a crash, and does the rest again.
    @Test func endingBeforeAnyStepNeitherLosesNorRepeatsAnEvent() async throws {
        let (found, steps) = try await attempts { stop in
            let counter = StepCounter(failingAt: stop)
            let isWhole = try life("step-\(stop)", counter, upTo: 6)
            return (isWhole, try problems("step-\(stop)", counter, upTo: 6))
        }
        #expect(found.isEmpty)
        #expect(steps > 40)
    }

    /// Every change of a file or folder fails once, as on a disk that is full or broken, and all that follow, as if the
    /// process had ended there; the store is opened again, and the rest done.
    @Test func failingAtAnyOperationOfTheDiskNeitherLosesNorRepeatsAnEvent() async throws {
        let (found, operations) = try await attempts { stop in
            let counter = StepCounter(failingAt: stop)
            let isWhole = try StepGuard.$disk.withValue(counter.steps) {
                try life("disk-\(stop)", StepCounter(failingAt: nil), upTo: 4, syncs: true)
            }
            return (isWhole, try problems("disk-\(stop)", counter, upTo: 4))
        }
        #expect(found.isEmpty)
        #expect(operations > 80)
    }

    /// The same, but only the one operation fails, and the same store goes on, as after a disk was full for a while.
    @Test func goingOnAfterAFailedOperationNeitherLosesNorRepeatsAnEvent() async throws {
        let (found, operations) = try await attempts { stop in
            let counter = StepCounter(failingAt: stop, isOnce: true)
            let before = try StepGuard.$disk.withValue(counter.steps) {
                let path = folder.path + "/once-\(stop)"
                let open = {
                    try StoreFolder(id: TestEvents.storeID, path: path, schema: LakeSchema(.cloudTrailEvents))
                }
                let store = try (try? open()) ?? open()
                let compactor = StoreCompactor(folder: store, engine: compaction)
                for _ in 0..<2 { if (try? goThrough(store, compactor, upTo: 4)) != nil { break } }
                return try ids(store)
            }
            let later = try problems("once-\(stop)", counter, upTo: 4)
            let isRight = before == (1...4).map(TestEvents.id)
            return (!counter.hasFailed, later + (isRight ? [] : ["before it was opened again: \(before)"]))
        }
        #expect(found.isEmpty)
        #expect(operations > 80)
    }

    /// Lets more and more happen, until everything does.
    private func attempts(
        _ body: @escaping @Sendable (_ stop: Int) throws -> (isWhole: Bool, problems: [String])
    ) async throws -> (problems: [String], count: Int) {
        try await WorkThreads("cairn.tests").run {
            var problems: [String] = []
            for stop in 0... {
                let attempt = try body(stop)
                problems += attempt.problems
                if attempt.isWhole { return (problems, stop) }
            }
            return (problems, 0)
        }
    }

    /// Opens a store that was broken off, does the rest, and looks whether each event is in it once.
    private func problems(_ name: String, _ counter: StepCounter, upTo last: Int) throws -> [String] {
        guard try life(name, StepCounter(failingAt: nil), upTo: UInt64(last)) else { return ["\(name) did not end"] }
        let path = folder.path + "/" + name
        let store = try StoreFolder(
            id: TestEvents.storeID, path: path, schema: LakeSchema(.cloudTrailEvents), syncs: false)
        let listed = store.parquetFiles.map(\.path) + store.tailFiles.map(\.path)
        let (found, files) = (try ids(store), try filesOnDisk(path))
        guard found != (1...last).map(TestEvents.id) || files != listed.sorted() else { return [] }
        return ["\(name), stopped behind \(counter.last): \(found), \(files)"]
    }

    /// What a store goes through: events come, are compacted, merged. `false` if it was ended on the way.
    private func life(
        _ name: String, _ counter: StepCounter, upTo last: UInt64, syncs: Bool = false
    ) throws -> Bool {
        do {
            let store = try StoreFolder(
                id: TestEvents.storeID, path: folder.path + "/" + name, schema: LakeSchema(.cloudTrailEvents),
                syncs: syncs,
                mayStep: counter.steps)
            var compactor = StoreCompactor(folder: store, engine: compaction)
            compactor.mayStep = counter.steps
            try goThrough(store, compactor, upTo: last)
            return true
        } catch let error as LakeError where error.cause is StepCounter.Stop {
            return false
        }
    }

    private func goThrough(_ store: StoreFolder, _ compactor: StoreCompactor, upTo last: UInt64) throws {
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
    }

    private func filesOnDisk(_ path: String) throws -> [String] {
        var files: [String] = []
        for folder in try LakeFile.names(in: path) where folder == "hot" || folder.hasPrefix("day=") {
            files += try LakeFile.names(in: path + "/" + folder).map { folder + "/" + $0 }
        }
        return files.sorted()
    }
}

/// Lets a number of steps happen, and none after them, or all but one.
private final class StepCounter: Sendable {
    struct Stop: Error {}

    private let state: Mutex<(count: Int, last: String)>
    private let limit: Int?
    private let isOnce: Bool

    init(failingAt limit: Int?, isOnce: Bool = false) {
        self.limit = limit
        self.isOnce = isOnce
        state = Mutex((0, ""))
    }

    var hasFailed: Bool { limit.map { limit in state.withLock { $0.count > limit } } ?? false }

    var last: String { state.withLock { $0.last } }

    var steps: StepGuard {
        StepGuard { [self] step in
            try state.withLock { state in
                if let limit, isOnce ? state.count == limit : state.count >= limit {
                    if isOnce { state.count += 1 }
                    throw Stop()
                }
                state = (state.count + 1, step)
            }
        }
    }
}
