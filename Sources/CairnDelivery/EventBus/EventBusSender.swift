/// Puts events on the default event bus of an account and region.
public protocol EventBusSender: Sendable {
    /// Puts at most ten entries.
    /// - Returns: the numbers of those that were not taken.
    func putEvents(
        _ entries: [EventBusEntry], account: String, region: String
    ) async throws(SendingError) -> [Int]
}

/// What EventBridge makes an event of.
///
/// Source: EventBridge User Guide, "AWS service events delivered via AWS CloudTrail".
public struct EventBusEntry: Sendable, Hashable {
    /// Seconds since the epoch.
    public var time: Double
    /// Such as `aws.ec2`.
    public var source: String
    /// Such as `AWS API Call via CloudTrail`.
    public var detailType: String
    /// The record.
    public var detail: String
    public var resources: [String]

    public init(time: Double, source: String, detailType: String, detail: String, resources: [String] = []) {
        self.time = time
        self.source = source
        self.detailType = detailType
        self.detail = detail
        self.resources = resources
    }

    /// As PutEvents counts: 14 bytes for the time, and what is written.
    ///
    /// Source: EventBridge User Guide, "Calculating Amazon EventBridge event entry size".
    public var byteCount: Int {
        14 + source.utf8.count + detailType.utf8.count + detail.utf8.count
            + resources.reduce(0) { $0 + $1.utf8.count }
    }
}
