import Foundation
import Testing

@testable import CairnSQL

@Suite struct HostileStatementsTests {
    @Test(arguments: HostileStatements.refused) func isRefused(statement: String, part: String) {
        let error = #expect(throws: QueryError.self) { try TestStores.sql(statement) }
        #expect("\(error.map(\.description) ?? "")".contains(part), "\(String(describing: error))")
    }

    @Test(arguments: HostileStatements.excessive) func isTooLargeOrDeep(name: String, statement: String) {
        #expect(throws: QueryError.self) { try TestStores.sql(statement) }
    }

    @Test func deepStatementsFitOnASmallStack() async throws {
        let depth = 20
        let statement = "SELECT " + String(repeating: "abs(", count: depth) + "1" + String(repeating: ")", count: depth)
        let deep = HostileStatements.excessive.map(\.1) + [statement]
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

    @Test(.disabled(if: DuckDBProgram.isMissing, "duckdb is not installed"), arguments: HostileStatements.harmless)
    func isHarmless(statement: String, expected: String) throws {
        let result = try DuckDBProgram.run(TestStores.sql(statement) + ";\n")
        #expect(result.errors == "")
        #expect(result.output == expected + "\n")
    }

    @Test func thereAreEnough() {
        #expect(
            HostileStatements.refused.count + HostileStatements.excessive.count + HostileStatements.harmless.count
                >= 100)
    }
}
