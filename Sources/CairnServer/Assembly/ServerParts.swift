import CairnAPI
import CairnAWSClient
import CairnBuckets
import CairnDelivery
import CairnGateway
import CairnIntegrity
import CairnLake
import CairnModel
import CairnRecording
import CairnService
import CairnStore
import CairnTrails
import CairnWire
import Hummingbird
import Logging
import ServiceLifecycle

/// The parts of a server, made from its configuration and connected.
struct ServerParts {
    let configuration: ServerConfiguration
    let journal: Journal
    let state: StateDatabase
    let history: HistoryKeeper
    let identityKeeper: IdentityKeeper
    let retention: RetentionKeeper
    let gateway: Gateway
    let outside: OutsideWorld
    let organizationKeeper: OrganizationKeeper
    let deliveries: DeliveryService
    let insights: InsightsKeeper
    let dashboards: DashboardKeeper

    private let trails: TrailRegistry
    private let digestKeys: DigestKeys
    private let lakeParts: LakeParts
    private let identities: IdentityDirectory
    /// `nil` if everyone may do everything.
    private let access: AccessControl?
    private let service: CairnService
    private let recorder: Recorder
    private let sink: any EventSink
    private let floor: JournalFloor
    private let clock: any WallClock
    private let eventIDs: EventIDGenerator
    private let logger: Logger

    /// - Throws: ``StartupError``.
    init(configuration: ServerConfiguration, environment: ServerEnvironment, logger: Logger) throws {
        do {
            try self.init(opening: configuration, environment, logger: logger)
        } catch let error as StoreError {
            throw StartupError(error.description)
        } catch let error as ConfigurationError {
            throw StartupError(error.description)
        }
    }

    private init(opening configuration: ServerConfiguration, _ environment: ServerEnvironment, logger: Logger) throws {
        self.configuration = configuration
        self.logger = logger
        clock = environment.clock
        eventIDs = EventIDGenerator(clock: clock)
        let folder = configuration.dataDirectory
        // The journal first: it makes the folders, and keeps a second process out of them.
        journal = try Journal(
            storage: configuration.isInMemory
                ? MemorySegmentStorage() : DiskSegmentStorage(folder: folder + "/journal"),
            configuration: JournalConfiguration(configuration), clock: clock, logger: logger)
        state = try configuration.isInMemory ? .inMemory() : StateDatabase(file: folder + "/state.db")
        floor = JournalFloor(try ResetMark.read(from: state))
        history = try HistoryKeeper(
            configuration: configuration, journal: journal, floor: floor, clock: clock, logger: logger)
        retention = RetentionKeeper(
            retention: Retention(
                period: configuration.retention, journal: journal, history: history.index, state: state, clock: clock,
                logger: logger))
        identityKeeper = IdentityKeeper(database: state, logger: logger)
        identities = IdentityDirectory(
            configuration: IdentityDirectory.Configuration(
                defaultAccountID: configuration.account,
                accessKeys: try IdentityConfiguration.read(configuration.identities)),
            onLearned: identityKeeper.onLearned)
        try identityKeeper.restore(identities)
        trails = try TrailRegistry(database: state) { error in
            logger.error("A change of the trails cannot be stored", metadata: ["error": "\(error)"])
        }
        // Before anything is opened that would have to be closed if it is wrong.
        let accessConfiguration = try Self.accessConfiguration(configuration)
        let selection = TrailSelection(trails: trails, includesDataEvents: configuration.recordsDataEvents)
        recorder = Recorder(
            configuration: RecorderConfiguration(defaultRegion: configuration.region, selection: selection),
            identities: identities, catalog: .shared, eventIDs: eventIDs)
        sink = environment.sink(journal)
        gateway = try Self.gateway(configuration, recorder, sink, clock, logger)
        outside = try OutsideWorld(configuration: configuration, clock: clock, logger: logger)
        organizationKeeper = OrganizationKeeper(
            trails: trails, organizations: outside.organizations, selection: selection, logger: logger)
        digestKeys = DigestKeys(
            storage: configuration.isInMemory ? nil : KeyFolder(path: folder + "/keys"), clock: clock)
        let store = environment.store(outside.store)
        deliveries = DeliveryService(
            DeliveryWorld(
                journal: journal, state: state, trails: trails, organizations: outside.organizations,
                store: store, keys: digestKeys,
                notifications: outside.sender.map(TopicPublisher.init),
                logEvents: outside.sender.map(LogGroupWriter.init), eventBus: outside.eventBus,
                ownEvents: OwnEvents(sink: journal, eventIDs: eventIDs, defaultRegion: configuration.region),
                clock: clock, sleep: environment.sleep, logger: logger),
            configuration: DeliveryConfiguration(configuration))
        lakeParts = try LakeParts(
            folder: configuration.isInMemory ? LakeParts.temporaryFolder() : folder + "/lake",
            isTemporary: configuration.isInMemory, environment: ProcessEnvironment.current, journal: journal,
            state: state, trails: trails, organizations: outside.organizations, store: store, keys: digestKeys,
            importSources: outside.importSources, serviceLinked: configuration.serviceLinkedChannels, clock: clock,
            sleep: environment.sleep, compactionInterval: configuration.compactionInterval,
            queryTimeout: configuration.queryTimeout, logger: logger)
        selection.watch(lakeParts.lake.registry)
        access = accessConfiguration.map { [trails, lakeParts, outside, clock] access in
            AccessControl(
                access,
                policies: LakeResourcePolicies(
                    lake: lakeParts.lake, trails: trails, organizations: outside.organizations),
                directory: LakeResourceDirectory(trails: trails, lake: lakeParts.lake), clock: clock)
        }
        insights = try InsightsKeeper(
            folder: configuration.isInMemory ? nil : folder + "/insights", journal: journal,
            watched: WatchedInsights(
                trails: trails, stores: lakeParts.lake.registry, organizations: outside.organizations),
            clock: clock, logger: logger)
        service = CairnService(
            history: history, trails: trails, preconditions: outside.preconditions,
            organizations: outside.organizations, deliveryStatus: DeliveredTrails(deliveries: deliveries),
            publicKeys: ListedDigestKeys(keys: digestKeys), insightMetrics: insights,
            lake: lakeParts.lake,
            configuration: try Self.serviceConfiguration(configuration, environment, state),
            clock: clock, logger: logger)
        dashboards = DashboardKeeper(service: service, sleep: environment.sleep)
    }

    private static func serviceConfiguration(
        _ configuration: ServerConfiguration, _ environment: ServerEnvironment, _ state: StateDatabase
    ) throws -> CairnService.Configuration {
        var service = CairnService.Configuration(
            rates: configuration.limitsRequestRate ? .aws : configuration.limitsLookupRate ? .awsLookups : .unlimited,
            tokenKey: PageTokenKey(bytes: try state.secret(named: "page-token", orMake: Self.randomKey)))
        service.isLenient = configuration.isLenient
        service.checksAccess = configuration.checksAccess
        service.admit = environment.admit
        return service
    }

    /// Who may call; `nil` if access is not controlled.
    private static func accessConfiguration(
        _ configuration: ServerConfiguration
    ) throws(ConfigurationError) -> AccessConfiguration? {
        let access = try IdentityConfiguration.access(
            configuration.identities, organization: configuration.organization)
        guard configuration.checksAccess else { return nil }
        guard !access.credentials.isEmpty else {
            throw ConfigurationError(
                option: "auth", origin: "auth",
                message: "nobody could call: none of the file's 'identities' has a secretAccessKey")
        }
        return access
    }

    private static func randomKey() -> [UInt8] {
        var random = SystemRandomNumberGenerator()
        return (0..<32).map { _ in UInt8.random(in: 0...255, using: &random) }
    }

    private static func gateway(
        _ configuration: ServerConfiguration, _ recorder: Recorder, _ sink: any EventSink, _ clock: any WallClock,
        _ logger: Logger
    ) throws -> Gateway {
        try Gateway(
            configuration: try GatewayConfiguration(configuration), recorder: recorder, sink: sink, clock: clock,
            logger: logger, routing: LocalRouting(hasBuckets: configuration.hasEmbeddedBuckets).route)
    }

    /// Answers everything that is answered here.
    func responder() -> LocalResponder {
        LocalResponder(
            routes: router().buildResponder(),
            api: APIRoutes(endpoint: CloudTrailEndpoint(service: service, access: access), callers: callers),
            buckets: outside.buckets.map { BucketEndpoint(store: $0.store, clock: clock) }, callers: callers,
            access: access)
    }

    /// What runs beside the answering of calls.
    var services: [any Service] {
        [
            history, identityKeeper, retention, organizationKeeper, deliveries, insights, lakeParts.service,
            lakeParts.delivery, dashboards,
        ]
    }

    /// The API for a caller in this process.
    func api(account: String, region: String) -> any CloudTrailAPI & CloudTrailDataAPI {
        let context = RequestContext(
            account: account, region: region, partition: Partition.of(region: region).id, requestID: "",
            sourceIPAddress: "127.0.0.1")
        return InProcessAPI(
            endpoint: CloudTrailEndpoint(service: service), recorder: recorder, sink: sink, context: context,
            clock: clock, requestIDs: eventIDs)
    }

    /// Gives up what is held outside the process, and what ends with it.
    func close() async {
        await outside.close()
        lakeParts.close()
    }

    var search: EventSearch { EventSearch(journal: journal, floor: floor) }

    private var callers: CallerScope {
        CallerScope(identities: identities, defaultRegion: configuration.region, clock: clock)
    }

    private func router() -> Router<BasicRequestContext> {
        let router = Router()
        let status = ServerStatus(
            journal: journal, gateway: gateway, floor: floor, trailCount: { [trails] in trails.snapshot.count },
            deliveries: DeliveryMetrics(deliveries: deliveries), lake: LakeMetrics(lake: lakeParts.lake),
            engine: lakeParts.engine, showsPlaces: configuration.isLoopback && access == nil,
            bucketPlace: configuration.isLoopback && access == nil ? outside.buckets?.place : nil)
        let guardian = AdminGuard(
            access: access, callers: callers, operatorAccount: configuration.account,
            isLoopback: configuration.isLoopback)
        AdminRoutes(status: status, reset: reset, allowsReset: configuration.isLoopback, guardian: guardian)
            .add(to: router)
        MetricsRoute(status: status, guardian: guardian).add(to: router)
        EventStreamRoute(search: search, guardian: guardian).add(to: router)
        ExpectRoute(search: search, clock: clock, guardian: guardian).add(to: router)
        FederationRoute(
            stores: lakeParts.lake.registry, folder: lakeParts.lake.stores.folder, guardian: guardian
        ).add(to: router)
        ImportRoute(service: service, callers: callers, isLoopback: configuration.isLoopback, guardian: guardian)
            .add(to: router)
        ReplayRoute(
            transport: outside.transport, defaultEndpoint: configuration.upstream,
            allowsEndpoints: configuration.isLoopback || access != nil, guardian: guardian
        ).add(to: router)
        return router
    }

    /// Starts anew without deleting a record: what was recorded so far is hidden, what was learned is forgotten, and
    /// there are no trails. Buckets stay: what lies in them may be evidence.
    @Sendable func reset() async throws {
        let end = journal.end.sequence
        // The database before the trails: one that is created meanwhile is then forgotten in both.
        try state.reset()
        try trails.reset()
        try lakeParts.reset()
        await deliveries.reset()
        insights.reset()
        try ResetMark.write(end, to: state)
        floor.raise(to: end)
        identities.forgetLearned()
        try await seedIfWanted()
        logger.notice("Reset: earlier events are hidden, the journal keeps them", metadata: ["hiddenUpTo": "\(end)"])
    }

    /// Puts the example events into a journal that shows none yet.
    func seedIfWanted() async throws {
        guard configuration.seedsEvents, journal.end.sequence == floor.hidden else { return }
        let seeds = SeedEvents(
            account: configuration.account, region: configuration.region, now: clock.now(), eventIDs: eventIDs)
        try await journal.append(seeds.records())
    }
}

extension JournalConfiguration {
    fileprivate init(_ configuration: ServerConfiguration) {
        self.init()
        durability =
            switch configuration.sync {
            case .always: .always
            case .interval: .interval(configuration.syncInterval)
            case .never: .never
            }
    }
}

extension DeliveryConfiguration {
    fileprivate init(_ configuration: ServerConfiguration) {
        self.init()
        intervalSeconds = configuration.deliveryInterval.components.seconds
        digestIntervalSeconds = configuration.digestInterval.components.seconds
    }
}

extension GatewayConfiguration {
    fileprivate init(_ configuration: ServerConfiguration) throws(ConfigurationError) {
        self.init(upstream: try configuration.upstream.map(Self.endpoint))
        recordsOnlyProvenCalls = configuration.checksAccess
        journalFailurePolicy = configuration.journalFailurePolicy == .reject ? .reject : .forward
        let bounds = configuration.limits
        limits.headByteCountMax = bounds.headerBytes
        limits.localBodyByteCountMax = bounds.bodyBytes
        limits.connectionCountMax = bounds.connections
        limits.recordedCallsInFlightMax = bounds.inFlightCalls
        limits.tapByteCountMax = bounds.tapBytes
        limits.tapByteCountTotalMax = bounds.tapBudgetBytes
        timeouts.idle = bounds.idleTimeout
        timeouts.head = bounds.headerTimeout
        timeouts.bodyProgress = bounds.bodyTimeout
        timeouts.connect = bounds.connectTimeout
        timeouts.upstream = bounds.answerTimeout
        trustedProxies = try bounds.trustedProxies.map(Self.range)
    }

    private static func endpoint(_ text: String) throws(ConfigurationError) -> UpstreamEndpoint {
        guard let endpoint = UpstreamEndpoint(text) else {
            throw ConfigurationError(
                option: "upstream", origin: "--upstream",
                message: "'\(text)' is not a URL such as http://127.0.0.1:5000, without a path")
        }
        return endpoint
    }

    private static func range(_ text: String) throws(ConfigurationError) -> AddressRange {
        guard let range = AddressRange(text) else {
            throw ConfigurationError(
                option: "trusted-proxies", origin: "--trusted-proxies",
                message: "'\(text)' is not an address or range such as 10.0.0.0/8")
        }
        return range
    }
}
