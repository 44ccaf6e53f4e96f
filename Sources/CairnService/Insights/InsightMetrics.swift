/// How often operations were called, and failed, by the minute: what ListInsightsMetricData shows.
public protocol InsightMetrics: Sendable {
    /// Returns the periods that had any calls, in order of time.
    func values(_ question: InsightMetricQuestion) async throws -> [InsightMetricValue]
}

/// Which calls or errors, and when.
public struct InsightMetricQuestion: Sendable, Hashable {
    public var account: String
    public var region: String
    /// Whether data events are asked for, not management events.
    public var isData: Bool
    public var eventSource: String
    public var eventName: String
    /// `nil` for calls.
    public var errorCode: String?
    /// Seconds since the epoch; the end is exclusive.
    public var times: Range<Int64>
    /// Seconds: 60, 300 or 3600. Periods begin at multiples of it.
    public var period: Int64

    public init(
        account: String, region: String, isData: Bool, eventSource: String, eventName: String, errorCode: String?,
        times: Range<Int64>, period: Int64
    ) {
        self.account = account
        self.region = region
        self.isData = isData
        self.eventSource = eventSource
        self.eventName = eventName
        self.errorCode = errorCode
        self.times = times
        self.period = period
    }
}

/// A period by its beginning, in seconds since the epoch, and the calls in it.
public struct InsightMetricValue: Sendable, Hashable {
    public var time: Int64
    public var calls: UInt64

    public init(time: Int64, calls: UInt64) {
        self.time = time
        self.calls = calls
    }
}

/// Where nothing is counted.
public struct NoInsightMetrics: InsightMetrics {
    public init() {}

    public func values(_ question: InsightMetricQuestion) -> [InsightMetricValue] { [] }
}
