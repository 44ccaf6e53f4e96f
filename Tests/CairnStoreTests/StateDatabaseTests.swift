import CairnModel
import Foundation
import GRDB
import Testing

@testable import CairnStore

@Suite struct StateDatabaseTests {
    @Test func everyChangeIsOnTheDeviceBeforeTheCallReturns() throws {
        let folder = try TemporaryFolder()
        let state = try StateDatabase(file: folder.path + "/state.db")
        #expect(try state.synchronousLevel() == 2, "synchronous=FULL is in force, not only asked for")
        let mode = try state.read("mode") { try String.fetchOne($0, sql: "PRAGMA journal_mode") }
        #expect(mode == "wal")
    }

    @Test func documentsAreKeptByKindAccountRegionAndID() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/state.db"
        let key = StateDocument.Key(kind: "trail", account: "111122223333", region: "eu-west-1", id: "audit")
        do {
            let state = try StateDatabase(file: path)
            var other = key
            other.region = "us-east-1"
            try state.change(storing: [
                StateDocument(key: key, value: ["a": 1]), StateDocument(key: other, value: ["a": 2]),
            ])
            try state.change(storing: [StateDocument(key: key, value: ["a": 3])])
        }
        let state = try StateDatabase(file: path)
        #expect(try state.document(key) == ["a": 3])
        #expect(try state.documents(kind: "trail").count == 2)
        let there = try state.documents(kind: "trail", account: "111122223333", region: "us-east-1")
        #expect(there.map(\.value) == [["a": 2]])
        #expect(try state.documents(kind: "channel").isEmpty)
        try state.change(storing: [], removing: [key])
        #expect(try state.document(key) == nil)
    }

    @Test func identitiesAndSecretsAreKept() throws {
        let state = try StateDatabase.inMemory()
        try state.setIdentities(["AKIA1": ["type": "IAMUser"], "AKIA2": ["type": "Root"]])
        try state.setIdentities(["AKIA2": nil])
        #expect(try state.identities() == ["AKIA1": ["type": "IAMUser"]])
        #expect(try state.secret(named: "token") { [1, 2, 3] } == [1, 2, 3])
        #expect(try state.secret(named: "token") { [9] } == [1, 2, 3])
        try state.reset()
        #expect(try state.identities().isEmpty)
        #expect(try state.secret(named: "token") { [9] } == [1, 2, 3])
    }

    @Test func aFileThatIsNoDatabaseIsRefusedWithItsName() throws {
        let folder = try TemporaryFolder()
        try folder.write(Array(String(repeating: "not a database ", count: 100).utf8), to: "state.db")
        let error = #expect(throws: StoreError.self) { try StateDatabase(file: folder.path + "/state.db") }
        #expect(error?.code == .database)
        #expect(error?.message.contains("state.db") == true)
    }

    @Test func aDatabaseOfANewerVersionIsRefused() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/state.db"
        try StateDatabase(file: path).write("test") { database in
            try database.execute(sql: "INSERT INTO grdb_migrations VALUES ('99 from the future')")
        }
        let error = #expect(throws: StoreError.self) { try StateDatabase(file: path) }
        #expect(error?.message.contains("newer") == true)
    }
}
