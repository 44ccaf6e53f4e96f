public import CairnAPI
public import CairnModel
public import CairnStore
public import Logging

/// Everything that the Lake reads from and writes to.
public struct LakeWorld: Sendable {
    public var journal: Journal
    public var registry: EventDataStoreRegistry
    public var stores: LakeStores
    /// `nil` if there are none.
    public var channels: LakeChannels?
    /// Those of stores that are gone go, too; `nil` if there are none.
    public var policies: ResourcePolicyRegistry?
    /// `nil` if there is no DuckDB: then what is new stays as it is, and nothing can be queried.
    public var program: DuckDBProgram?
    /// Where processes keep what does not fit into memory.
    public var workFolder: String
    /// The accounts of the organization of a store's owner.
    public var accounts: @Sendable (EventDataStore) async -> Set<String>
    /// The tags of a resource by its ARN, as far as they are known here: what events are enriched with.
    public var tags: @Sendable (_ arn: String) -> [Tag]
    public var clock: any WallClock
    public var sleep: @Sendable (_ seconds: Double) async throws -> Void
    public var logger: Logger

    public init(
        journal: Journal, registry: EventDataStoreRegistry, stores: LakeStores, channels: LakeChannels? = nil,
        policies: ResourcePolicyRegistry? = nil, program: DuckDBProgram?,
        workFolder: String, accounts: @escaping @Sendable (EventDataStore) async -> Set<String> = { _ in [] },
        tags: @escaping @Sendable (_ arn: String) -> [Tag] = { _ in [] }, clock: any WallClock = SystemClock(),
        sleep: @escaping @Sendable (_ seconds: Double) async throws -> Void = { seconds in
            try await Task.sleep(for: .seconds(seconds))
        }, logger: Logger
    ) {
        self.journal = journal
        self.registry = registry
        self.stores = stores
        self.channels = channels
        self.policies = policies
        self.program = program
        self.workFolder = workFolder
        self.accounts = accounts
        self.tags = tags
        self.clock = clock
        self.sleep = sleep
        self.logger = logger
    }
}
