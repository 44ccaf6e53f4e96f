/// Where statements run: DuckDB on this machine, or an engine elsewhere.
///
/// Submit, then poll; pages can be read while the query runs. Results stay until they are forgotten.
public protocol QueryEngine: Sendable {
    /// Takes a query; it waits for its turn and then runs.
    /// - Throws: ``LakeError`` with `noSuchStore` if one of its stores is not there.
    func submit(_ query: EngineQuery) throws(LakeError)

    /// How a query stands.
    /// - Throws: ``LakeError`` with `noSuchQuery`.
    func progress(of id: String) throws(LakeError) -> QueryProgress

    /// Returns how a query stands once it has ended.
    /// - Throws: ``LakeError`` with `noSuchQuery`.
    func ended(_ id: String) async throws(LakeError) -> QueryProgress

    /// Ends a query; rows that it has found so far stay. Does nothing if it has ended.
    func cancel(_ id: String)

    /// Rows of a result, from one on. Fewer than asked for at the end of what there is yet.
    /// - Throws: ``LakeError`` with `noSuchQuery` or `cannotRead`.
    func page(of id: String, from row: Int, count: Int) throws(LakeError) -> [ResultRow]

    /// Removes a query that has ended, and its result.
    func forget(_ id: String)
}

/// The values of a row in the order of the columns, as AWS prints them; `nil` is NULL.
public typealias ResultRow = [String?]
