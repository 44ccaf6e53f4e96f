public import CairnSigning
public import CairnWire

/// What is known of a call when its head has arrived, and what of it should be kept for its record.
///
/// ``Recorder/plan(_:)`` makes it; the gateway keeps it beside the call and hands it back to
/// ``Recorder/records(for:plan:)`` when the call is over.
public struct CallPlan: Sendable {
    /// Which answers' bodies are wanted.
    public enum ResponseTap: Sendable, Hashable {
        case never
        /// Only the body of an answer that tells of a failure: status 300 and above.
        case failures
        case always
    }

    /// Who signed the call and for what, as its head says; `nil` for an unsigned call.
    public var signature: RequestSignature?
    /// The operation, as far as the head names it; `nil` if no service model fits.
    public var call: RoutedCall?
    /// False for a request that nothing identifies as an AWS call: it is passed on and never recorded.
    public var isAWSCall: Bool
    /// False if no record can come of this call, so that nothing of it needs to be kept.
    public var mayBeRecorded: Bool
    /// The category as far as the head tells it; a call whose operation stands in the body counts as management.
    public var category: EventCategory
    /// Whether the request's body is wanted, up to the gateway's limit.
    public var tapsRequestBody: Bool
    public var responseTap: ResponseTap

    /// What the head told of the operation, so that it need not be looked up again.
    var facts: OperationFacts?

    /// Whether the body of an answer with that status is wanted, up to the gateway's limit.
    public func tapsResponseBody(status: Int) -> Bool {
        switch responseTap {
        case .never: false
        case .failures: status >= 300
        case .always: true
        }
    }

    /// Whether any answer's body is wanted. ``tapsResponseBody(status:)`` is more sparing once the status is known.
    public var tapsResponseBody: Bool { responseTap != .never }
}

extension CallPlan {
    /// The plan for a request that is no AWS call.
    static let notAWS = CallPlan(
        signature: nil, call: nil, isAWSCall: false, mayBeRecorded: false, category: .management,
        tapsRequestBody: false, responseTap: .never, facts: nil)
}
