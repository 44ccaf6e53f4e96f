import CairnAPI
import CairnStore
import Logging
public import ServiceLifecycle

/// The event data stores at work: each takes what it selects from the journal, is compacted, and forgets what is too
/// old.
///
/// It ends by cancellation or graceful shutdown; what is under way then is taken up again at the next start.
public struct LakeService: Service {
    private let world: LakeWorld
    private let engine: DuckDBEngine?
    private let imports: ImportRunner?
    private let configuration: Configuration

    /// How stores are kept.
    public struct Configuration: Sendable, Hashable {
        /// How often stores are looked after, in seconds.
        public var upkeepSeconds = 5.0
        /// What is new is compacted after this, in seconds, even if it is little.
        public var compactionSeconds = 300.0

        public init() {}
    }

    /// - Parameter engine: ends with the service; it is warm while there are stores.
    public init(
        _ world: LakeWorld, engine: DuckDBEngine? = nil, imports: ImportRegistry? = nil,
        importSources: any ImportSources = FolderImportSources(), configuration: Configuration = Configuration()
    ) {
        self.world = world
        self.imports = imports.map { ImportRunner(world: world, imports: $0, sources: importSources) }
        self.engine = engine
        self.configuration = configuration
    }

    public func run() async throws {
        defer { end() }
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                group.addTask { await follow() }
                group.addTask { await keepUp() }
                group.addTask { await federate() }
                if let imports { group.addTask { await imports.run() } }
            }
        }
    }

    private func end() {
        engine?.stop()
        do throws(CloudTrailError) {
            try world.channels?.keepUp()
        } catch {
            world.logger.error("What came through channels cannot be stored", metadata: ["error": "\(error)"])
        }
    }

    // MARK: Ingestion

    /// What an ingester goes by: it is started anew when this changes.
    private struct Assignment: Hashable {
        let store: EventDataStore

        /// Without what does not matter to an ingester.
        init(_ store: EventDataStore) {
            var store = store
            store.name = ""
            store.tags = []
            store.retentionDays = 0
            store.isTerminationProtected = false
            store.updatedTime = 0
            store.status = .enabled
            store.federation = nil
            store.federationRoleARN = nil
            self.store = store
        }
    }

    private func follow() async {
        var running: [String: (assignment: Assignment, task: Task<Void, Never>)] = [:]
        for await set in world.registry.changes() {
            if !set.isEmpty { engine?.warm() }
            for (id, entry) in running where set[id].map(Assignment.init) != entry.assignment {
                entry.task.cancel()
                await entry.task.value
                running[id] = nil
            }
            for store in set.all where running[store.id] == nil {
                running[store.id] = (Assignment(store), Task { await ingest(store) })
            }
        }
        for entry in running.values { entry.task.cancel() }
        for entry in running.values { await entry.task.value }
    }

    private func ingest(_ store: EventDataStore) async {
        do {
            let files = try world.stores.files(ofStore: store.id)
            let ingester = StoreIngester(
                store: store, files: files, journal: world.journal, accounts: world.accounts,
                insightSources: { [registry = world.registry] in registry.snapshot.insightSources(of: store.arn) },
                tags: world.tags,
                engine: world.program.map {
                    CompactionEngine(
                        $0, workFolder: world.workFolder + "/ingestion/" + store.id, storesFolder: files.path)
                }, sleep: world.sleep, logger: world.logger)
            await ingester.run()
        } catch {
            world.logger.error(
                "An event data store cannot be opened",
                metadata: ["eventDataStore": "\(store.arn)", "error": "\(error)"])
        }
    }

    private func federate() async {
        await FederationKeeper(
            registry: world.registry, stores: world.stores, sleep: world.sleep, logger: world.logger
        ).run()
    }

    // MARK: Upkeep

    private func keepUp() async {
        let engine = world.program.map {
            CompactionEngine(
                $0, workFolder: world.workFolder + "/compaction", storesFolder: world.stores.folder)
        }
        defer { engine?.stop() }
        var upkeep = StoreUpkeep(world: world, engine: engine, compactionSeconds: configuration.compactionSeconds)
        while !Task.isCancelled {
            await upkeep.run()
            try? await world.sleep(configuration.upkeepSeconds)
        }
    }
}
