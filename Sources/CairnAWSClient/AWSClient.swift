public import CairnModel
public import CairnSigning
public import CairnWire
public import Logging

/// Calls any operation of any AWS service.
///
/// What travels is written and read with the services' own models; requests are signed, sent to the endpoint that the
/// settings say, and tried again when that helps. A value: copies share the transport and the quota for retries.
public struct AWSClient: Sendable {
    public struct Configuration: Sendable {
        /// The region of calls that name none.
        public var region = "us-east-1" { didSet { isRegionGiven = true } }
        /// Whether somebody has said a region; us-east-1 is the last resort.
        public private(set) var isRegionGiven = false
        public var endpoints = EndpointSettings()
        public var retries = RetryPolicy()
        /// How long one try may take: to the head of the answer, and again for the rest if the answer is not a stream.
        public var attemptTimeout: Duration = .seconds(60)
        /// The largest answer that ``AWSClient/call(service:operation:input:region:)`` reads.
        public var answerBytesMax = 16 << 20
        public var bucketAddressing = BucketAddressing.automatic
        /// Sent, and signed, with every request.
        public var additionalHeaders = HeaderFields()

        public init() {}

        /// Reads region, endpoints and retries from the environment and the active profile.
        ///
        /// Variables: `AWS_REGION`, `AWS_DEFAULT_REGION`, `AWS_MAX_ATTEMPTS`, and those of ``EndpointSettings``.
        public init(environment: [String: String], config: SharedConfig, profile: String? = nil) {
            let section = config.profile(profile ?? config.activeProfileName)
            let regions = [environment["AWS_REGION"], environment["AWS_DEFAULT_REGION"], section?["region"]]
            if let region = regions.compactMap({ $0 }).first(where: { !$0.isEmpty }) {
                self.region = region
                isRegionGiven = true
            }
            endpoints = EndpointSettings(environment: environment, config: config, profile: profile)
            retries = RetryPolicy(environment: environment, profile: section)
        }
    }

    public var configuration: Configuration
    /// Where the keys come from; set it to call for another account.
    public var credentials: any CredentialProvider
    /// Asked for the region of calls to AWS's own hosts if nobody has said one; `nil` asks nobody.
    public var instanceRegion: InstanceRegion?
    /// Hears of every try, right after it: for metrics. It is called on the caller's task and should not wait.
    public var onAttempt: (@Sendable (AWSAttempt) -> Void)?
    let transport: any HTTPTransport
    let catalog: ServiceCatalog
    let clock: any WallClock
    let random: @Sendable () -> Double
    let sleep: @Sendable (_ seconds: Double) async throws -> Void
    let logger: Logger?
    let quota: RetryQuota

    /// - Parameters:
    ///   - random: from 0 to 1; for waits and idempotency tokens.
    ///   - logger: hears of retries, at debug level; keys and bodies are never logged.
    public init(
        configuration: Configuration = Configuration(), credentials: any CredentialProvider,
        transport: any HTTPTransport, catalog: ServiceCatalog = .shared, clock: any WallClock = SystemClock(),
        random: @escaping @Sendable () -> Double = { Double.random(in: 0...1) },
        sleep: @escaping @Sendable (_ seconds: Double) async throws -> Void = { seconds in
            try await Task.sleep(for: .seconds(seconds))
        },
        logger: Logger? = nil
    ) {
        self.configuration = configuration
        self.credentials = credentials
        self.transport = transport
        self.catalog = catalog
        self.clock = clock
        self.random = random
        self.sleep = sleep
        self.logger = logger
        quota = RetryQuota(capacity: configuration.retries.quotaTokens)
    }

    /// The same client with other keys.
    public func signing(with keys: SigningCredentials?) -> AWSClient {
        var client = self
        client.credentials = FixedCredentials(keys)
        return client
    }

    /// Calls an operation and returns its output, a structure without members if it has none.
    ///
    /// Idempotency tokens that the input leaves out are filled in. S3's bucket may be in any region.
    /// - Parameters:
    ///   - service: the model's id, or the name that the service signs with: `s3`, `logs`, `organizations`.
    ///   - operation: as the model names it, such as `DescribeLogGroups`.
    ///   - region: the client's own if `nil`. Services without regions sign for the one that they are in.
    /// - Throws: ``AWSClientError``.
    public func call(
        service: String, operation: String, input: WireValue = .structure([]), region: String? = nil
    ) async throws(AWSClientError) -> WireValue {
        let (model, operation) = try find(service, operation)
        let wireProtocol = Self.preferredProtocol(of: model)
        let request = try encode(
            input, operation, model, wireProtocol, region: await self.region(given: region, for: model))
        let call = RoutedCall(
            service: model, operation: operation, operationName: operation.name, wireProtocol: wireProtocol,
            target: request.target)
        let answer = try await perform(request) { (response, request) throws(AWSClientError) in
            try await wholeAnswer(response, call: call, request: request)
        }
        do {
            return try WireCodec.decodeResponse(answer, call: call)
        } catch {
            throw AWSClientError(
                .malformedAnswer, "The answer to \(operation.name) is not readable: \(error)", cause: error)
        }
    }

    /// The region of a call: the one that is named, else that of the configuration, else that of the machine.
    ///
    /// Endpoints that somebody has configured are reached without knowing where the machine is: nobody waits for that.
    func region(given: String?, for model: ServiceModel) async -> String {
        if let given { return given }
        guard !configuration.isRegionGiven, let instanceRegion, !configuration.endpoints.hasURL(for: model) else {
            return configuration.region
        }
        return await instanceRegion.region() ?? configuration.region
    }

    func wholeAnswer(
        _ response: AWSResponse, call: RoutedCall, request: OutgoingRequest
    ) async throws(AWSClientError) -> WireResponse {
        let bytesMax = configuration.answerBytesMax
        let bytes = try await Deadline.run(configuration.attemptTimeout) { () async throws(AWSClientError) in
            try await response.body.collect(upTo: bytesMax)
        }
        let answer = WireResponse(status: response.status, headers: response.headers, body: WireBody(bytes))
        if answer.status >= 300 || WireCodec.isError(answer, call: call) {
            throw AWSClientError(ServiceFailures.failure(in: answer, call: call))
        }
        return answer
    }

    private func find(
        _ service: String, _ operation: String
    ) throws(AWSClientError) -> (ServiceModel, OperationModel) {
        for id in [service] + catalog.serviceIDs(label: service) {
            guard let model = catalog.model(id: id), let found = model.operation(named: operation) else { continue }
            return (model, found)
        }
        throw AWSClientError(.invalidRequest, "No service \(service) has the operation \(operation)")
    }

    func model(of service: String) throws(AWSClientError) -> ServiceModel {
        for id in [service] + catalog.serviceIDs(label: service) {
            if let model = catalog.model(id: id) { return model }
        }
        throw AWSClientError(.invalidRequest, "There is no service \(service)")
    }

    /// JSON where a service has it: its answers are told apart best.
    private static func preferredProtocol(of service: ServiceModel) -> WireProtocol {
        let order: [WireProtocol] = [.awsJSON, .restJSON, .restXML, .awsQuery, .ec2Query, .rpcV2CBOR]
        return order.first { service.protocols.contains($0) } ?? .awsJSON
    }
}
