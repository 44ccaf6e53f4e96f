/// DuckDB's SQL.
///
/// The engine must run with `TimeZone='UTC'`; no macros and no other settings are needed. Whatever DuckDB does
/// otherwise than Trino without an error is written so that it does the same, see `docs/reference/sql.md`.
public struct DuckDBDialect: SQLDialect {
    public let name = "DuckDB"

    public init() {}

    public func sql(
        for query: CheckedQuery,
        values: ResultValues,
        tables: @escaping (String) -> String
    ) throws(QueryError) -> String {
        let printer = DuckDBPrinter(tables: tables, byteCountMax: query.limits.printedByteCountMax)
        switch values {
        case .native:
            return try printer.query(query.query, names: query.outputColumns)
        case .text:
            let inner = try printer.query(query.query, names: nil)
            var items: [String] = []
            for (index, type) in query.outputTypes.enumerated() {
                let text = try printer.text("t.\"c\(index + 1)\"", of: type, nested: false)
                items.append(text + " AS " + DuckDBText.name(query.outputColumns[index]))
            }
            return try printer.bounded("SELECT \(items.joined(separator: ", ")) FROM (\(inner)) AS t")
        }
    }
}
