/// Where a call stands, and what follows from what happens next: decisions only, no I/O.
struct ExchangeState: Hashable {
    enum Answer: Int, Hashable, Comparable {
        case none
        /// The upstream's head has come.
        case begun
        /// All of the answer is here; its record may still be on the way.
        case complete
        /// The caller has been given all of it.
        case released

        static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    /// Methods that may be sent twice, as RFC 9110 section 9.2.2 has it.
    private static let idempotentMethods: Set<String> = ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE"]

    let isIdempotent: Bool
    let keepsConnection: Bool
    var isRequestComplete = false
    var answer = Answer.none
    /// Whether any byte of the answer, other than `100 Continue`, is on its way to the caller.
    var isAnswerSent = false
    /// Whether anything came from the upstream in answer to this call.
    var hasHeardFromUpstream = false
    /// Whether all that was sent to the upstream can be sent again.
    var canReplay = true
    var hasRetried = false
    /// Whether the caller's connection ends after this call for other reasons than its own wish.
    var mustClose = false

    init(method: String, keepsConnection: Bool) {
        isIdempotent = Self.idempotentMethods.contains(method)
        self.keepsConnection = keepsConnection
    }

    /// Whether the answer's head has to announce that the connection ends. An answer that comes before the request
    /// is whole ends it: what the caller still sends would be taken for its next request.
    var closesConnection: Bool { mustClose || !keepsConnection || !isRequestComplete }

    // MARK: The upstream fails

    enum FailureAction: Hashable {
        /// Send the call once more over a new connection.
        case retry
        /// Answer in the upstream's place.
        case answerHere
        /// End the caller's connection: part of an answer is out, and nothing else can say that it is not whole.
        case abort
    }

    /// - Parameter wasReused: whether the connection had carried another call before; then it was perhaps closing
    ///   while this call was on its way.
    func upstreamFailed(wasReused: Bool) -> FailureAction {
        if isAnswerSent { return .abort }
        let isSafe = !hasHeardFromUpstream && canReplay && isIdempotent
        return wasReused && isSafe && !hasRetried ? .retry : .answerHere
    }

    // MARK: The record is kept, or not

    enum ReleaseAction: Hashable {
        case release
        /// Answer 503 in place of what is held back.
        case refuse
        case abort
    }

    func journalAnswered(isKept: Bool, policy: GatewayConfiguration.JournalFailurePolicy) -> ReleaseAction {
        if isKept || policy == .forward { return .release }
        return isAnswerSent ? .abort : .refuse
    }

    // MARK: The answer is out

    enum Next: Hashable {
        /// Read the next request.
        case nextRequest
        /// Read the rest of this request, then the next one.
        case restOfRequest
        /// End the connection, but give the caller time to read its answer.
        case linger
    }

    func afterRelease(isLocal: Bool) -> Next {
        if mustClose || !keepsConnection { return .linger }
        if isRequestComplete { return .nextRequest }
        return isLocal ? .restOfRequest : .linger
    }
}
