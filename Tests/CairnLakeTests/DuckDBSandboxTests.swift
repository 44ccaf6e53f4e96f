import Testing

@testable import CairnLake

/// Statements that the check before the engine would refuse: the engine must not carry them out either.
@Suite(.enabled(if: TestDuckDB.isThere, "DuckDB is not installed"), .timeLimit(.minutes(2)))
struct DuckDBSandboxTests {
    private let folder: TestFolder
    private let store: StoreFolder
    private let other: StoreFolder
    private let engine: DuckDBEngine

    init() throws {
        folder = try TestFolder()
        store = try StoreFolder(folder)
        other = try StoreFolder(folder, id: TestEvents.otherStoreID)
        try store.append(try TestEvents.batch([TestEvents.event(1)]), cursor: nil)
        try other.append(try TestEvents.batch([TestEvents.event(2, name: "Secret")]), cursor: nil)
        try folder.write("secret.csv", Array("secret\n".utf8))
        engine = try DuckDBEngine(TestStores(store, other), in: folder)
    }

    @Test(arguments: [
        "SELECT * FROM read_text('/etc/passwd')", "SELECT * FROM read_csv('$folder/secret.csv')",
        "SELECT * FROM '$folder/secret.csv'", "SELECT * FROM read_blob('$folder/*')",
        "SELECT * FROM read_text('../../secret.csv')", "SELECT * FROM read_csv('/dev/stdin')",
        "SELECT * FROM \"$other\"", "SELECT * FROM read_ndjson_objects('$folder/$other/hot/*.ndjson')",
        "SELECT * FROM read_ndjson_objects('$folder/$store/../$other/hot/*.ndjson')",
        "SELECT * FROM read_parquet('https://192.0.2.1/x.parquet')",
        "SELECT * FROM query('SELECT * FROM read_text(''/etc/passwd'')')", "SELECT getenv('PATH')",
        "COPY (SELECT 1) TO '$folder/out.csv'", "SELECT 1) TO '$folder/out.csv'; COPY (SELECT 1",
        "SELECT 1); COPY (SELECT 1) TO '$folder/$store/out.csv'; SELECT (1", "ATTACH '$folder/out.db'",
        "INSTALL httpfs", "LOAD httpfs", "SET threads=64", "PRAGMA enable_profiling", "RESET memory_limit",
        "EXPORT DATABASE '$folder/out'", "CREATE TABLE t AS SELECT 1", "DROP VIEW \"$store\"",
        ".shell touch $folder/out.csv", "SELECT 1) -- ", "SELECT 1 /* ",
    ])
    func nothingOutsideTheStoresIsReadOrWritten(_ statement: String) async throws {
        let filled = statement.replacing("$folder", with: folder.path).replacing("$store", with: TestEvents.storeID)
            .replacing("$other", with: TestEvents.otherStoreID)
        let rows = try? await engine.rows(filled)
        #expect(rows?.isEmpty ?? true, "\(rows ?? [])")
        let names = try LakeFile.names(in: folder.path) + LakeFile.names(in: store.path)
        #expect(!names.contains { $0.hasPrefix("out") })
        #expect(try await engine.rows("SELECT eventName FROM $store") == [["DescribeInstances"]])
    }

    @Test func aStatementWithALineFeedIsNotSent() throws {
        #expect(throws: LakeError(.statementFailed, "")) {
            try engine.submit(EngineQuery(id: "lines", sql: "SELECT 1\n.shell true", storeIDs: []))
        }
    }

    @Test func aStoreThatIsNotThereIsSaidAtOnce() throws {
        #expect(throws: LakeError(.noSuchStore, "")) {
            try engine.submit(EngineQuery(id: "absent", sql: "SELECT 1", storeIDs: ["absent"]))
        }
    }
}
