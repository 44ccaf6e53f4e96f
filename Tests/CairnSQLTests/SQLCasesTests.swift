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

    /// What Trino and an engine may take otherwise: each has a statement, so that no translation is left to chance.
    private static let translated = """
        element_at( cardinality( json_extract_scalar( json_extract( json_parse( json_format( is_json_scalar( json_array_get( \
        json_array_contains( json_size( json_query( json_value( json_exists( 'lax approx_distinct( approx_percentile( map_agg( \
        date_add( date_diff( day_of_week( dow( extract(dow millisecond( day_of_month( day_of_year( doy( week_of_year( \
        year_of_week( yow( from_iso8601_timestamp( from_iso8601_date( to_iso8601( from_unixtime( to_unixtime( date_format( \
        date_parse( parse_datetime( format_datetime( regexp_like( regexp_extract( regexp_replace( regexp_count( slice( \
        array_max( array_min( array_sort( array_join( sequence( to_utf8( from_utf8( to_hex( from_hex( rand( \
        url_extract_host( transform( reduce( any_match( map_filter( zip( 1/2 1/0 % try( now() zone format( listagg( array( \
        unnest( x' tablesample timestamp interval grouping offset lateral
        """

    /// What no engine of ours gives as Trino does.
    private static let refused = "ip_prefix( checksum("

    @Test func everythingThatIsTranslatedHasAStatement() throws {
        let cases = try SQLCase.files.flatMap(SQLCase.cases)
        for (words, outcome) in [(Self.translated, SQLCase.Outcome.rows), (Self.refused, .refused)] {
            let statements = cases.filter { $0.outcome == outcome }.map { $0.statement.lowercased() }
            for word in words.split(whereSeparator: \.isNewline).flatMap({ $0.split(separator: " ") }) {
                #expect(statements.contains { $0.containsWord(word) }, "\(word) is in no file")
            }
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

extension String {
    /// Whether a text is in it that is no part of a longer word.
    fileprivate func containsWord(_ word: some StringProtocol) -> Bool {
        func isWord(_ character: Character?) -> Bool {
            character.map { $0.isLetter || $0.isNumber || $0 == "_" } ?? false
        }
        return ranges(of: String(word)).contains { range in
            let before = range.lowerBound > startIndex ? self[index(before: range.lowerBound)] : nil
            let after = range.upperBound < endIndex ? self[range.upperBound] : nil
            return !(isWord(word.first) && isWord(before)) && !(isWord(word.last) && isWord(after))
        }
    }
}
