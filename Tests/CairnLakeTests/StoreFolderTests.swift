import CairnStore
import Testing

@testable import CairnLake

@Suite struct StoreFolderTests {
    private let folder: TestFolder

    init() throws { folder = try TestFolder() }

    private func position(_ sequence: UInt64) -> JournalPosition {
        JournalPosition(sequence: sequence, segment: 1, offset: sequence * 100)
    }

    @Test func eventsOfEachDayGoToAFileOfTheirOwn() throws {
        let store = try StoreFolder(folder)
        try store.append(
            try TestEvents.batch([
                TestEvents.event(1), TestEvents.event(2, time: "2026-02-27T23:59:59Z"), TestEvents.event(3),
            ]), cursor: position(3))
        let days = store.tailFiles.map { "\($0.day.text) \($0.eventCount)" }
        #expect(days == ["2026-02-27 1", "2026-03-01 2"])
        #expect(store.cursor == position(3))
    }

    @Test func whatWasAppendedIsThereAfterARestart() throws {
        do {
            let store = try StoreFolder(folder)
            try store.append(try TestEvents.batch([TestEvents.event(1)]), cursor: position(1))
            try store.append(try TestEvents.batch([TestEvents.event(2)]), cursor: position(2))
        }
        let store = try StoreFolder(folder)
        #expect(store.eventCounts.tail == 2)
        #expect(store.cursor == position(2))
    }

    @Test func whatCountsAlthoughTheDiskHasFailedIsBroughtToItLater() throws {
        let store = try StoreFolder(folder, syncs: true)
        let batch = try TestEvents.batch([TestEvents.event(1)])
        #expect(throws: LakeError.self) {
            try StepGuard.$disk.withValue(store.failingToSync) { try store.append(batch, cursor: position(1)) }
        }
        #expect(store.eventCounts.tail == 1)
        #expect(throws: LakeError.self) { try StepGuard.$disk.withValue(store.failingToSync) { try store.settle() } }
        try store.settle()
        // Nothing is left to do.
        try StepGuard.$disk.withValue(store.failingToSync) { try store.settle() }
    }

    @Test func filesThatWereReplacedGoWhenTheListsAreOnTheDisk() throws {
        let store = try StoreFolder(folder, syncs: true)
        try store.append(try TestEvents.batch([TestEvents.event(1)]), cursor: position(1))
        let old = try store.sealedTail()
        let path = store.path + "/" + (try #require(old.first)).path
        #expect(throws: LakeError.self) {
            try StepGuard.$disk.withValue(store.failingToSync) { try store.replace(tail: old, files: [], with: nil) }
        }
        #expect(LakeFile.exists(path))
        try store.append(try TestEvents.batch([TestEvents.event(2)]), cursor: position(2))
        #expect(!LakeFile.exists(path))
        #expect(store.eventCounts.tail == 1)
    }

    @Test func bytesBehindWhatIsListedAreCutOffAtARestart() throws {
        let name: String
        do {
            let store = try StoreFolder(folder)
            try store.append(try TestEvents.batch([TestEvents.event(1)]), cursor: position(1))
            name = try #require(store.tailFiles.first).path
        }
        let path = folder.path + "/" + TestEvents.storeID + "/" + name
        let whole = try LakeFile.contents(of: path)
        try LakeFile.replace(path, with: whole + Array("{\"eventID\":\"torn".utf8), syncing: false)
        _ = try StoreFolder(folder)
        #expect(try LakeFile.contents(of: path) == whole)
    }

    @Test func filesThatAreNotListedAreRemovedAtARestart() throws {
        _ = try StoreFolder(folder)
        let path = TestEvents.storeID + "/day=2026-03-01/0000000001.parquet"
        try folder.write(path, [1, 2, 3])
        _ = try StoreFolder(folder)
        #expect(!LakeFile.exists(folder.path + "/" + path))
    }

    @Test func aSnapshotDoesNotSeeWhatComesLater() throws {
        let store = try StoreFolder(folder)
        try store.append(try TestEvents.batch([TestEvents.event(1)]), cursor: position(1))
        let snapshot = try store.snapshot()
        let before = try LakeFile.contents(of: try #require(snapshot.tailPaths.first))
        try store.append(try TestEvents.batch([TestEvents.event(2)]), cursor: position(2))
        #expect(snapshot.eventCount == 1)
        #expect(try LakeFile.contents(of: try #require(snapshot.tailPaths.first)) == before)
        #expect(try store.snapshot().eventCount == 2)
    }

    @Test func filesOfASnapshotStayUntilItIsLetGo() throws {
        let store = try StoreFolder(folder)
        try store.append(try TestEvents.batch([TestEvents.event(1)]), cursor: position(1))
        var snapshot: StoreSnapshot? = try store.snapshot()
        let path = try #require(snapshot?.tailPaths.first)
        #expect(try store.removeDays(endingBefore: 4_000_000_000) == 1)
        #expect(LakeFile.exists(path))
        snapshot = nil
        #expect(!LakeFile.exists(path))
    }

    @Test func daysThatAreTooOldGo() throws {
        let store = try StoreFolder(folder)
        try store.append(
            try TestEvents.batch([TestEvents.event(1), TestEvents.event(2, time: "2026-02-27T23:59:59Z")]), cursor: nil)
        let endOfFebruary27 = try #require(LakeDay("2026-02-28".utf8)).start
        #expect(try store.removeDays(endingBefore: endOfFebruary27 - 1) == 0)
        #expect(try store.removeDays(endingBefore: endOfFebruary27) == 1)
        #expect(store.tailFiles.map(\.day.text) == ["2026-03-01"])
    }

    @Test func theRevisionChangesOnlyWithTheFiles() throws {
        let store = try StoreFolder(folder)
        let first = try store.snapshot().revision
        try store.append(TailBatch(), cursor: position(9))
        #expect(try store.snapshot().revision == first)
        try store.append(try TestEvents.batch([TestEvents.event(1)]), cursor: position(10))
        #expect(try store.snapshot().revision != first)
    }

    @Test(arguments: [
        ("2026-03-01", "2026-03-01"), ("2026-02-29", nil), ("2024-02-29", "2024-02-29"), ("2026-13-01", nil),
        ("2026-3-1", nil), ("text", nil), ("", nil), ("2026-04-31T00:00:00Z", nil),
    ])
    func daysAreRead(_ text: String, _ expected: String?) {
        #expect(LakeDay(text.utf8)?.text == expected)
    }
}
