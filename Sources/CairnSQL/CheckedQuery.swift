/// A statement that was read, found to be one `SELECT` of Lake's grammar, and resolved against the stores it names.
///
/// Nothing of the statement's text reaches an engine: a dialect writes the resolved tree anew.
///
/// Source: CloudTrail User Guide, "CloudTrail Lake SQL constraints"; Trino documentation, "SELECT".
public struct CheckedQuery: Sendable {
    /// The statement as it came.
    public let statement: String
    /// The stores that the statement reads, each once, by the ``SQLTable/id`` that the resolver gave.
    public let storeIDs: [String]
    /// The names of the output's columns in order; an expression without a name is `_col` and its place from 0.
    public let outputColumns: [String]
    /// The types of the output's columns, in the same order.
    public let outputTypes: [SQLType]
    let query: BoundQuery
    let limits: QueryLimits

    /// Reads and checks a statement.
    /// - Parameters:
    ///   - parameters: the values of the placeholders `?` in order. A value of digits stands for a number, any other
    ///     for text, and behind `FROM` for a store.
    ///   - stores: the store that an id or ARN names, `nil` if there is none. What it throws is thrown on.
    /// - Throws: ``QueryError`` with the place of the first mistake.
    public init(
        checking statement: String,
        parameters: [String] = [],
        limits: QueryLimits = QueryLimits(),
        stores: (String) throws -> SQLTable?
    ) throws {
        guard statement.utf8.count <= limits.characterCountMax * 4, statement.count <= limits.characterCountMax else {
            throw QueryError("A statement has at most \(limits.characterCountMax) characters", line: 1, column: 1)
        }
        let parsed = try Parser.query(statement, parameters: parameters, limits: limits)
        (query, storeIDs) = try withoutActuallyEscaping(stores) { stores in
            let analyzer = Analyzer(resolve: stores)
            do {
                return (try analyzer.bind(parsed, in: Analyzer.Surroundings()), analyzer.storeIDs)
            } catch {
                throw analyzer.resolverError ?? error
            }
        }
        self.statement = statement
        self.limits = limits
        outputColumns = query.columns.enumerated().map { $1.name ?? "_col\($0)" }
        outputTypes = query.columns.map(\.type)
    }

    /// The statement in the language of an engine, on one line and without `;`.
    /// - Parameters:
    ///   - values: how the engine gives the values; see ``ResultValues``.
    ///   - tables: what stands for a store in `FROM`, such as `"view"` or `read_parquet([…])`; trusted text.
    /// - Throws: ``QueryError`` if the engine cannot do what the statement asks.
    public func sql(
        for dialect: any SQLDialect,
        values: ResultValues = .native,
        tables: @escaping (String) -> String
    ) throws(QueryError) -> String {
        try dialect.sql(for: self, values: values, tables: tables)
    }
}
