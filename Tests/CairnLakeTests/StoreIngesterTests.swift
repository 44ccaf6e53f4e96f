import CairnAPI
import CairnModel
import CairnStore
import Logging
import Testing

@testable import CairnLake

private typealias EventDataStore = CairnLake.EventDataStore

@Suite(.timeLimit(.minutes(1))) struct StoreIngesterTests {
    private let folder: TestFolder
    private let journal: Journal
    private let files: StoreFolder

    init() throws {
        folder = try TestFolder()
        journal = try Journal(storage: MemorySegmentStorage(), logger: Logger(label: "test"))
        files = try StoreFolder(folder)
    }

    private func record(_ events: [String]) async throws { try await journal.append(events.map { Array($0.utf8) }) }

    private func store(_ change: (inout EventDataStore) -> Void = { _ in }) -> EventDataStore {
        var store = EventDataStore(
            id: TestEvents.storeID, name: "store", account: "111122223333", region: "us-east-1", createdTime: 0)
        change(&store)
        return store
    }

    /// Takes what is in the journal, which is closed for it.
    private func ingest(_ store: EventDataStore, accounts: Set<String> = []) async throws -> [String] {
        journal.close()
        let ingester = StoreIngester(
            store: store, files: files, journal: journal, accounts: { _ in accounts }, sleep: { _ in },
            logger: Logger(label: "test"))
        try await ingester.ingest()
        let snapshot = try files.snapshot()
        return try snapshot.tailPaths.flatMap { path in
            String(decoding: try LakeFile.contents(of: path), as: UTF8.self).split(separator: "\n").map(String.init)
        }
    }

    @Test func whatIsSelectedIsTakenAsItWasRecorded() async throws {
        let events = [
            TestEvents.event(1), TestEvents.event(2, account: "444455556666"),
            TestEvents.event(3, region: "eu-west-1"),
        ]
        try await record(events)
        #expect(try await ingest(store()) == [events[0], events[2]])
    }

    @Test func aStoreOfOneRegionTakesItsRegionOnly() async throws {
        try await record([TestEvents.event(1), TestEvents.event(2, region: "eu-west-1")])
        #expect(try await ingest(store { $0.isMultiRegion = false }) == [TestEvents.event(1)])
    }

    @Test func aStoreOfAnOrganizationTakesItsAccounts() async throws {
        let other = TestEvents.event(2, account: "444455556666")
        try await record([TestEvents.event(1), other, TestEvents.event(3, account: "777777777777")])
        let taken = try await ingest(store { $0.isOrganizationStore = true }, accounts: ["444455556666"])
        #expect(taken == [TestEvents.event(1), other])
    }

    @Test func selectorsDecide() async throws {
        try await record([TestEvents.event(1), TestEvents.event(2, name: "RunInstances")])
        let selector = AdvancedEventSelector(fieldSelectors: [
            AdvancedFieldSelector(field: "eventCategory", equals: ["Management"]),
            AdvancedFieldSelector(field: "eventName", equals: ["RunInstances"]),
        ])
        #expect(
            try await ingest(store { $0.selectors = [selector] }) == [TestEvents.event(2, name: "RunInstances")])
    }

    @Test func whatWasRecordedBeforeTheStartAndAfterTheEndIsLeftOut() async throws {
        try await record([TestEvents.event(1)])
        let start = journal.end
        try await record([TestEvents.event(2), TestEvents.event(3)])
        let taken = try await ingest(
            store { $0.ingestion = EventDataStore.Ingestion(start: start, lastSequence: start.sequence + 1) })
        #expect(taken == [TestEvents.event(2)])
    }

    @Test func nothingIsTakenTwice() async throws {
        try await record([TestEvents.event(1), TestEvents.event(2)])
        _ = try await ingest(store())
        #expect(try await ingest(store()).count == 2)
    }
}
