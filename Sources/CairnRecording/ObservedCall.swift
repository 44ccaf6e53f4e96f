public import CairnWire

/// An API call that has passed, as seen from the side: all that a record is made from.
public struct ObservedCall: Sendable {
    /// How far a call got.
    public enum Outcome: Sendable, Hashable {
        /// The upstream answered, and the caller was given that answer.
        case answered
        /// Cairn answered in the upstream's place, for example because it could not be reached.
        case failedHere
        /// The caller or the upstream went away before the answer was whole.
        case interrupted
    }

    /// What was agreed on when the caller's connection was secured here.
    public struct TLS: Sendable, Hashable {
        public var version: String
        public var cipherSuite: String?

        public init(version: String, cipherSuite: String? = nil) {
            self.version = version
            self.cipherSuite = cipherSuite
        }
    }

    public var request: WireRequest
    public var response: WireResponse
    public var outcome: Outcome
    /// The caller's address as text, without a port.
    public var sourceIPAddress: String
    /// When the answer was complete: seconds since the epoch.
    public var completedAt: Double
    public var tls: TLS?

    public init(
        request: WireRequest, response: WireResponse, outcome: Outcome = .answered, sourceIPAddress: String,
        completedAt: Double, tls: TLS? = nil
    ) {
        self.request = request
        self.response = response
        self.outcome = outcome
        self.sourceIPAddress = sourceIPAddress
        self.completedAt = completedAt
        self.tls = tls
    }
}
