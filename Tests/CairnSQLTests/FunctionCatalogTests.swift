import Foundation
import Testing

@testable import CairnSQL

@Suite struct FunctionCatalogTests {
    @Test func everySignatureIsWrittenForDuckDB() {
        for signature in FunctionCatalog.shared.all {
            #expect(DuckDBFunctions.all[signature.text] != nil, "\(signature.text)")
        }
    }

    @Test func nothingElseIsWritten() {
        let known = Set(FunctionCatalog.shared.all.map(\.text))
        let own: Set = ["||", "coalesce", "map_entries", "greatest", "least", "moment", "json(varchar)"]
        #expect(Set(DuckDBFunctions.all.keys).subtracting(known) == own)
    }

    @Test func everyFunctionHasACase() throws {
        let text = try SQLCase.files.flatMap { try SQLCase.cases(in: $0) }
            .filter { $0.outcome == .rows }.map(\.statement).joined(separator: "\n").lowercased()
        let withoutParentheses = ["current_date", "current_timestamp", "localtimestamp"]
        for name in Set(FunctionCatalog.shared.all.map(\.name)).subtracting(withoutParentheses) {
            #expect(text.contains(name + "("), "\(name)")
        }
    }

    @Test func thePageNamesEveryFunction() throws {
        let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "docs/reference/sql.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        for name in Set(FunctionCatalog.shared.all.map(\.name)) {
            #expect(text.contains("`\(name)`"), "\(name)")
        }
    }

    @Test func noFunctionIsBothKnownAndUnsupported() {
        let known = Set(FunctionCatalog.shared.all.map(\.name))
        #expect(known.isDisjoint(with: FunctionCatalog.unsupported))
    }

    @Test(arguments: [
        "read_text", "read_csv", "read_parquet", "glob", "getenv", "query", "query_table", "duckdb_settings",
        "current_setting", "pragma_version", "system", "error", "sleep", "load_extension", "parquet_scan",
        "getvariable",
        "which_secret", "to_timestamp", "list_transform", "struct_pack", "nextval",
    ])
    func functionsOfTheEngineAreNotKnown(name: String) {
        #expect(FunctionCatalog.shared.signatures(named: name).isEmpty)
    }
}
