import Testing

@testable import CairnSQL

@Suite struct CheckedQueryTests {
    private let store = TestStores.id

    @Test func expressionsWithoutNamesAreNumberedByPlace() throws {
        let query = try TestStores.check(
            "SELECT element_at(requestParameters,'bucketName'), eventName, count(*) OVER (), 1 AS n FROM \(store)")
        #expect(query.outputColumns == ["_col0", "eventName", "_col2", "n"])
        #expect(query.outputTypes == [.varchar, .varchar, .bigint, .integer])
    }

    @Test func namesComeAsTheyAreWritten() throws {
        let query = try TestStores.check(
            "SELECT EVENTNAME, userIdentity.sessionContext.sessionIssuer.userName, \"eventID\" FROM \(store)")
        #expect(query.outputColumns == ["EVENTNAME", "userName", "eventID"])
    }

    @Test func starGivesEveryColumnInOrder() throws {
        let query = try TestStores.check("SELECT * FROM \(store)")
        #expect(query.outputColumns == EventColumns.all.map(\.name))
        #expect(query.outputTypes == EventColumns.all.map(\.type))
    }

    @Test func storesAreNamedOnceEach() throws {
        let query = try TestStores.check(
            """
            SELECT a.eventID FROM \(store) a JOIN \(TestStores.otherID) b ON a.eventID = b.eventID
            WHERE a.eventID IN (SELECT eventID FROM "\(TestStores.arn)")
            """)
        #expect(query.storeIDs == [store, TestStores.otherID])
    }

    @Test func errorsOfTheResolverComeThrough() {
        struct Inactive: Error {}
        #expect(throws: Inactive.self) {
            try CheckedQuery(checking: "SELECT 1 FROM \(store)") { _ in throw Inactive() }
        }
    }

    @Test func subQueriesOfWithHideStores() throws {
        let query = try TestStores.check("WITH t AS (SELECT 1 AS x) SELECT x FROM t")
        #expect(query.storeIDs.isEmpty)
    }

    @Test(arguments: [
        ("SELECT eventID FROM ? WHERE eventTime > ?", [TestStores.id, "2026-03-01T00:00:00Z"]),
        ("SELECT eventID FROM ? WHERE eventTime > '?'", [TestStores.id, "2026-03-01 00:00:00"]),
        ("SELECT eventID FROM ? WHERE eventTime > timestamp '?' LIMIT ?", [TestStores.id, "2026-03-01 00:00:00", "5"]),
        ("SELECT date_trunc('?', eventTime), ? + 1 FROM ?", ["hour", "41", TestStores.id]),
        ("SELECT ?", ["'it''s'"]),
    ])
    func parametersStandForLiterals(statement: String, parameters: [String]) throws {
        let query = try TestStores.check(statement, parameters: parameters)
        #expect(!(try query.sql(for: DuckDBDialect()) { $0 }).contains("?"))
    }

    @Test(arguments: [("SELECT ?", []), ("SELECT 1", ["x"]), ("SELECT ?, ?", ["1"]), ("SELECT '?'", ["1", "2"])])
    func parametersMustBeAsManyAsPlaceholders(statement: String, parameters: [String]) {
        #expect(throws: QueryError.self) { try TestStores.check(statement, parameters: parameters) }
    }

    @Test func parametersCannotBreakOut() throws {
        let query = try TestStores.check("SELECT ?", parameters: ["x' UNION SELECT 'y"])
        #expect(try query.sql(for: DuckDBDialect()) { $0 } == "SELECT 'x'' UNION SELECT ''y' AS \"_col0\"")
    }

    @Test func aQuestionMarkInQuotesIsTextWithoutParameters() throws {
        let query = try TestStores.check("SELECT '?'")
        #expect(try query.sql(for: DuckDBDialect()) { $0 } == "SELECT '?' AS \"_col0\"")
    }

    @Test func statementsAreWrittenOnOneLine() throws {
        let sql = try TestStores.sql("SELECT 'a\n.shell ls\n' AS \"b\nc\"\n-- comment\nFROM \(store)")
        #expect(!sql.contains("\n"))
        #expect(sql.contains("chr(10)"))
    }

    @Test func writingIsDeterministic() throws {
        let statement = "SELECT array_distinct(split(eventName, 'e')), count(*) FROM \(store) GROUP BY 1 ORDER BY 2"
        #expect(try TestStores.sql(statement) == TestStores.sql(statement))
    }

    @Test func tablesAreWrittenAsTheCallerSays() throws {
        let sql = try TestStores.check("SELECT eventID FROM \(store)").sql(for: DuckDBDialect()) { _ in
            "read_parquet(['a.parquet'])"
        }
        #expect(sql == "SELECT r1.\"eventID\" AS \"eventID\" FROM read_parquet(['a.parquet']) AS r1")
    }

    @Test func longStatementsAreRefused() {
        let statement = "SELECT '" + String(repeating: "x", count: 10_000) + "'"
        #expect(throws: QueryError("A statement has at most 10000 characters", line: 1, column: 1)) {
            try TestStores.check(statement)
        }
        #expect(throws: Never.self) {
            try TestStores.check("SELECT '" + String(repeating: "ü", count: 9_991) + "'")
        }
    }

    @Test func errorsTellPlaceAndExpectation() throws {
        let error = #expect(throws: QueryError.self) { try TestStores.check("SELECT eventName\nFROM \(store)\nWHERE") }
        #expect(error?.line == 3)
        #expect(error?.column == 6)
        #expect(error?.expected == ["an expression"])
        #expect("\(try #require(error))" == "line 3:6: Unexpected the end of the statement. Expecting: an expression")
    }
}
