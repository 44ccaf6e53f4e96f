import Foundation
import Testing

@testable import CairnSQL

/// Statements in text files, with the rows that Trino's documentation gives for them.
@Suite struct SQLCasesTests {
    @Test(
        "Statements give Trino's results", .disabled(if: DuckDBProgram.isMissing, "duckdb is not installed"),
        arguments: SQLCase.files)
    func results(file: String) throws {
        let cases = try SQLCase.cases(in: file)
        #expect(!cases.isEmpty)
        var script = TestEvents.script
        var running: [(SQLCase, String)] = []
        for item in cases {
            do {
                let sql = try TestStores.sql(item.statement)
                if item.outcome == .refused { Issue.record("\(item) is not refused") }
                script += sql + ";\n.print --\(running.count)\n"
                running.append((item, sql))
            } catch {
                let isExpected = item.outcome == .refused && "\(error)".contains(item.expected.joined(separator: "\n"))
                if !isExpected { Issue.record("\(item): \(error)") }
            }
        }
        let result = try DuckDBProgram.run(script)
        var rest = Substring(result.output)
        for (index, (item, sql)) in running.enumerated() {
            let end = rest.range(of: "--\(index)\n")
            let rows = rest[..<(end?.lowerBound ?? rest.endIndex)].split(
                separator: "\n", omittingEmptySubsequences: false)
            rest = rest[(end?.upperBound ?? rest.endIndex)...]
            check(item, rows.dropLast().map(String.init), sql, errors: result.errors)
        }
    }

    private func check(_ item: SQLCase, _ rows: [String], _ sql: String, errors: String) {
        if item.outcome == .fails {
            #expect(rows.filter { !$0.isEmpty }.isEmpty, "\(item)")
            #expect(errors.contains(item.expected.joined(separator: "\n")), "\(item)\n\(sql)\n\(errors)")
            return
        }
        let isEqual = rows == item.expected || (rows == [""] && item.expected.isEmpty)
        if !isEqual {
            Issue.record("\(item)\nexpected \(item.expected)\ngot      \(rows)\n\(sql)\n\(errors.prefix(3000))")
        }
    }
}
