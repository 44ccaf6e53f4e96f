/// A message that was understood: what it says of log files.
public struct LogSource: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable {
        /// It names at least one log file.
        case cloudTrailLog = "CloudTrailLog"
        /// CloudTrail's test whether the topic can be reached.
        case validationMessage = "CloudTrailValidationMessage"
        /// Something else, such as a digest or S3's own test.
        case other = "Other"
    }

    public var message: QueueMessage
    public var kind: Kind
    /// Those that ``LogFileKey`` or the configuration takes for log files, in the order of the message.
    public var logFiles: [LogFile]
    /// The message's attributes, `SourceType`, `accountId` of the first log file, and further texts of the message.
    public var attributes: [String: String]

    public init(message: QueueMessage, kind: Kind, logFiles: [LogFile] = [], attributes: [String: String] = [:]) {
        self.message = message
        self.kind = kind
        self.logFiles = logFiles
        self.attributes = attributes
    }

    /// The account in the first log file's name; it may be no number.
    public var accountID: String? { attributes["accountId"] }
}
