public import CairnRecording
import CairnWire
import Synchronization

/// What a Hummingbird route may know of the call that it answers, beyond the request itself.
///
/// It comes from the gateway through a task-local value, never from a header that a caller could send:
///
///     router.post("/") { request, context in
///         guard let call = LocalCall.current else { ... }  // not behind a gateway
///         let signer = call.plan.signature
///     }
public struct LocalCall: Sendable {
    /// The id to answer with, in `x-amzn-RequestId`; unique for each call.
    public var requestID: String
    /// The caller's address as text, by the rules for trusted proxies.
    public var sourceIPAddress: String
    /// By which of the routes that Cairn answers itself the call came.
    public var route: GatewayRoute
    /// The signature and the operation as the gateway made them out.
    public var plan: CallPlan
    public var tls: ObservedCall.TLS?

    public init(
        requestID: String, sourceIPAddress: String, route: GatewayRoute = .api, plan: CallPlan,
        tls: ObservedCall.TLS? = nil
    ) {
        self.route = route
        self.requestID = requestID
        self.sourceIPAddress = sourceIPAddress
        self.plan = plan
        self.tls = tls
    }

    @TaskLocal static var box: LocalCallBox?

    /// The call that the current task answers, `nil` outside a gateway's connection.
    ///
    /// Calls of one connection come strictly one after another, so it is the right one while the route runs.
    public static var current: LocalCall? { box?.call }

    /// Says that the call which the current task answers is proven to be its caller's.
    ///
    /// Where ``GatewayConfiguration/recordsOnlyProvenCalls`` is set, a route says so before the call has any effect.
    /// - Returns: false if the call is over already: then it must have none, since no record would tell of it.
    public static func vouch() -> Bool { box?.vouch() ?? true }

    /// Takes ``vouch()`` back: the call is not the one that its caller signed. Nothing is recorded of it.
    public static func disown() { box?.disown() }

    /// Runs work as if it answered that call; for tests of routes.
    public static func withCurrent<Value>(
        _ call: LocalCall, isolation: isolated (any Actor)? = #isolation, _ work: () async throws -> Value
    ) async rethrows -> Value {
        let box = LocalCallBox()
        box.call = call
        return try await $box.withValue(box, operation: work, isolation: isolation)
    }
}

/// The call that a connection is being answered for, shared by its event loop and its task.
final class LocalCallBox: Sendable {
    private struct State {
        var call: LocalCall?
        var isProven = false
        var isOver = true
    }

    private let state = Mutex(State())

    /// A new one begins unproven.
    var call: LocalCall? {
        get { state.withLock { $0.call } }
        set { state.withLock { $0 = State(call: newValue, isOver: newValue == nil) } }
    }

    /// Whether an object is read, which takes the processor little time: the disk is waited for elsewhere.
    var isShortWork: Bool {
        state.withLock { state in
            guard let call = state.call, call.route == .bucket else { return false }
            return ["GetObject", "HeadObject"].contains(call.plan.call?.operationName)
        }
    }

    func vouch() -> Bool {
        state.withLock { state in
            if !state.isOver { state.isProven = true }
            return state.isProven
        }
    }

    func disown() { state.withLock { $0.isProven = false } }

    /// Ends the call: whoever vouches for it from now on is told that it is too late.
    /// - Returns: whether somebody has vouched for it in time.
    func conclude() -> Bool {
        state.withLock { state in
            state.isOver = true
            return state.isProven
        }
    }
}
