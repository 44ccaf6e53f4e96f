/// All event data stores of all accounts and regions at one moment.
public struct EventDataStoreSet: Sendable, Hashable {
    private var stores: [String: EventDataStore] = [:]

    public init() {}

    init(_ stores: [EventDataStore]) { for store in stores { self.stores[store.id] = store } }

    public var isEmpty: Bool { stores.isEmpty }
    public var ids: Set<String> { Set(stores.keys) }

    /// Every store, the oldest first.
    public var all: [EventDataStore] {
        stores.values.sorted { ($0.createdTime, $0.id) < ($1.createdTime, $1.id) }
    }

    /// The store of that id. Setting `nil` removes it.
    public subscript(_ id: String) -> EventDataStore? {
        get { stores[id] }
        set { stores[id] = newValue }
    }

    /// The stores that an account owns in a region, the oldest first.
    public func stores(account: String, region: String) -> [EventDataStore] {
        all.filter { $0.account == account && $0.region == region }
    }

    /// The store of that name, or `nil` if there is none.
    public func store(named name: String, account: String, region: String) -> EventDataStore? {
        stores.values.first { $0.name == name && $0.account == account && $0.region == region }
    }
}
