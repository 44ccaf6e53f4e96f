@testable import CairnSQL

/// The stores that statements in tests may name.
enum TestStores {
    static let id = "11111111-2222-4333-8444-555555555555"
    static let otherID = "5e2676f8-9fce-4d25-a1b2-0c3d4e5f6a7b"
    static let enrichedID = "22222222-2222-4333-8444-555555555555"
    static let arn = "arn:aws:cloudtrail:us-east-1:111122223333:eventdatastore/\(id)"

    static func resolve(_ name: String) -> SQLTable? {
        switch name {
        case id, arn: SQLTable(id: id, columns: EventColumns.all)
        case otherID: SQLTable(id: otherID, columns: EventColumns.all)
        case enrichedID: SQLTable(id: enrichedID, columns: EventColumns.enriched)
        default: nil
        }
    }

    static func check(_ statement: String, parameters: [String] = []) throws -> CheckedQuery {
        try CheckedQuery(checking: statement, parameters: parameters, stores: resolve)
    }

    /// The statement over the tables that ``TestEvents`` makes.
    static func sql(_ statement: String, values: ResultValues = .text) throws -> String {
        try check(statement).sql(for: DuckDBDialect(), values: values) { $0 == id ? "events" : "other_events" }
    }
}
