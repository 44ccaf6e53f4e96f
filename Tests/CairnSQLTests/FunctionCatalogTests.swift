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
        let own: Set = [
            "||", "coalesce", "map_entries", "greatest", "least", "moment", "json(varchar)", "varchar cut",
            "varchar fit", "varchar fit or null", "number series",
        ]
        #expect(Set(DuckDBFunctions.all.keys).subtracting(known) == own)
    }

    /// Each way to call each function, as the check resolves the calls of the statements that give rows.
    @Test func everySignatureHasACase() throws {
        let signatures = Set(FunctionCatalog.shared.all.map(\.text))
        var missing = signatures
        for item in try SQLCase.files.flatMap(SQLCase.cases) where item.outcome == .rows {
            Self.eachText(in: try TestStores.check(item.statement).query) { missing.remove($0) }
        }
        #expect(missing.isEmpty, "\(missing.sorted())")
    }

    private static func eachText(in value: Any, _ body: (String) -> Void) {
        if let text = value as? String { return body(text) }
        if value is SQLType { return }
        for child in Mirror(reflecting: value).children { eachText(in: child.value, body) }
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
