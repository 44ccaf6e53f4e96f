public import NIOSSL

/// How a ``Gateway`` passes calls on, and what it allows its callers.
public struct GatewayConfiguration: Sendable {
    /// What happens to a call that ought to be recorded while the journal cannot take records.
    public enum JournalFailurePolicy: String, Sendable, Hashable, CaseIterable {
        /// The caller gets 503 in its own protocol: before the call has an effect if the journal is known to be
        /// failing, else in place of the upstream's answer.
        case reject
        /// The call goes through unrecorded and is counted in ``GatewayMetrics``.
        case forward
    }

    /// Where calls go that Cairn does not answer itself; `nil` answers them with an error that says so.
    public var upstream: UpstreamEndpoint?
    /// Default: ``JournalFailurePolicy/reject``.
    public var journalFailurePolicy = JournalFailurePolicy.reject
    /// Calls that Cairn answers itself are recorded only if a route has vouched for them: see ``LocalCall/vouch()``.
    ///
    /// Default: every call is recorded, under the identity that it claims.
    public var recordsOnlyProvenCalls = false
    public var limits = Limits()
    public var timeouts = Timeouts()
    public var pool = Pool()
    /// Proxies whose `X-Forwarded-For` is believed. Default: none, the address of the connection counts.
    public var trustedProxies: [AddressRange] = []
    /// How upstreams with `https` are verified. Default: the machine's trust roots.
    public var upstreamTLS = TLSConfiguration.makeClientConfiguration()

    public init(upstream: UpstreamEndpoint? = nil) { self.upstream = upstream }

    /// What a caller may ask for. Beyond a limit it gets an answer that says which.
    public struct Limits: Sendable, Hashable {
        /// The request line and all header fields. Default: 80 KiB; beyond it 431.
        public var headByteCountMax = 80 * 1024
        /// Default: 500; beyond it 431.
        public var headerFieldCountMax = 500
        /// The body of a call that Cairn answers itself. Default: 10 MiB; beyond it 413.
        /// Bodies for the upstream have no limit: they stream.
        public var localBodyByteCountMax = 10 * 1024 * 1024
        /// Connections of callers. Default: 10 000. Calls on connections beyond it get 503; from an eighth more on,
        /// connections are closed at once.
        public var connectionCountMax = 10_000
        /// Calls to be recorded whose record is not kept yet. Default: 10 000; beyond it 503.
        public var recordedCallsInFlightMax = 10_000
        /// How much of each body is kept for its record. Default: 1 MiB.
        public var tapByteCountMax = 1024 * 1024
        /// How much is kept of all bodies in flight together. Default: 64 MiB. What does not fit is only counted.
        public var tapByteCountTotalMax = 64 * 1024 * 1024
        /// Answers that declare at most this length are held back whole until their record is kept; of others only
        /// the end is. Default: 64 KiB.
        public var heldAnswerByteCountMax = 64 * 1024

        public init() {}
    }

    /// How long a step may take.
    public struct Timeouts: Sendable, Hashable {
        /// A connection without a call. Default: 75 s; then it is closed.
        public var idle = Duration.seconds(75)
        /// From the first byte of a head to its last. Default: 30 s; then 408.
        public var head = Duration.seconds(30)
        /// Without a byte from a caller who owes the rest of a body, or none taken by one who is owed an answer.
        /// Default: 60 s; then 408, or the connection is closed if the answer has begun.
        public var bodyProgress = Duration.seconds(60)
        /// A whole call, head to end of answer. Default: 1 h; then the connection is closed.
        public var call = Duration.seconds(3600)
        /// To an upstream connection, waiting for a free one included. Default: 5 s; then 503.
        public var connect = Duration.seconds(5)
        /// Without a byte from the upstream when it is its turn. Default: 15 min, which is how long a synchronous
        /// Lambda function may take; then 504.
        public var upstream = Duration.seconds(900)
        /// For a caller to take notice of an answer that came before it had sent its whole body. Default: 5 s.
        public var linger = Duration.seconds(5)
        /// For calls in flight when the server shuts down. Default: 30 s; then their connections are closed.
        public var drain = Duration.seconds(30)

        public init() {}
    }

    /// The connections to the upstream, for each event loop.
    public struct Pool: Sendable, Hashable {
        /// Default: 512.
        public var connectionCountMax = 512
        /// Calls that wait for a connection. Default: 1024; beyond it 503.
        public var waitingCallCountMax = 1024
        /// How long an unused connection stays open. Default: 4 s, less than servers usually keep theirs, so that
        /// a call seldom meets a connection that is just being closed.
        public var idle = Duration.seconds(4)

        public init() {}
    }
}
