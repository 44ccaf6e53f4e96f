import Testing

@testable import CairnSQL

@Suite struct TableReferenceTests {
    @Test(arguments: [
        ("SELECT 1", []), ("SELECT * FROM events", ["events"]),
        ("SELECT a.x FROM events a, other b", ["events", "other"]),
        ("SELECT * FROM \"events\"", ["events"]),
        ("SELECT * FROM a JOIN (SELECT * FROM b, c) d ON true", ["a", "b", "c"]),
        ("WITH a AS (SELECT * FROM store) SELECT * FROM A, UNNEST(ARRAY[1, 2]) AS t(n), b", ["store", "b"]),
        ("SELECT 'FROM x' FROM y -- FROM z\n WHERE extract(hour FROM eventTime) IN (SELECT n FROM v)", ["y", "v"]),
        ("SELECT * FROM 11111111-2222-4333-8444-555555555555 e", ["11111111-2222-4333-8444-555555555555"]),
        ("SELECT trim(BOTH 'x' FROM name), eventName FROM logs ORDER BY a, b", ["logs"]),
    ])
    func tablesAreFound(_ statement: String, _ names: [String]) throws {
        let found = try TableReference.all(in: statement)
        #expect(found.map(\.name) == names)
        for reference in found {
            let text = String(decoding: Array(statement.utf8)[reference.range], as: UTF8.self)
            #expect(text == reference.name || text == "\"\(reference.name)\"")
        }
    }

    @Test func whatIsNoStatementHasNone() {
        #expect(throws: QueryError.self) { try TableReference.all(in: "SELECT * FROM") }
    }
}
