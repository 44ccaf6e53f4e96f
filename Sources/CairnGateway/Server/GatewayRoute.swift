public import CairnRecording
public import CairnWire

/// Who answers a request.
public enum GatewayRoute: Sendable, Hashable {
    /// One of Hummingbird's routes; never recorded and not counted as a call.
    case admin
    /// One of Hummingbird's routes; recorded like any other call.
    case api
    /// One of Hummingbird's routes that takes bodies of any length, as they come; recorded like any other call.
    case bucket
    /// The upstream, if there is one; else an error that says so.
    case upstream
}

/// Decides who answers, from the head of a request and what was made out of it.
///
/// Called on event loops: it must not wait.
public typealias GatewayRouting = @Sendable (_ head: WireRequest, _ plan: CallPlan) -> GatewayRoute
