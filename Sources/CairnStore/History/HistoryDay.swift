import GRDB

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The index of one day of events: runs of sorted entries and postings in a SQLite file.
///
/// Each flush adds one run at the end of both tables; runs of one size are merged into one of the next. So every write
/// is an append, whatever the terms are, and a look-up asks each of a bounded number of runs.
final class HistoryDay: Sendable {
    /// Days since the epoch.
    let day: Int
    private let database: any DatabaseWriter

    /// - Parameter path: the file, or `nil` for a database in memory.
    init(day: Int, path: String?) throws {
        self.day = day
        var configuration = GRDB.Configuration()
        configuration.label = "cairn.history"
        configuration.maximumReaderCount = 2
        configuration.prepareDatabase { database in
            // Derived data: what a loss of power damages is built again.
            try database.execute(sql: "PRAGMA page_size=16384; PRAGMA cache_size=-2048")
        }
        guard let path else {
            database = try DatabaseQueue(configuration: configuration)
            try database.write(Self.createTables)
            return
        }
        let pool = try DatabasePool(path: path, configuration: configuration)
        database = pool
        try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous=OFF") }
        try pool.write(Self.createTables)
    }

    private static func createTables(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE IF NOT EXISTS meta (
                    id INTEGER PRIMARY KEY CHECK (id = 1), version INTEGER NOT NULL, covered INTEGER NOT NULL
                );
                INSERT OR IGNORE INTO meta VALUES (1, 1, 0);
                CREATE TABLE IF NOT EXISTS run (
                    id INTEGER PRIMARY KEY, count INTEGER NOT NULL, min_time INTEGER NOT NULL,
                    max_time INTEGER NOT NULL, max_sequence INTEGER NOT NULL
                );
                CREATE TABLE IF NOT EXISTS entry (
                    run INTEGER NOT NULL, ordinal INTEGER NOT NULL, time INTEGER NOT NULL,
                    sequence INTEGER NOT NULL, block BLOB NOT NULL, PRIMARY KEY (run, ordinal)
                ) WITHOUT ROWID;
                CREATE INDEX IF NOT EXISTS entry_time ON entry (run, time, sequence);
                CREATE TABLE IF NOT EXISTS posting (
                    run INTEGER NOT NULL, term INTEGER NOT NULL, ordinal INTEGER NOT NULL, block BLOB NOT NULL,
                    PRIMARY KEY (run, term, ordinal)
                ) WITHOUT ROWID;
                """)
    }

    /// The last sequence number whose event, if it is of this day, is in the index.
    func covered() throws -> UInt64 {
        try database.read { UInt64(bitPattern: try Int64.fetchOne($0, sql: "SELECT covered FROM meta") ?? 0) }
    }

    /// Adds events and says up to where the journal is covered, in one transaction. Merges runs when there are many.
    func add(_ builder: inout RunBuilder, covered: UInt64) throws {
        builder.sort()
        let sorted = builder
        try database.write { database in
            try HistoryRuns.add(sorted, to: database)
            try database.cachedStatement(sql: "UPDATE meta SET covered = ?")
                .execute(arguments: [Int64(bitPattern: covered)])
        }
        while try database.write(HistoryRuns.mergeOnce) {}
    }

    /// Merges what is left when the day is over, so that it is few runs.
    func compact() throws {
        while try database.write(HistoryRuns.mergeSmall) {}
    }

    /// Drops the runs whose events all came before that sequence number.
    func forget(before sequence: UInt64) throws {
        try database.write { try HistoryRuns.remove(before: sequence, in: $0) }
    }

    /// The entries behind a place in the order of history, newest first.
    func lookup(_ search: HistorySearch, limit: Int) throws -> [IndexEntry] {
        try database.read { database in
            var merge = try RunMerge(search, in: database)
            return try merge.entries(limit: limit)
        }
    }

    /// Brings everything to the device.
    func sync() throws {
        guard let pool = database as? DatabasePool else { return }
        try pool.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA synchronous=FULL")
            defer { try? database.execute(sql: "PRAGMA synchronous=OFF") }
            try database.checkpoint(.truncate)
        }
    }

    func runCount() throws -> Int { try database.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM run") ?? 0 } }

    func close() { try? database.close() }
}

/// What a look-up asks of one day.
struct HistorySearch {
    var term: Int64
    /// Not before this time, in seconds since the epoch.
    var start: Int64
    /// Strictly before this place.
    var before: HistoryPosition
    /// Only what arrived behind this sequence number.
    var hiddenUpTo: UInt64 = 0
}
