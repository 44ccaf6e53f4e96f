import Foundation
import Testing

@testable import CairnSQL

@Suite struct HostileStatementsTests {
    private static let id = TestStores.id

    /// Statements that have to be refused, with a part of what is said.
    static let refused: [(String, String)] = [
        ("SELECT * FROM read_text('/etc/passwd')", "no table function"),
        ("SELECT * FROM read_csv('../x.csv')", "no table function"),
        ("SELECT * FROM read_parquet('s3://other/*.parquet')", "no table function"),
        ("SELECT * FROM parquet_scan('x')", "no table function"),
        ("SELECT * FROM glob('/*')", "no table function"),
        ("SELECT * FROM query('SELECT 1')", "no table function"),
        ("SELECT * FROM duckdb_views()", "no table function"),
        ("SELECT * FROM duckdb_settings()", "no table function"),
        ("SELECT * FROM pragma_database_list()", "no table function"),
        ("SELECT * FROM range(1000000000)", "no table function"),
        ("SELECT * FROM '/etc/passwd'", "Unexpected"),
        ("SELECT * FROM \"/etc/passwd\"", "There is no event data store"),
        ("SELECT * FROM \"lake/other/day=2026-03-01/1.parquet\"", "There is no event data store"),
        ("SELECT * FROM information_schema.tables", "There is no event data store"),
        ("SELECT * FROM sqlite_master", "There is no event data store"),
        ("SELECT * FROM main.\"x\"", "There is no event data store"),
        ("SELECT * FROM 33333333-2222-4333-8444-555555555555", "There is no event data store"),
        ("COPY (SELECT 1) TO '/tmp/x'", "Only SELECT statements"),
        ("COPY x FROM '/etc/passwd'", "Only SELECT statements"),
        ("EXPORT DATABASE '/tmp/x'", "Only SELECT statements"),
        ("ATTACH '/tmp/x.db'", "Only SELECT statements"),
        ("INSTALL httpfs", "Only SELECT statements"),
        ("LOAD httpfs", "Only SELECT statements"),
        ("PRAGMA database_list", "Only SELECT statements"),
        ("SET memory_limit='100GB'", "Only SELECT statements"),
        ("RESET memory_limit", "Only SELECT statements"),
        ("CALL pragma_version()", "Only SELECT statements"),
        ("CREATE MACRO element_at(a, b) AS 1", "Only SELECT statements"),
        ("CREATE TABLE x AS SELECT 1", "Only SELECT statements"),
        ("DROP VIEW \"\(id)\"", "Only SELECT statements"),
        ("DELETE FROM \(id)", "Only SELECT statements"),
        ("UPDATE \(id) SET eventName = 'x'", "Only SELECT statements"),
        ("INSERT INTO \(id) VALUES (1)", "Only SELECT statements"),
        ("PREPARE p AS SELECT 1", "Only SELECT statements"),
        ("EXPLAIN SELECT 1", "Only SELECT statements"),
        ("EXPLAIN ANALYZE SELECT 1", "Only SELECT statements"),
        ("DESCRIBE \(id)", "Only SELECT statements"),
        ("SHOW TABLES", "Only SELECT statements"),
        ("FROM \(id)", "Only SELECT statements"),
        ("PIVOT \(id) ON eventName", "Only SELECT statements"),
        (".shell ls", "Only SELECT statements"),
        (".output /tmp/x\nSELECT 1", "Only SELECT statements"),
        ("SELECT 1\n.shell ls", "no field 'shell'"),
        ("SELECT 1;\n.read /etc/passwd", "Unexpected"),
        ("SELECT 1; SELECT 2", "Unexpected"),
        ("SELECT 1; DROP VIEW x", "Unexpected"),
        ("SELECT 1;;", "Unexpected"),
        ("SELECT 1 /* */ ; /* */ COPY x TO 'y'", "Unexpected"),
        ("WITH x AS (DELETE FROM \(id)) SELECT 1", "Unexpected"),
        ("WITH x AS (INSERT INTO y VALUES (1)) SELECT 1", "Unexpected"),
        ("SELECT getenv('HOME')", "not registered"),
        ("SELECT read_text('/etc/passwd')", "not registered"),
        ("SELECT current_setting('memory_limit')", "not registered"),
        ("SELECT error('x')", "not registered"),
        ("SELECT system.main.getenv('HOME')", "Unexpected"),
        ("SELECT main.read_text('x')", "Unexpected"),
        ("SELECT $$ x $$", "Unexpected"),
        ("SELECT E'\\'; DROP'", "does not end"),
        ("SELECT 'a' COLLATE nocase", "Unexpected"),
        ("SELECT * EXCLUDE (eventName) FROM \(id)", "Unexpected"),
        ("SELECT COLUMNS('.*') FROM \(id)", "not registered"),
        ("SELECT eventName FROM \(id) WHERE eventName SIMILAR TO 'x'", "Unexpected"),
        ("SELECT eventName::VARCHAR FROM \(id)", "Unexpected"),
        ("SELECT 1 INTO x FROM \(id)", "Unexpected"),
        ("SELECT 1 FROM \(id) FOR UPDATE", "Unexpected"),
        ("SELECT 1 UNION SELECT * FROM (ATTACH 'x')", "Unexpected 'x'"),
        ("SELECT '\u{0}'", "U+0000"),
        ("SELECT \u{0}", "has no meaning here"),
        ("SELECT 1 -- \u{2028}\n; SELECT 2", "Unexpected"),
        ("SELECT \"a\"\"; DROP TABLE x; --\"", "cannot be resolved"),
        ("/* SELECT */ DROP TABLE x", "Only SELECT statements"),
        ("SELECT /* /* */ 1 */", "Unexpected"),
        ("SELECT * FROM (SELECT * FROM (VALUES 1)) PIVOT (count(*))", "Unexpected"),
        ("SELECT unnest(ARRAY[1])", "Unexpected"),
        ("", "Only SELECT statements"),
        (";", "Only SELECT statements"),
        ("SELECT", "Expecting: an expression"),
        ("SELECT * FROM \(id) TABLESAMPLE BERNOULLI (1e9)", "a percentage"),
        ("SELECT * FROM \(id) LIMIT 99999999999999999999", "not a number of rows"),
        ("SELECT * FROM \(id) LIMIT (SELECT 1)", "Unexpected"),
    ]

    @Test(arguments: refused) func isRefused(statement: String, part: String) {
        let error = #expect(throws: QueryError.self) { try TestStores.sql(statement) }
        #expect("\(error.map(\.description) ?? "")".contains(part), "\(String(describing: error))")
    }

    /// Statements that are larger or deeper than they may be.
    static let excessive: [(String, String)] = [
        ("parentheses", "SELECT " + String(repeating: "(", count: 4_000) + "1" + String(repeating: ")", count: 4_000)),
        ("open parentheses", "SELECT " + String(repeating: "(", count: 9_000)),
        (
            "brackets",
            "SELECT " + String(repeating: "ARRAY[", count: 1_000) + "1" + String(repeating: "]", count: 1_000)
        ),
        ("negations", "SELECT " + String(repeating: "NOT ", count: 2_000) + "true"),
        ("signs", "SELECT " + String(repeating: "- ", count: 4_000) + "1"),
        ("sums", "SELECT 1" + String(repeating: "+1", count: 4_000)),
        ("comparisons", "SELECT 1" + String(repeating: "=1", count: 4_000)),
        ("members", "SELECT a" + String(repeating: ".a", count: 4_000)),
        ("subscripts", "SELECT a" + String(repeating: "[1]", count: 3_000)),
        (
            "sub-queries",
            String(repeating: "SELECT * FROM (", count: 600) + "SELECT 1" + String(repeating: ")", count: 600)
        ),
        ("unions", "SELECT 1" + String(repeating: " UNION SELECT 1", count: 600)),
        ("joins", "SELECT 1 FROM \(id)" + String(repeating: " CROSS JOIN \(id)", count: 150)),
        ("commas", "SELECT 1 FROM \(id)" + String(repeating: ", \(id)", count: 200)),
        ("types", "SELECT CAST(NULL AS " + String(repeating: "array(", count: 1_500) + "int"),
        ("cases", "SELECT " + String(repeating: "CASE WHEN ", count: 900)),
        ("calls", "SELECT " + String(repeating: "abs(", count: 2_000)),
        ("lambdas", "SELECT " + String(repeating: "filter(ARRAY[1], x -> ", count: 400)),
        (
            "grouping sets",
            "SELECT 1 FROM \(id) GROUP BY "
                + Array(repeating: "CUBE (eventName, eventID, awsRegion)", count: 9)
                .joined(separator: ", ")
        ),
        ("a megabyte", "SELECT '" + String(repeating: "x", count: 1 << 20) + "'"),
        ("megabytes of blanks", String(repeating: " ", count: 4 << 20) + "SELECT 1"),
    ]

    @Test(arguments: excessive) func isTooLargeOrDeep(name: String, statement: String) {
        #expect(throws: QueryError.self) { try TestStores.sql(statement) }
    }

    @Test func deepStatementsFitOnASmallStack() async throws {
        let depth = 20
        let statement = "SELECT " + String(repeating: "abs(", count: depth) + "1" + String(repeating: ")", count: depth)
        let deep = Self.excessive.map(\.1) + [statement]
        let finished = await withCheckedContinuation { (continuation: CheckedContinuation<Int, Never>) in
            let thread = Thread {
                let count = deep.count { (try? TestStores.sql($0)) != nil }
                continuation.resume(returning: count)
            }
            thread.stackSize = 2 << 20
            thread.start()
        }
        #expect(finished == 1)
    }

    @Test func nestedCallsDoNotGrowWithoutBound() {
        let statement =
            "SELECT " + String(repeating: "array_distinct(array_union(", count: 12) + "ARRAY[1]"
            + String(repeating: ", ARRAY[2]))", count: 12)
        let length = (try? TestStores.sql(statement).utf8.count) ?? 0
        #expect(length <= QueryLimits().printedByteCountMax)
    }

    /// Statements that look dangerous and are not: they read no more than their text.
    static let harmless: [(String, String)] = [
        ("SELECT '; DROP TABLE events; --'", "; DROP TABLE events; --"),
        ("SELECT 'a' /* ; COPY */ -- .shell ls\n", "a"),
        ("SELECT '\n.shell echo hacked\n' = ''", "false"),
        ("SELECT 1 AS \"x\"\"; DROP TABLE events; --\"", "1"),
        ("SELECT '$$' || '\\' || '''' || '\"'", "$$\\'\""),
        ("SELECT 'read_text(''/etc/passwd'')'", "read_text('/etc/passwd')"),
        ("SELECT x FROM (VALUES 'a') AS \"t; DROP\"(x)", "a"),
        ("SELECT \"select\" FROM (VALUES 1) AS \"from\"(\"select\")", "1"),
        ("SELECT length('😀\u{202E}')", "2"),
    ]

    @Test(.disabled(if: DuckDBProgram.isMissing, "duckdb is not installed"), arguments: harmless)
    func isHarmless(statement: String, expected: String) throws {
        let result = try DuckDBProgram.run(TestStores.sql(statement) + ";\n")
        #expect(result.errors == "")
        #expect(result.output == expected + "\n")
    }

    @Test func thereAreEnough() {
        #expect(Self.refused.count + Self.excessive.count + Self.harmless.count >= 100)
    }
}
