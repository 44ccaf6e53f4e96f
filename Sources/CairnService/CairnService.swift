public import CairnAPI
public import CairnLake
public import CairnModel
public import CairnTrails
public import Logging

/// The engine behind the CloudTrail API: one for all accounts and regions.
///
/// A caller gets an API bound to its account and region by ``scoped(to:)``; operations that this version does not have
/// answer `UnsupportedOperationException`.
public final class CairnService: Sendable {
    public struct Configuration: Sendable {
        /// How many calls a second an account may make in a region; unlimited by default.
        public var rates: RequestRates
        /// Signs page tokens; tokens outlive a restart if the key does.
        public var tokenKey: PageTokenKey
        /// Whether trails of organizations may be created without an organization that allows it.
        public var isLenient = false
        /// Whether refreshes of dashboards need the leave of the policies of stores and dashboards.
        public var checksAccess = false
        /// Whether a trail that is turned from all regions to one goes on logging global service events. The user guide
        /// says that it does not; an example in the API reference shows that it does.
        public var leavesGlobalServiceEventsOnSingleRegion = false
        /// Asked before each call is carried out, after the rates; what it throws is the answer.
        public var admit: @Sendable (_ operation: APIOperation) throws(CloudTrailError) -> Void = { _ in }
        /// How many trails ListTrails returns at once.
        public var trailsPerPage = 100

        public init(rates: RequestRates = .unlimited, tokenKey: PageTokenKey = .random()) {
            self.rates = rates
            self.tokenKey = tokenKey
        }
    }

    let history: any EventHistory
    let trails: TrailRegistry
    let preconditions: any TrailPreconditions
    let organizations: any OrganizationDirectory
    let deliveryStatus: any TrailDeliveryStatus
    let publicKeys: any PublicKeySource
    let insightMetrics: any InsightMetrics
    /// `nil` if there are no event data stores.
    let lake: Lake?
    let configuration: Configuration
    let clock: any WallClock
    let logger: Logger
    private let limiter: RateLimiter

    /// - Parameters:
    ///   - trails: those of the state database; without one they end with the process.
    ///   - preconditions: what trails are checked against outside.
    public init(
        history: any EventHistory, trails: TrailRegistry = TrailRegistry(),
        preconditions: any TrailPreconditions = LenientPreconditions(),
        organizations: any OrganizationDirectory = EmptyOrganizationDirectory(),
        deliveryStatus: any TrailDeliveryStatus = NoDeliveries(), publicKeys: any PublicKeySource = NoPublicKeys(),
        insightMetrics: any InsightMetrics = NoInsightMetrics(), lake: Lake? = nil,
        configuration: Configuration = Configuration(),
        clock: any WallClock = SystemClock(), logger: Logger
    ) {
        self.history = history
        self.trails = trails
        self.preconditions = preconditions
        self.organizations = organizations
        self.deliveryStatus = deliveryStatus
        self.publicKeys = publicKeys
        self.lake = lake
        self.insightMetrics = insightMetrics
        self.configuration = configuration
        self.clock = clock
        self.logger = logger
        limiter = RateLimiter(rates: configuration.rates, clock: clock)
    }

    /// The CloudTrail API for one caller. Every request is counted against the rates, then checked against the
    /// model's constraints, then carried out.
    public func scoped(to context: RequestContext) -> some CloudTrailAPI {
        let (limiter, admit) = (limiter, configuration.admit)
        let operations = ScopedService(service: self, context: context)
        return CheckedCloudTrailAPI(operations) { operation throws(CloudTrailError) in
            try limiter.admit(operation, account: context.account, region: context.region)
            try admit(operation)
        }
    }

    /// The CloudTrail Data API for one caller.
    public func scopedData(to context: RequestContext) -> some CloudTrailDataAPI {
        ScopedDataService(service: self, context: context)
    }

    /// Counts a call against its rate.
    /// - Throws: ``CloudTrailError`` with `throttling`, or what the configuration throws.
    func admit(_ operation: APIOperation, _ context: RequestContext) throws(CloudTrailError) {
        try limiter.admit(operation, account: context.account, region: context.region)
        try configuration.admit(operation)
    }

    /// The answer to a failure that the caller cannot mend; what happened goes to the log.
    func internalFailure(
        _ error: any Error, during operation: APIOperation, _ context: RequestContext
    ) -> CloudTrailError {
        logger.error(
            "Operation failed",
            metadata: [
                "operation": "\(operation.name)", "requestID": "\(context.requestID)", "error": "\(error)",
            ]
        )
        return CloudTrailError(.internalFailure, "An internal error occurred. The log of Cairn says more.")
    }
}

/// Carries out the operations of one caller; requests have been checked against the model.
struct ScopedService: PartialCloudTrailAPI {
    let service: CairnService
    let context: RequestContext
}
