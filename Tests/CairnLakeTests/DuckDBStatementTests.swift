import Testing

@testable import CairnLake

@Suite struct DuckDBStatementTests {
    @Test(arguments: [
        "SELECT 1", "SELECT '; -- /* ) $' FROM \"a;b\"", "SELECT 'it''s' AS \"a \"\" b\"", "SELECT (1 - -1) * (2 / 3)",
        "SELECT 'é', \"ü\"",
    ])
    func wholeStatements(_ text: String) {
        #expect(DuckDBStatement.isWhole(text))
    }

    @Test(arguments: [
        "SELECT 1; SELECT 2", "SELECT 1) -- ", "SELECT 1 /* ", "SELECT 1 -- x", "SELECT 'open", "SELECT \"open",
        "SELECT 1) TO 'x'; COPY (SELECT 1", "SELECT (1", "SELECT 1))((", "SELECT $$;$$", "SELECT 1\n.shell true",
        "SELECT 1\u{0}", "SELECT 1\r",
    ])
    func statementsThatWouldRunOn(_ text: String) {
        #expect(!DuckDBStatement.isWhole(text))
    }
}
