/// Writes checked statements in the SQL of one engine, so that its results are those of Trino.
public protocol SQLDialect: Sendable {
    /// The engine's name.
    var name: String { get }

    /// The statement on one line, without `;`.
    /// - Throws: ``QueryError`` if the engine cannot give Trino's result.
    func sql(
        for query: CheckedQuery,
        values: ResultValues,
        tables: @escaping (String) -> String
    ) throws(QueryError) -> String
}
