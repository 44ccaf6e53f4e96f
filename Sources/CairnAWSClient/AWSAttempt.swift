/// One try of a call, as metrics and logs want it. It holds no key, no header and no body.
public struct AWSAttempt: Sendable {
    public enum Outcome: Sendable, Hashable {
        /// The service answered.
        case answered(status: Int)
        /// The service answered with an error, of that code.
        case refused(status: Int, code: String)
        /// There was no answer that could be read.
        case failed(AWSClientError.Code)
    }

    /// The model's id, such as `cloudtrail`.
    public var service: String
    /// The operation, or what else the request was named.
    public var operation: String
    public var region: String
    /// From 1 on.
    public var number: Int
    /// To the end of the answer, or to its head if it is a stream.
    public var duration: Duration
    public var outcome: Outcome
    /// What the service calls the request, if it said so.
    public var requestID: String?
    /// How long the client waits before it tries again; `nil` if this was the last try.
    public var retryDelaySeconds: Double?
}
