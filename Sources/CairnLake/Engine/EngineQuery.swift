/// A checked statement, in the dialect of the engine.
public struct EngineQuery: Sendable, Hashable {
    /// Unique; names the result.
    public var id: String
    /// One SELECT without a semicolon, on one line, in which stores stand under ``tableName(ofStore:)``.
    public var sql: String
    /// All that the statement may read.
    public var storeIDs: [String]
    /// What the columns of the result are called; the engine's own names if it is `nil`.
    public var columnNames: [String]?
    /// Whether the statement gives text in every column, in the form that AWS prints: then the engine prints nothing
    /// anew.
    public var givesText: Bool

    public init(
        id: String, sql: String, storeIDs: [String], columnNames: [String]? = nil, givesText: Bool = false
    ) {
        self.id = id
        self.sql = sql
        self.storeIDs = storeIDs
        self.columnNames = columnNames
        self.givesText = givesText
    }

    /// The table that a store is in statements for engines: its id in double quotes.
    public static func tableName(ofStore id: String) -> String { DuckDBText.name(id) }
}
