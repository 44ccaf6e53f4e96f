import CairnAPI
import CairnIntegrity
import CairnLake
import CairnModel
import CairnObjects
import CairnService
import CairnStore
import CairnTrails
import Logging

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The Lake of a server: its stores, their upkeep, and the engine for their queries.
struct LakeParts {
    let lake: Lake
    let service: LakeService
    let delivery: QueryDeliveryService
    /// What queries run in.
    let engine: LakeEngineStatus
    /// Removed when the server ends; `nil` if the stores stay.
    private let temporaryFolder: String?

    /// - Parameters:
    ///   - folder: `lake` in the data folder; a server in memory has one that goes with the machine's temporary files.
    ///   - isTemporary: whether the folder goes when the server ends.
    ///   - store: where results go that are to be delivered; `keys` sign them.
    ///   - serviceLinked: the channels of services.
    ///   - environment: where `CAIRN_DUCKDB` and `PATH` are looked up.
    init(
        folder: String, isTemporary: Bool, environment: [String: String], journal: Journal, state: StateDatabase,
        trails: TrailRegistry, organizations: any OrganizationDirectory, store: any ObjectStore, keys: DigestKeys,
        importSources: any ImportSources, serviceLinked: [CairnLake.Channel], clock: any WallClock,
        sleep: @escaping @Sendable (_ seconds: Double) async throws -> Void, compactionInterval: Duration,
        queryTimeout: Duration, logger: Logger
    ) throws {
        temporaryFolder = isTemporary ? folder : nil
        self.engine = LakeEngineStatus(environment: environment)
        let registry = try EventDataStoreRegistry(database: state) { error in
            logger.error("A change of the event data stores cannot be stored", metadata: ["error": "\(error)"])
        }
        let stores = LakeStores(folder: folder, registry: registry, clock: clock)
        let program = Self.program(environment, logger)
        let channels = try Self.channels(state, stores, serviceLinked, program, folder, logger)
        let policies = try ResourcePolicyRegistry(database: state) { error in
            logger.error("A change of the resource policies cannot be stored", metadata: ["error": "\(error)"])
        }
        let engine = try program.map { (program) throws in
            var configuration = DuckDBEngine.Configuration()
            configuration.duration = queryTimeout
            return try DuckDBEngine(
                program, stores: stores, resultFolder: folder + "/results", workFolder: folder + "/work/queries",
                configuration: configuration)
        }
        let queries = try QueryHistory(engine: engine, database: state, clock: clock, logger: logger)
        let aliases = try QueryAliases(database: state) { error in
            logger.error("An alias of a query cannot be stored", metadata: ["error": "\(error)"])
        }
        let dashboards = try DashboardRegistry(database: state) { error in
            logger.error("A change of the dashboards cannot be stored", metadata: ["error": "\(error)"])
        }
        let imports = try ImportRegistry(database: state) { error in
            logger.error("A change of the imports cannot be stored", metadata: ["error": "\(error)"])
        }
        lake = Lake(
            registry: registry, stores: stores, queries: queries, imports: imports, importSources: importSources,
            statements: TrinoStatements(), aliases: aliases, channels: channels, policies: policies,
            dashboards: dashboards, journalEnd: { journal.end })
        let world = LakeWorld(
            journal: journal, registry: registry, stores: stores, channels: channels, policies: policies,
            program: program, workFolder: folder + "/work",
            accounts: { store in await Self.accounts(of: store, organizations) },
            tags: { arn in Self.tags(of: arn, registry, trails) }, clock: clock, sleep: sleep, logger: logger)
        var configuration = LakeService.Configuration()
        configuration.compactionSeconds = compactionInterval.inSeconds
        configuration.upkeepSeconds = min(configuration.upkeepSeconds, configuration.compactionSeconds)
        service = LakeService(
            world, engine: engine, imports: imports, importSources: importSources, configuration: configuration)
        delivery = QueryDeliveryService(
            QueryDeliveryWorld(
                queries: queries, store: store, keys: keys, clock: clock, sleep: sleep, logger: logger))
    }

    private static func channels(
        _ state: StateDatabase, _ stores: LakeStores, _ serviceLinked: [CairnLake.Channel], _ program: DuckDBProgram?,
        _ folder: String, _ logger: Logger
    ) throws -> LakeChannels {
        let registry = try ChannelRegistry(database: state) { error in
            logger.error("A change of the channels cannot be stored", metadata: ["error": "\(error)"])
        }
        let channels = LakeChannels(
            registry: registry, ingestions: try LakeRegistry<ChannelIngestion>(database: state), stores: stores,
            serviceLinked: serviceLinked, program: program, workFolder: folder + "/work")
        try channels.linkServices()
        return channels
    }

    /// A folder for a server in memory.
    static func temporaryFolder() -> String {
        FileManager.default.temporaryDirectory.path + "/cairn-lake-\(UUID().uuidString)"
    }

    /// Gives up what ends with the process.
    func close() {
        if let temporaryFolder { try? FileManager.default.removeItem(atPath: temporaryFolder) }
    }

    /// Without DuckDB everything but the Lake works, and event data stores still take events.
    private static func program(_ environment: [String: String], _ logger: Logger) -> DuckDBProgram? {
        do throws(LakeError) {
            let program = try DuckDBProgram.find(environment: environment)
            if Confinement.version == nil {
                logger.info("This system has no Landlock: Cairn and DuckDB alone keep queries to their stores")
            }
            return program
        } catch {
            logger.info("Event data stores cannot be queried", metadata: ["reason": "\(error.message)"])
            return nil
        }
    }

    /// The tags of what Cairn itself keeps; those of other services' resources are not known here.
    private static func tags(of arn: String, _ stores: EventDataStoreRegistry, _ trails: TrailRegistry) -> [Tag] {
        guard arn.contains(":cloudtrail:") else { return [] }
        return trails.snapshot.all.first { $0.arn == arn }?.tags ?? stores.snapshot.store(arn: arn)?.tags ?? []
    }

    private static func accounts(
        of store: CairnLake.EventDataStore, _ organizations: any OrganizationDirectory
    ) async -> Set<String> {
        guard let organization = try? await organizations.organization(of: store.account) else { return [] }
        return organization.memberAccounts.union([organization.managementAccount])
    }

    /// Forgets all stores and queries; the files of the stores go with the next upkeep.
    func reset() throws {
        try lake.channels.reset()
        try lake.policies.reset()
        try lake.imports.runs.reset()
        try lake.registry.reset()
        lake.queries.reset()
        try lake.aliases.reset()
        try lake.dashboards.reset()
    }
}
