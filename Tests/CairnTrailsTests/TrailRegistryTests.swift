import CairnAPI
import CairnModel
import Foundation
import GRDB
import Synchronization
import Testing

@testable import CairnStore
@testable import CairnTrails

private typealias Trail = CairnTrails.Trail

@Suite struct TrailRegistryTests {
    private final class Folder {
        let path = NSTemporaryDirectory() + "cairn-trails-" + UUID().uuidString

        init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

        deinit { try? FileManager.default.removeItem(atPath: path) }

        var database: String { path + "/state.db" }
    }

    private func add(_ trail: Trail, to registry: TrailRegistry) throws {
        try registry.change { trails throws(CloudTrailError) in trails[trail.key] = trail }
    }

    @Test func anotherRegistryOverTheSameFileHasTheSameTrails() throws {
        let folder = try Folder()
        do {
            let registry = try TrailRegistry(database: StateDatabase(file: folder.database))
            try add(.whole, to: registry)
            try add(.fixture("second"), to: registry)
            try add(.fixture("third"), to: registry)
            try registry.change { trails throws(CloudTrailError) in
                trails[Trail.fixture("second").key] = nil
                trails.registerDelegatedAdministrator("555566667777", of: "222233334444")
                trails.registerDelegatedAdministrator("777788889999", of: "222233334444")
            }
            try registry.change { trails throws(CloudTrailError) in
                trails.deregisterDelegatedAdministrator("777788889999", of: "222233334444")
            }
        }
        let registry = try TrailRegistry(database: StateDatabase(file: folder.database))
        #expect(registry.snapshot.all == [.whole, .fixture("third")])
        #expect(registry.snapshot.delegatedAdministrators == ["222233334444": ["555566667777"]])
    }

    @Test func hundredChangesAtOnceAllSurvive() async throws {
        let folder = try Folder()
        let registry = try TrailRegistry(database: StateDatabase(file: folder.database))
        try add(.fixture(), to: registry)
        let key = Trail.fixture().key
        await withTaskGroup(of: Void.self) { group in
            for index in 0..<100 {
                group.addTask {
                    _ = try? registry.change { trails throws(CloudTrailError) in
                        trails[key]?.tags.append(Tag(key: "key-\(index)"))
                    }
                }
            }
        }
        let expected = Set((0..<100).map { "key-\($0)" })
        #expect(Set(registry.snapshot[key]?.tags.map(\.key) ?? []) == expected)
        let reopened = try TrailRegistry(database: StateDatabase(file: folder.database))
        #expect(Set(reopened.snapshot[key]?.tags.map(\.key) ?? []) == expected)
        #expect(registry.revision == 101)
    }

    @Test func changeThatThrowsChangesNothing() throws {
        let registry = TrailRegistry()
        try add(.fixture(), to: registry)
        #expect(throws: CloudTrailError(.conflict, "")) {
            try registry.change { trails throws(CloudTrailError) in
                trails[Trail.fixture().key] = nil
                throw CloudTrailError(.conflict, "no")
            }
        }
        #expect(registry.snapshot.all == [.fixture()])
        #expect(registry.revision == 1)
    }

    @Test func changeThatCannotBeWrittenChangesNothing() throws {
        let database = try StateDatabase.inMemory()
        let failures = Mutex<[StoreError]>([])
        let registry = try TrailRegistry(database: database) { error in failures.withLock { $0.append(error) } }
        try add(.fixture(), to: registry)
        try database.write("break") { database in
            try database.execute(
                sql: """
                    CREATE TRIGGER broken BEFORE INSERT ON document WHEN NEW.id = 'second'
                    BEGIN SELECT RAISE(ABORT, 'disk full'); END
                    """
            )
        }
        let error = #expect(throws: CloudTrailError.self) {
            try registry.change { trails throws(CloudTrailError) in
                trails[Trail.fixture("first").key] = .fixture("first")
                trails[Trail.fixture("second").key] = .fixture("second")
            }
        }
        #expect(error?.code == .serviceUnavailable)
        #expect(error?.httpStatus == 503)
        #expect(registry.snapshot.all == [.fixture()])
        #expect(try TrailRegistry(database: database).snapshot.all == [.fixture()], "not half of it is in the file")
        #expect(failures.withLock { $0.count } == 1)
        try add(.fixture("third"), to: registry)
        #expect(registry.snapshot.count == 2)
    }

    @Test func changeThatChangesNothingIsNotWrittenOrPublished() throws {
        let registry = TrailRegistry()
        try add(.fixture(), to: registry)
        try add(.fixture(), to: registry)
        #expect(registry.revision == 1)
        #expect(registry.snapshot.revision == 1)
    }

    /// The two are equal as strings, but name different objects of a bucket.
    @Test func accentComposedInAnotherWayIsAChange() throws {
        let folder = try Folder()
        let registry = try TrailRegistry(database: StateDatabase(file: folder.database))
        var trail = Trail.fixture()
        for prefix in ["caf\u{E9}", "cafe\u{301}", "cafe\u{301}"] {
            trail.s3KeyPrefix = prefix
            try add(trail, to: registry)
            let reopened = try TrailRegistry(database: StateDatabase(file: folder.database))
            for set in [registry.snapshot, reopened.snapshot] {
                #expect(set[trail.key]?.s3KeyPrefix.map { Array($0.utf8) } == Array(prefix.utf8))
            }
        }
        #expect(registry.revision == 2)
    }

    @Test func readerThatFallsBehindGetsTheNewest() async throws {
        let registry = TrailRegistry()
        var iterator = registry.changes().makeAsyncIterator()
        #expect(await iterator.next()?.isEmpty == true)
        for name in ["aaa", "bbb", "ccc"] { try add(.fixture(name), to: registry) }
        #expect(await iterator.next()?.count == 3)
        try add(.fixture("ddd"), to: registry)
        let set = await iterator.next()
        #expect(set?.count == 4)
        #expect(set?.revision == 4)
    }

    @Test func streamEndsWithTheRegistry() async throws {
        var registry: TrailRegistry? = TrailRegistry()
        let stream = try #require(registry?.changes())
        registry = nil
        var count = 0
        for await _ in stream { count += 1 }
        #expect(count == 1)
    }

    @Test func resetRemovesEverythingAndTellsReaders() async throws {
        let database = try StateDatabase.inMemory()
        let registry = try TrailRegistry(database: database)
        try add(.fixture(), to: registry)
        var iterator = registry.changes().makeAsyncIterator()
        #expect(await iterator.next()?.count == 1)
        try registry.reset()
        #expect(await iterator.next()?.isEmpty == true)
        #expect(registry.revision == 2)
        #expect(try database.documents(kind: "trail").isEmpty)
    }

    @Test func resetAfterTheDatabaseWasEmptiedIsFine() throws {
        let database = try StateDatabase.inMemory()
        let registry = try TrailRegistry(database: database)
        try add(.fixture(), to: registry)
        try database.reset()
        try registry.reset()
        #expect(registry.snapshot.isEmpty)
    }

    @Test(arguments: [
        (#"{"version":7,"name":"audit"}"#, "newer Cairn"), (#"{"version":1,"name":"audit"}"#, "no member homeRegion"),
    ])
    func documentThatCannotBeReadIsRefusedAtTheStart(text: String, message: String) throws {
        let database = try StateDatabase.inMemory()
        let key = StateDocument.Key(kind: "trail", account: "222233334444", region: "eu-west-1", id: "audit")
        try database.change(storing: [StateDocument(key: key, value: JSON(parsing: text))])
        let error = #expect(throws: StoreError.self) { try TrailRegistry(database: database) }
        #expect(error?.message.contains(message) == true)
    }

    @Test func administratorOfALaterVersionIsRefused() throws {
        let database = try StateDatabase.inMemory()
        let key = StateDocument.Key(
            kind: "delegated-administrator", account: "222233334444", region: "", id: "555566667777"
        )
        try database.change(storing: [StateDocument(key: key, value: ["version": 2])])
        #expect(throws: StoreError(.database, "")) { try TrailRegistry(database: database) }
    }
}
