public import CairnAWSClient
public import CairnWire

/// Whom the calls are sent to: the port between replay and the network.
public protocol ReplayTarget: Sendable {
    /// Sends a call once and returns the whole answer.
    /// - Throws: ``AWSClientError``; `service` for every answer that is an error.
    func send(_ call: OutgoingCall) async throws(AWSClientError) -> WireResponse
}
