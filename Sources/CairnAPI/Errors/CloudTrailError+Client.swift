extension CloudTrailError.Code {
    // What a client says where the service has said nothing, or nothing that can be read.

    /// There is no connection to the endpoint.
    public static let unreachable = Self(rawValue: "EndpointUnreachable")
    /// The endpoint did not answer in time.
    public static let timedOut = Self(rawValue: "RequestTimedOut")
    /// The connection broke while request or answer was on its way.
    public static let interrupted = Self(rawValue: "ConnectionInterrupted")
    /// There are no credentials, or they could not be fetched.
    public static let noCredentials = Self(rawValue: "NoCredentials")
    /// The answer is not what the API model says, or is too large.
    public static let malformedAnswer = Self(rawValue: "MalformedAnswer")
    /// The request cannot be put on the wire: a bad endpoint or region.
    public static let invalidRequest = Self(rawValue: "InvalidRequest")
    /// The task was cancelled.
    public static let cancelled = Self(rawValue: "RequestCancelled")

    /// Whether the error comes from the client itself: the service may or may not have carried out the call.
    public var isOfClient: Bool {
        switch self {
        case .unreachable, .timedOut, .interrupted, .noCredentials, .malformedAnswer, .invalidRequest, .cancelled: true
        default: false
        }
    }
}
