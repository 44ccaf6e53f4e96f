/// Resolves the names of a statement and finds out the type of every expression.
///
/// It lives for one statement, on one thread.
final class Analyzer {
    /// Which columns a store has; `nil` if there is no such store.
    typealias Resolver = (String) throws -> SQLTable?

    /// A sub-query of `WITH`, as later parts of the statement see it.
    struct CommonEntry {
        var number: Int
        var columns: [BoundColumn]
    }

    let catalog = FunctionCatalog.shared
    private let resolve: Resolver
    private var relationCount = 0
    private var tables: [String: SQLTable] = [:]
    /// How often a sub-query of `WITH` is named, by its number.
    var commonUses: [Int: Int] = [:]
    private(set) var storeIDs: [String] = []
    /// What the resolver threw; it goes to the caller as it is.
    private(set) var resolverError: (any Error)?

    init(resolve: @escaping Resolver) {
        self.resolve = resolve
    }

    func newRelation() -> Int {
        relationCount += 1
        return relationCount
    }

    /// The store that a name stands for.
    func table(_ name: String, at position: SourcePosition) throws(QueryError) -> SQLTable {
        if let table = tables[name] { return table }
        let found: SQLTable?
        do {
            found = try resolve(name)
        } catch {
            resolverError = error
            throw QueryError("The event data store '\(name.prefix(200))' cannot be read", at: position)
        }
        guard let found else {
            throw QueryError(
                "There is no event data store '\(name.prefix(200))'",
                at: position,
                expected: ["the id or ARN of an event data store"]
            )
        }
        tables[name] = found
        if !storeIDs.contains(found.id) { storeIDs.append(found.id) }
        return found
    }

    /// What surrounds a query: the sub-queries of `WITH`, and the query around it.
    struct Surroundings {
        var common: [String: CommonEntry] = [:]
        var outer: ScopeReference?
    }
}
