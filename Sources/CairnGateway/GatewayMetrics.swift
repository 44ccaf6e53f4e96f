import Synchronization

/// Counters of what passes through a gateway, for all its connections. Reading and counting never wait.
///
/// Law: once no call is in flight, `callsSeen == recorded + excluded + rejected + unrecorded`.
public final class GatewayMetrics: Sendable {
    let callsSeen = Atomic<Int>(0)
    let recorded = Atomic<Int>(0)
    let excluded = Atomic<Int>(0)
    let unauthenticated = Atomic<Int>(0)
    let rejected = Atomic<Int>(0)
    let unrecorded = Atomic<Int>(0)
    let callsInFlight = Atomic<Int>(0)
    let recordedCallsInFlight = Atomic<Int>(0)
    let adminRequests = Atomic<Int>(0)
    let malformedRequests = Atomic<Int>(0)
    let interruptedCalls = Atomic<Int>(0)
    let upstreamErrors = Atomic<Int>(0)
    let upstreamRetries = Atomic<Int>(0)
    let upstreamConnections = Atomic<Int>(0)
    let connections = Atomic<Int>(0)
    let connectionsAccepted = Atomic<Int>(0)
    let connectionsRefused = Atomic<Int>(0)
    let bytesIn = Atomic<Int>(0)
    let bytesOut = Atomic<Int>(0)
    let tapBytesDropped = Atomic<Int>(0)

    public init() {}

    /// The counters at one moment; those that change together may be caught between two steps.
    public struct Snapshot: Sendable, Hashable {
        /// Calls whose head has come, but for `/_cairn/*` and other administration.
        public var callsSeen: Int
        /// Calls with a record in the journal.
        public var recorded: Int
        /// Calls of which no record was wanted, or that never reached anyone.
        public var excluded: Int
        /// Of those, calls that are not recorded because nothing proves who makes them.
        public var unauthenticated: Int
        /// Calls answered with 503 because no record of them could be kept.
        public var rejected: Int
        /// Calls whose record could not be kept although one was wanted, and that had an effect or went through.
        public var unrecorded: Int
        public var callsInFlight: Int
        public var recordedCallsInFlight: Int
        public var adminRequests: Int
        /// Requests refused before they could be understood as a call.
        public var malformedRequests: Int
        /// Calls that the caller or the upstream left before the answer was whole.
        public var interruptedCalls: Int
        /// Calls that failed between here and the upstream.
        public var upstreamErrors: Int
        public var upstreamRetries: Int
        public var upstreamConnections: Int
        public var connections: Int
        public var connectionsAccepted: Int
        public var connectionsRefused: Int
        /// Bytes from callers, heads included.
        public var bytesIn: Int
        /// Bytes to callers, heads included.
        public var bytesOut: Int
        /// Bytes of bodies that a record wanted but that went beyond a limit.
        public var tapBytesDropped: Int
    }

    public var snapshot: Snapshot {
        func value(_ counter: borrowing Atomic<Int>) -> Int { counter.load(ordering: .relaxed) }
        return Snapshot(
            callsSeen: value(callsSeen), recorded: value(recorded), excluded: value(excluded),
            unauthenticated: value(unauthenticated), rejected: value(rejected), unrecorded: value(unrecorded),
            callsInFlight: value(callsInFlight), recordedCallsInFlight: value(recordedCallsInFlight),
            adminRequests: value(adminRequests), malformedRequests: value(malformedRequests),
            interruptedCalls: value(interruptedCalls),
            upstreamErrors: value(upstreamErrors), upstreamRetries: value(upstreamRetries),
            upstreamConnections: value(upstreamConnections), connections: value(connections),
            connectionsAccepted: value(connectionsAccepted), connectionsRefused: value(connectionsRefused),
            bytesIn: value(bytesIn), bytesOut: value(bytesOut), tapBytesDropped: value(tapBytesDropped))
    }
}

extension Atomic where Value == Int {
    @inline(__always)
    func count(_ amount: Int = 1) { add(amount, ordering: .relaxed) }
}
