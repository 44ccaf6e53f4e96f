public import CairnStore

/// What the control plane needs of the Lake: the stores, their files, their queries, and what leads into them.
public struct Lake: Sendable {
    public var registry: EventDataStoreRegistry
    public var stores: LakeStores
    public var queries: QueryHistory
    public var imports: ImportRegistry
    public var importSources: any ImportSources
    public var statements: any StatementReader
    public var aliases: QueryAliases
    public var channels: LakeChannels
    public var policies: ResourcePolicyRegistry
    public var dashboards: DashboardRegistry
    /// The end of the journal: behind it begins what a store takes.
    public var journalEnd: @Sendable () -> JournalPosition

    public init(
        registry: EventDataStoreRegistry, stores: LakeStores, queries: QueryHistory, imports: ImportRegistry,
        importSources: any ImportSources = FolderImportSources(), statements: any StatementReader,
        aliases: QueryAliases = QueryAliases(), channels: LakeChannels? = nil,
        policies: ResourcePolicyRegistry = ResourcePolicyRegistry(),
        dashboards: DashboardRegistry = DashboardRegistry(),
        journalEnd: @escaping @Sendable () -> JournalPosition
    ) {
        self.registry = registry
        self.stores = stores
        self.queries = queries
        self.imports = imports
        self.importSources = importSources
        self.statements = statements
        self.aliases = aliases
        self.channels = channels ?? LakeChannels(stores: stores)
        self.policies = policies
        self.dashboards = dashboards
        self.journalEnd = journalEnd
    }

    private static let threads = WorkThreads("cairn.lake.forgetting")

    /// Lets what a store does not keep now be gone for good, whatever it keeps later.
    /// - Parameter now: seconds since the epoch.
    /// - Throws: ``LakeError`` if the store's lists cannot be written.
    public func forget(_ store: EventDataStore, now: Double) async throws(LakeError) {
        let (stores, channels) = (stores, channels)
        try await Self.threads.run { () throws(LakeError) in
            try stores.forget(store, before: store.keptSince(now))
            channels.forgetKnownEvents(ofStore: store.id)
        }
    }
}
