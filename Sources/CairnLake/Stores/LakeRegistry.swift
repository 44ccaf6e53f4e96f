public import CairnAPI
public import CairnStore

/// Resources of the Lake of one kind, kept in the state database and at hand in memory.
public typealias LakeRegistry<Entry: StateEntry> = StateRegistry<Entry, CloudTrailError>

/// The event data stores.
public typealias EventDataStoreRegistry = LakeRegistry<EventDataStore>

/// All event data stores of all accounts and regions at one moment.
public typealias EventDataStoreSet = StateEntries<EventDataStore>

extension StateRegistry where Failure == CloudTrailError {
    /// Reads the entries of a database.
    /// - Parameter reportFailure: told why a change could not be written; callers of the change learn only that.
    /// - Throws: ``StoreError`` if the database cannot be read, a document is damaged or was written by a newer Cairn.
    public convenience init(
        database: StateDatabase, reportFailure: @escaping @Sendable (StoreError) -> Void = { _ in }
    ) throws(StoreError) {
        try self.init(database: database) { error in
            reportFailure(error)
            return .changeNotStored
        }
    }

    /// An empty registry that ends with the process.
    public convenience init() { self.init(failure: { _ in .changeNotStored }) }
}

extension CloudTrailError {
    fileprivate static let changeNotStored = CloudTrailError(
        .serviceUnavailable, "The change could not be stored, and nothing was changed. Try again."
    )
}

extension EventDataStoreSet {
    /// The ARNs of the stores whose Insights events go to a store.
    public func insightSources(of destination: String) -> Set<String> {
        Set(all.filter { $0.insightsDestination == destination }.map(\.arn))
    }

    /// The store of that ARN, or `nil` if there is none.
    public func store(arn: String) -> EventDataStore? {
        arn.split(separator: "/").last.flatMap { self[String($0)] }.flatMap { $0.arn == arn ? $0 : nil }
    }

    /// The store of that name, or `nil` if there is none.
    public func store(named name: String, account: String, region: String) -> EventDataStore? {
        entries(account: account, region: region).first { $0.name == name }
    }
}
