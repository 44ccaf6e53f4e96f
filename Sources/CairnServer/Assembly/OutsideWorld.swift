import CairnAWSClient
import CairnModel
import CairnObjects
import CairnService
import CairnTrails
import Logging

/// What Cairn asks of other services for itself: about buckets, topics, keys, log groups and organizations.
///
/// The upstream is asked, with the buckets from `--s3-endpoint` if that is given. Without an upstream there is nobody
/// to ask, and only the embedded bucket store has anything.
struct OutsideWorld: Sendable {
    let buckets: EmbeddedBuckets?
    /// Through which Cairn makes calls of its own.
    let transport: AsyncHTTPTransport
    private let clients: AccountClients?
    /// Those that ask about buckets: an S3 endpoint of its own wants Cairn's own credentials.
    private let bucketClients: AccountClients?
    private let configuration: ServerConfiguration
    /// Who belongs to which organization: as the configuration says, else as the upstream does.
    let organizations: any OrganizationDirectory

    /// - Throws: ``StartupError`` if the embedded buckets cannot be used.
    init(configuration: ServerConfiguration, clock: any WallClock, logger: Logger) throws(StartupError) {
        self.configuration = configuration
        buckets =
            configuration.hasEmbeddedBuckets ? try EmbeddedBuckets(configuration: configuration, clock: clock) : nil
        var outgoing = AsyncHTTPTransport.Configuration(userAgent: "cairn/\(CairnVersion.current)")
        outgoing.certificateBundlePath = ProcessEnvironment.current["AWS_CA_BUNDLE"].flatMap { $0.isEmpty ? nil : $0 }
        let transport = AsyncHTTPTransport(outgoing)
        self.transport = transport
        guard let endpoint = configuration.upstream ?? configuration.s3Endpoint else {
            (clients, bucketClients) = (nil, nil)
            organizations = Self.organizations(configuration, nil, clock)
            return
        }
        let base = Self.client(configuration, endpoint: endpoint, transport: transport, clock: clock, logger: logger)
        let kind = Self.isAWS(endpoint) ? AccountClients.Kind.aws : .emulator
        clients = AccountClients(base: base, kind: kind)
        bucketClients = AccountClients(base: base, kind: configuration.s3Endpoint == nil ? kind : .aws)
        organizations = Self.organizations(configuration, clients, clock)
    }

    private static func client(
        _ configuration: ServerConfiguration, endpoint: String, transport: AsyncHTTPTransport, clock: any WallClock,
        logger: Logger
    ) -> AWSClient {
        let environment = ProcessEnvironment.current
        let shared = SharedConfig(environment: environment, readFile: SmallFile.read)
        var settings = AWSClient.Configuration(environment: environment, config: shared)
        settings.region = configuration.region
        settings.endpoints = EndpointSettings(overrideURL: isAWS(endpoint) ? nil : endpoint)
        settings.endpoints.overrideURLs["s3"] = configuration.s3Endpoint
        settings.attemptTimeout = .seconds(10)
        let host = CredentialHost(environment: environment, transport: transport, clock: clock)
        let credentials = CredentialChain.standard(host: host, config: shared, configuration: settings)
        return AWSClient(
            configuration: settings, credentials: credentials, transport: transport, clock: clock, logger: logger)
    }

    private static func isAWS(_ url: String) -> Bool {
        let host = url.drop { $0 != "/" }.dropFirst(2).prefix { $0 != "/" && $0 != ":" }
        return host.hasSuffix(".amazonaws.com") || host.hasSuffix(".amazonaws.com.cn")
    }

    /// Where trails deliver to.
    var store: any ObjectStore {
        if let buckets { return buckets.store }
        guard let bucketClients else { return MemoryStore() }
        let client = bucketClients.clients(for: configuration.account).last ?? bucketClients.base
        return S3ObjectStore(client: client)
    }

    /// Where imports read: from the buckets that trails deliver to, with a role where the upstream has roles.
    var importSources: ServerImportSources {
        let hasRoles = buckets == nil && configuration.s3Endpoint == nil && configuration.upstream != nil
        return ServerImportSources(
            ownStore: hasRoles ? nil : store, clients: hasRoles ? clients : nil, isStrict: !configuration.isLenient)
    }

    /// What calls the upstream's other services for deliveries; `nil` if there is none.
    var sender: ServiceSender? { configuration.upstream == nil ? nil : clients.map(ServiceSender.init) }

    /// The upstream's event buses; `nil` if there are none.
    var eventBus: DefaultEventBus? {
        configuration.upstream == nil ? nil : clients.map { DefaultEventBus(clients: $0) }
    }

    /// What trails are checked against.
    var preconditions: any TrailPreconditions {
        if configuration.isLenient { return LenientPreconditions() }
        if let buckets {
            return ResourcePreconditions(
                buckets: EmbeddedBucketInspector(store: buckets.store), resources: NoResources())
        }
        guard let clients, let bucketClients else {
            return ResourcePreconditions(buckets: NoResources(), resources: NoResources())
        }
        let resources: any ResourceInspector =
            configuration.upstream == nil ? NoResources() : AWSResourceInspector(clients: clients)
        return ResourcePreconditions(buckets: AWSResourceInspector(clients: bucketClients), resources: resources)
    }

    private static func organizations(
        _ configuration: ServerConfiguration, _ clients: AccountClients?, _ clock: any WallClock
    ) -> any OrganizationDirectory {
        if let organization = configuration.organization { return StaticOrganizationDirectory(organization) }
        guard let clients, configuration.upstream != nil else { return EmptyOrganizationDirectory() }
        return RememberedOrganizations(AWSOrganizationDirectory(clients: clients), clock: clock)
    }

    /// Ends connections, and what ends with the process.
    func close() async {
        buckets?.close()
        try? await transport.shutdown()
    }
}
