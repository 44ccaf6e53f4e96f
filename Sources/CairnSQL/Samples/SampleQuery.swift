/// A query of the catalogue, for people to start from.
public struct SampleQuery: Sendable, Hashable {
    /// What stands for the id of the event data store.
    public static let placeholder = "$EDS_ID"

    /// Unique in the catalogue.
    public var name: String
    /// What the query tells, in a sentence or two.
    public var description: String
    /// The statement, with ``placeholder`` in place of the store.
    public var sql: String
    /// Words that people may search it by, besides those of its name and description.
    public var tags: [String]

    init(_ name: String, _ description: String, tags: String, _ sql: String) {
        self.name = name
        self.description = description
        self.sql = sql
        self.tags = tags.split(separator: " ").map(String.init)
    }

    /// The statement over a store.
    public func sql(store: String) -> String {
        sql.split(separator: Self.placeholder, omittingEmptySubsequences: false).joined(separator: store)
    }
}
