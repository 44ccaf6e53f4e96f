/// A file that could not be imported, or a place that could not be listed.
public struct ImportFailure: Sendable, Hashable {
    /// What became of it.
    public enum Status: String, Sendable, Hashable {
        case failed = "FAILED"
        /// The import is tried again, and has not come to it yet.
        case retry = "RETRY"
        case succeeded = "SUCCEEDED"
    }

    /// As its source names it; `nil` for the source as a whole.
    public var path: String?
    /// For people: a path or URI.
    public var location: String
    public var status = Status.failed
    /// Such as `AccessDenied` or `InvalidLogFile`.
    public var type: String
    public var message: String
    /// Seconds since the epoch.
    public var updatedTime: Double

    public init(
        path: String?, location: String, status: Status = .failed, type: String, message: String, updatedTime: Double
    ) {
        self.path = path
        self.location = location
        self.status = status
        self.type = type
        self.message = message
        self.updatedTime = updatedTime
    }
}
