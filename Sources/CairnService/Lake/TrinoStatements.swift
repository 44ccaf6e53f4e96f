public import CairnLake
import CairnSQL

/// Lake's SQL for DuckDB.
public struct TrinoStatements: StatementReader {
    public init() {}

    public func read(
        _ statement: String, parameters: [String], stores: (String) throws -> (id: String, schema: LakeSchema)
    ) throws -> ReadStatement {
        do {
            let query = try CheckedQuery(checking: statement, parameters: parameters) { name in
                let (id, schema) = try stores(name)
                return SQLTable(id: id, columns: schema.allColumns.map { SQLColumn($0.name, SQLType($0.type)) })
            }
            let sql = try query.sql(for: DuckDBDialect(), values: .text) { EngineQuery.tableName(ofStore: $0) }
            return ReadStatement(sql: sql, storeIDs: query.storeIDs, columnNames: query.outputColumns)
        } catch let error as QueryError {
            throw StatementRefusal(error.description)
        }
    }
}

extension SQLType {
    /// The type of a column in Trino's terms.
    fileprivate init(_ type: LakeType) {
        switch type {
        case .text: self = .varchar
        case .timestamp: self = .timestamp
        case .boolean: self = .boolean
        case .integer: self = .bigint
        case .double: self = .double
        case .map: self = .map(.varchar, .varchar)
        case .list(let element): self = .array(SQLType(element))
        case .structure(let fields): self = .row(fields.map { RowField($0.name, SQLType($0.type)) })
        }
    }
}
