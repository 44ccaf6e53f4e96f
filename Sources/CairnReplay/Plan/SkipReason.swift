/// Why an event is not sent.
public enum SkipReason: String, Sendable, Hashable, CaseIterable, Codable {
    case readOnly = "read-only"
    /// The call did not succeed when it was recorded.
    case failed = "recorded as failed"
    /// A sign-in, an event of a service's own, an insight: no API call.
    case notACall = "not an API call"
    /// What a resource holds rather than the resource.
    case dataEvent = "data event"
    case noPublicOperation = "no public operation"
    /// A placeholder stands where something stood that nothing can stand in for.
    case redacted = "redacted"
    /// The record does not hold what the call is about.
    case omitted = "parameters omitted"
    /// `--services` or `--events` leave it out.
    case notSelected = "not selected"

    /// What helps, for people.
    public var advice: String? {
        switch self {
        case .failed: "--include-failed sends it"
        case .dataEvent: "--include-data-events sends it"
        case .redacted, .omitted: "--bodies supplies what the record does not hold"
        case .readOnly, .notACall, .noPublicOperation, .notSelected: nil
        }
    }
}
