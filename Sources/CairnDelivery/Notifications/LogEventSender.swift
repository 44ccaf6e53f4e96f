/// Puts events into CloudWatch Logs.
public protocol LogEventSender: Sendable {
    /// Makes a stream; one that is there already is no error.
    func createLogStream(_ stream: LogStream) async throws(SendingError)

    /// Puts events in the order of their times, within CloudWatch Logs's limits.
    /// - Returns: how many it refused, being too old or too new for it.
    /// - Throws: ``SendingError`` with the code `ResourceNotFoundException` if group or stream do not exist.
    func putLogEvents(_ events: [LogEvent], into stream: LogStream) async throws(SendingError) -> Int
}

/// Where events are put.
public struct LogStream: Sendable, Hashable {
    /// `nil` in both if the trail's ARN is none.
    public var groupName: String
    public var account: String
    public var region: String
    /// Such as `222233334444_CloudTrail_eu-west-1`.
    public var name: String
    /// The role that lets CloudTrail put events.
    public var roleARN: String?

    public init(groupName: String, account: String, region: String, name: String, roleARN: String?) {
        self.groupName = groupName
        self.account = account
        self.region = region
        self.name = name
        self.roleARN = roleARN
    }
}

/// One record as an event of a log.
public struct LogEvent: Sendable, Hashable {
    /// Milliseconds since the epoch: the record's `eventTime`.
    public var timestamp: Int64
    /// The record as it stands.
    public var message: String

    public init(timestamp: Int64, message: String) {
        self.timestamp = timestamp
        self.message = message
    }
}
