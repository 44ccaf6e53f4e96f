/// A table that a statement reads: what it says for an event data store, and where.
public struct TableReference: Sendable, Hashable {
    /// Without quotes and schema.
    public let name: String
    /// The bytes of the statement that stand for it.
    public let range: Range<Int>

    /// The tables of a statement in order, but for those that it makes itself in `WITH`.
    /// - Throws: ``QueryError`` with the first place of the statement that does not follow the grammar.
    public static func all(in statement: String) throws(QueryError) -> [TableReference] {
        try Parser.tableReferences(in: statement)
    }
}
