/// When and how often a call is tried again: the "standard" mode of AWS's SDKs.
///
/// Source: AWS SDKs and Tools Reference Guide, "Retry behavior".
public struct RetryPolicy: Sendable, Hashable {
    /// All tries together; 1 means no retries.
    public var attemptsMax = 3
    /// The longest wait before a retry.
    public var delayMaxSeconds = 20.0
    /// Tokens that retries draw from, so that a service in trouble is not asked three times as often.
    public var quotaTokens = 500

    public init() {}

    /// Reads `AWS_MAX_ATTEMPTS`, else the profile's `max_attempts`.
    public init(environment: [String: String], profile: ConfigSection?) {
        let text = environment["AWS_MAX_ATTEMPTS"] ?? profile?["max_attempts"]
        if let count = text.flatMap({ Int($0) }), count > 0 { attemptsMax = count }
    }

    /// How long to wait: a random part of 1, 2, 4 … seconds, at most ``delayMaxSeconds``.
    /// - Parameters:
    ///   - retry: 1 for the first one.
    ///   - random: from 0 to 1.
    public func delaySeconds(beforeRetry retry: Int, random: Double) -> Double {
        let ceiling = min(Double(1 << min(max(retry, 1) - 1, 30)), delayMaxSeconds)
        return ceiling * min(max(random, 0), 1)
    }
}

/// Why a failed call is worth another try.
enum RetryReason: Sendable, Hashable {
    /// The service has too much to do.
    case throttling
    /// The service or the way to it has a passing trouble.
    case transient
    /// No answer in time.
    case timeout

    /// `nil` if the same request would fail again.
    init?(_ error: AWSClientError) {
        switch error.code {
        case .timedOut: self = .timeout
        case .unreachable, .interrupted: self = .transient
        case .service:
            guard let failure = error.failure, let reason = Self.reason(failure) else { return nil }
            self = reason
        default: return nil
        }
    }

    /// What a retry takes from the quota.
    var cost: Int { self == .timeout ? 10 : 5 }

    private static func reason(_ failure: AWSClientError.ServiceFailure) -> RetryReason? {
        if throttlingCodes.contains(failure.code) || failure.status == 429 { return .throttling }
        if transientCodes.contains(failure.code) { return .transient }
        return [500, 502, 503, 504].contains(failure.status) ? .transient : nil
    }

    // Many services throttle with status 400.
    private static let throttlingCodes: Set<String> = [
        "Throttling", "ThrottlingException", "ThrottledException", "RequestThrottledException", "RequestThrottled",
        "TooManyRequestsException", "ProvisionedThroughputExceededException", "TransactionInProgressException",
        "RequestLimitExceeded", "BandwidthLimitExceeded", "LimitExceededException", "SlowDown",
        "PriorRequestNotComplete", "EC2ThrottledException",
    ]

    private static let transientCodes: Set<String> = [
        "RequestTimeout", "RequestTimeoutException", "InternalError", "InternalFailure", "InternalServerError",
        "ServiceUnavailable", "ServiceUnavailableException",
    ]
}
