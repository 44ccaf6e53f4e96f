import CairnModel
import GRDB
import Testing

@testable import CairnStore

/// A state database as each version of its schema was written opens, and keeps what it holds.
@Suite struct StateSchemaTests {
    /// The whole text of each version's schema; a released one is never changed.
    private static let schemas: [(migrations: [String], sql: String)] = [
        (
            ["1 cursors, identities, secrets, documents"],
            """
            CREATE TABLE cursor (
                name TEXT PRIMARY KEY, sequence INTEGER NOT NULL, segment INTEGER NOT NULL, position INTEGER NOT NULL
            ) WITHOUT ROWID;
            CREATE TABLE identity (key TEXT PRIMARY KEY, json TEXT NOT NULL) WITHOUT ROWID;
            CREATE TABLE secret (name TEXT PRIMARY KEY, bytes BLOB NOT NULL) WITHOUT ROWID;
            CREATE TABLE document (
                kind TEXT NOT NULL, account TEXT NOT NULL, region TEXT NOT NULL, id TEXT NOT NULL,
                json TEXT NOT NULL, PRIMARY KEY (kind, account, region, id)
            ) WITHOUT ROWID;
            INSERT INTO cursor VALUES ('history', 7, 1, 4096);
            INSERT INTO identity VALUES ('AKIAEXAMPLE', '{"type":"IAMUser"}');
            INSERT INTO secret VALUES ('page-token', x'0102');
            INSERT INTO document VALUES ('trail', '111122223333', 'eu-west-1', 'audit', '{"version":1}');
            """
        )
    ]

    @Test(arguments: schemas.indices)
    func everyEarlierSchemaIsBroughtUpToDate(version: Int) throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/state.db"
        let (migrations, sql) = Self.schemas[version]
        do {
            let queue = try DatabaseQueue(path: path)
            try queue.write { database in
                try database.execute(sql: "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)")
                for migration in migrations {
                    try database.execute(sql: "INSERT INTO grdb_migrations VALUES (?)", arguments: [migration])
                }
                try database.execute(sql: sql)
            }
        }
        let state = try StateDatabase(file: path)
        let key = StateDocument.Key(kind: "trail", account: "111122223333", region: "eu-west-1", id: "audit")
        #expect(try state.document(key) == ["version": 1])
        #expect(try state.cursor(named: "history") == JournalPosition(sequence: 7, segment: 1, offset: 4096))
        #expect(try state.identities() == ["AKIAEXAMPLE": ["type": "IAMUser"]])
        #expect(try state.secret(named: "page-token") { [] } == [1, 2])
    }

    @Test func theNewestSchemaIsAmongThem() {
        #expect(Self.schemas.last?.migrations == StateMigrations.migrator.migrations)
    }
}
