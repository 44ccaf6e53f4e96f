public import CairnTrails

/// What has become of a trail's deliveries, asked by GetTrailStatus.
public protocol TrailDeliveryStatus: Sendable {
    /// Returns what happened in one region, for the events of one account.
    func facts(of trail: CairnTrails.Trail, account: String, region: String) async -> TrailDeliveryFacts
}

/// The latest delivery of each kind. Times are seconds since 1970-01-01T00:00:00Z.
///
/// Source: CloudTrail API Reference, GetTrailStatus.
public struct TrailDeliveryFacts: Sendable, Hashable {
    /// One kind of delivery.
    public struct Outcome: Sendable, Hashable {
        /// The latest try, whether it succeeded or not.
        public var attemptTime: Double?
        /// The latest success.
        public var successTime: Double?
        /// What went wrong in the latest try, such as `AccessDenied`; `nil` after a success.
        public var error: String?

        public init(attemptTime: Double? = nil, successTime: Double? = nil, error: String? = nil) {
            self.attemptTime = attemptTime
            self.successTime = successTime
            self.error = error
        }
    }

    /// Log files put into the bucket; the error is the code that S3 gave.
    public var logFiles: Outcome
    /// Messages published to the topic.
    public var notifications: Outcome
    /// Events put into the log group.
    public var cloudWatchLogs: Outcome
    /// Digest files put into the bucket.
    public var digests: Outcome

    public init(
        logFiles: Outcome = Outcome(), notifications: Outcome = Outcome(), cloudWatchLogs: Outcome = Outcome(),
        digests: Outcome = Outcome()
    ) {
        self.logFiles = logFiles
        self.notifications = notifications
        self.cloudWatchLogs = cloudWatchLogs
        self.digests = digests
    }
}

/// The status of trails that nothing has been delivered for.
public struct NoDeliveries: TrailDeliveryStatus {
    public init() {}

    public func facts(of trail: CairnTrails.Trail, account: String, region: String) -> TrailDeliveryFacts {
        TrailDeliveryFacts()
    }
}
