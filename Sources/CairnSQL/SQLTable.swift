/// An event data store as a statement sees it.
public struct SQLTable: Sendable, Hashable {
    /// What names the store in ``CheckedQuery/storeIDs``, whichever way the statement wrote it.
    public var id: String
    /// In the order of `SELECT *`.
    public var columns: [SQLColumn]

    public init(id: String, columns: [SQLColumn]) {
        self.id = id
        self.columns = columns
    }
}
