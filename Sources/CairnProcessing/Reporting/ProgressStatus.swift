/// What a processor is doing, or has done.
public struct ProgressStatus: Sendable {
    /// The steps of its work, by the Java library's names.
    public enum State: String, Sendable, Hashable, CaseIterable {
        /// Waiting for messages.
        case pollQueue
        case parseMessage
        case deleteMessage
        /// Deleting a message that the source filter did not want.
        case deleteFilteredMessage
        /// A message as a whole; ``processLog`` and the message's deletion lie within.
        case processSource
        /// Fetching a file; lies within ``processLog``.
        case downloadLog
        case processLog
        /// Code of the user has thrown something else than a ``CallbackError``.
        case uncaughtException
    }

    public let state: State
    /// `nil` with ``State/uncaughtException``.
    public let info: ProgressInfo?

    public init(_ state: State, _ info: ProgressInfo? = nil) {
        self.state = state
        self.info = info
    }
}

/// What a step is about.
public struct ProgressInfo: Sendable {
    /// In reports of a step's end.
    public var isSuccess = false
    /// How many messages came; with `pollQueue`, at its end.
    public var polledMessageCount: Int?
    /// With `parseMessage`.
    public var message: QueueMessage?
    /// With `processSource`, the deletions, `downloadLog` and `processLog`.
    public var source: LogSource?
    /// With `downloadLog` and `processLog`.
    public var logFile: LogFile?

    public init(
        polledMessageCount: Int? = nil, message: QueueMessage? = nil, source: LogSource? = nil,
        logFile: LogFile? = nil
    ) {
        self.polledMessageCount = polledMessageCount
        self.message = message
        self.source = source
        self.logFile = logFile
    }
}

/// Hears of every step, at its start and its end.
public protocol ProgressReporter: Sendable {
    /// What a report of a start leaves for that of the end, such as the time.
    associatedtype Token: Sendable

    func reportStart(_ status: ProgressStatus) -> Token

    func reportEnd(_ status: ProgressStatus, _ token: Token)
}

/// Reports nothing.
public struct NoProgressReporter: ProgressReporter {
    public init() {}
    public func reportStart(_ status: ProgressStatus) {}
    public func reportEnd(_ status: ProgressStatus, _ token: Void) {}
}
