public import CairnAPI
public import CairnModel
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

        public init(rates: RequestRates = .unlimited, tokenKey: PageTokenKey = .random()) {
            self.rates = rates
            self.tokenKey = tokenKey
        }
    }

    let history: any EventHistory
    let configuration: Configuration
    let clock: any WallClock
    let logger: Logger
    private let limiter: RateLimiter

    public init(
        history: any EventHistory, configuration: Configuration = Configuration(),
        clock: any WallClock = SystemClock(), logger: Logger
    ) {
        self.history = history
        self.configuration = configuration
        self.clock = clock
        self.logger = logger
        limiter = RateLimiter(rates: configuration.rates, clock: clock)
    }

    /// The CloudTrail API for one caller. Every request is counted against the rates, then checked against the
    /// model's constraints, then carried out.
    public func scoped(to context: RequestContext) -> some CloudTrailAPI {
        let limiter = limiter
        let operations = ScopedService(service: self, context: context)
        return CheckedCloudTrailAPI(operations) { operation throws(CloudTrailError) in
            try limiter.admit(operation, account: context.account, region: context.region)
        }
    }

    /// The CloudTrail Data API for one caller.
    public func scopedData(to context: RequestContext) -> some CloudTrailDataAPI {
        ScopedDataService()
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

/// Audit events need channels, which this version does not have.
struct ScopedDataService: PartialCloudTrailDataAPI {}
