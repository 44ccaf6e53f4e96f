import Dispatch
import GRDB
import Synchronization

/// The small, precious state beside the journal: cursors, identities, secrets and documents of the control plane.
///
/// One SQLite file, migrated at opening, each change on the device before the call returns (`synchronous=FULL`).
/// Calls block for the length of a transaction: milliseconds when they write.
public final class StateDatabase: Sendable {
    private let queue: DatabaseQueue

    /// Opens a database file, creating or migrating it.
    /// - Throws: ``StoreError`` with `database` if the file cannot be opened, is no database, or comes from a newer
    ///   Cairn.
    public init(file path: String) throws(StoreError) {
        queue = try Self.wrapping("Cannot open \(path)") {
            var configuration = GRDB.Configuration()
            configuration.label = "cairn.state"
            configuration.prepareDatabase { database in
                try database.execute(sql: "PRAGMA journal_mode=WAL")
                try database.execute(sql: "PRAGMA synchronous=FULL")
            }
            configuration.busyMode = .timeout(5)
            return try DatabaseQueue(path: path, configuration: configuration)
        }
        try migrate()
    }

    private init(queue: DatabaseQueue) { self.queue = queue }

    /// A database that ends with the process.
    public static func inMemory() throws(StoreError) -> StateDatabase {
        let queue = try wrapping("Cannot open a database in memory") { try DatabaseQueue() }
        let database = StateDatabase(queue: queue)
        try database.migrate()
        return database
    }

    private func migrate() throws(StoreError) {
        try Self.wrapping("Cannot bring the database up to date") {
            let migrator = StateMigrations.migrator
            if try queue.read({ try migrator.hasBeenSuperseded($0) }) {
                throw StoreError(.database, "The database was written by a newer version of Cairn")
            }
            try migrator.migrate(queue)
        }
    }

    /// SQLite's `synchronous` level that is in force on the writing connection: 2 is FULL.
    func synchronousLevel() throws(StoreError) -> Int {
        try write("Cannot read a setting") { try Int.fetchOne($0, sql: "PRAGMA synchronous") ?? -1 }
    }

    func read<T>(_ action: String, _ body: (Database) throws -> T) throws(StoreError) -> T {
        try Self.wrapping(action) { try queue.read(body) }
    }

    func write<T>(_ action: String, _ body: (Database) throws -> T) throws(StoreError) -> T {
        try Self.wrapping(action) { try queue.write(body) }
    }

    private static func wrapping<T>(_ action: String, _ body: () throws -> T) throws(StoreError) -> T {
        do {
            return try body()
        } catch let error as StoreError {
            throw error
        } catch {
            throw StoreError(.database, action, cause: error)
        }
    }
}

enum StateMigrations {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 cursors, identities, secrets, documents") { database in
            try database.execute(
                sql: """
                    CREATE TABLE cursor (
                        name TEXT PRIMARY KEY, sequence INTEGER NOT NULL, segment INTEGER NOT NULL,
                        position INTEGER NOT NULL
                    ) WITHOUT ROWID;
                    CREATE TABLE identity (key TEXT PRIMARY KEY, json TEXT NOT NULL) WITHOUT ROWID;
                    CREATE TABLE secret (name TEXT PRIMARY KEY, bytes BLOB NOT NULL) WITHOUT ROWID;
                    CREATE TABLE document (
                        kind TEXT NOT NULL, account TEXT NOT NULL, region TEXT NOT NULL, id TEXT NOT NULL,
                        json TEXT NOT NULL, PRIMARY KEY (kind, account, region, id)
                    ) WITHOUT ROWID;
                    """)
        }
        return migrator
    }
}

extension StateDatabase: CursorStore {
    public func cursor(named name: String) throws(StoreError) -> JournalPosition? {
        try read("Cannot read the cursor of \(name)") { database in
            try Row.fetchOne(
                database, sql: "SELECT sequence, segment, position FROM cursor WHERE name = ?",
                arguments: [name]
            ).map { row in
                JournalPosition(
                    sequence: UInt64(bitPattern: row[0]), segment: UInt64(bitPattern: row[1]),
                    offset: UInt64(bitPattern: row[2]))
            }
        }
    }

    public func setCursor(_ position: JournalPosition, named name: String) throws(StoreError) {
        try write("Cannot store the cursor of \(name)") { database in
            try database.execute(
                sql: "INSERT OR REPLACE INTO cursor VALUES (?, ?, ?, ?)",
                arguments: [
                    name, Int64(bitPattern: position.sequence), Int64(bitPattern: position.segment),
                    Int64(bitPattern: position.offset),
                ])
        }
    }

    /// Forgets a reader that will not come back, so that it no longer holds back retention.
    public func removeCursor(named name: String) throws(StoreError) {
        try write("Cannot remove the cursor of \(name)") { database in
            try database.execute(sql: "DELETE FROM cursor WHERE name = ?", arguments: [name])
        }
    }

    /// The committed sequence number of every reader that ever committed, by name.
    public func cursors() throws(StoreError) -> [String: UInt64] {
        try read("Cannot read the cursors") { database in
            let rows = try Row.fetchAll(database, sql: "SELECT name, sequence FROM cursor")
            return Dictionary(uniqueKeysWithValues: rows.map { ($0[0] as String, UInt64(bitPattern: $0[1])) })
        }
    }
}
