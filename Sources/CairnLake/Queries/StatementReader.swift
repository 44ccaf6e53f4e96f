/// Reads the SQL that callers write, and writes it for the engine.
public protocol StatementReader: Sendable {
    /// Checks a statement against the stores it names.
    /// - Parameters:
    ///   - parameters: the values of placeholders, in their order.
    ///   - stores: the id and the columns of the store that a text in `FROM` names. What it throws is thrown on.
    /// - Throws: ``StatementRefusal`` if the statement is not one that the Lake answers.
    func read(
        _ statement: String, parameters: [String], stores: (String) throws -> (id: String, schema: LakeSchema)
    ) throws -> ReadStatement
}

/// A statement that was checked.
public struct ReadStatement: Sendable, Hashable {
    /// For the engine, on one line, with ``EngineQuery/tableName(ofStore:)`` for stores and text in every column.
    public var sql: String
    public var storeIDs: [String]
    public var columnNames: [String]

    public init(sql: String, storeIDs: [String], columnNames: [String]) {
        self.sql = sql
        self.storeIDs = storeIDs
        self.columnNames = columnNames
    }
}

/// Why a statement is refused: what is wrong, where, and what was expected.
public struct StatementRefusal: Error, Sendable, Hashable {
    public var message: String

    public init(_ message: String) { self.message = message }
}
