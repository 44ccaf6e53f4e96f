public import CairnModel
public import Logging
import NIOCore
import NIOSSL
import Synchronization

/// Passes AWS calls on to an upstream, byte for byte, and has each recorded before its caller sees the end of its
/// answer; hands calls that Cairn answers itself to Hummingbird's routes, recorded in the same way.
///
/// One gateway serves all connections of a server. ``serverBuilder(tls:)`` puts it into a Hummingbird application.
public final class Gateway: Sendable {
    public let configuration: GatewayConfiguration
    public let metrics: GatewayMetrics
    let recorder: any CallRecorder
    let sink: any EventSink
    let routing: GatewayRouting
    let clock: any WallClock
    let logger: Logger
    let tapBudget: TapBudget
    let sourceAddress: SourceAddress

    private let requestIDs: EventIDGenerator
    private let upstreamTLS: NIOSSLContext?
    private let pools = Mutex<[ObjectIdentifier: NIOLoopBound<UpstreamPool>]>([:])

    /// - Parameters:
    ///   - recorder: makes records of calls.
    ///   - sink: keeps them.
    ///   - routing: decides which requests are Cairn's own.
    /// - Throws: `NIOSSLError` if the TLS configuration for an upstream with `https` cannot be used.
    public init(
        configuration: GatewayConfiguration, recorder: any CallRecorder, sink: any EventSink,
        metrics: GatewayMetrics = GatewayMetrics(), clock: any WallClock = SystemClock(), logger: Logger,
        routing: @escaping GatewayRouting
    ) throws {
        self.configuration = configuration
        self.recorder = recorder
        self.sink = sink
        self.metrics = metrics
        self.clock = clock
        self.logger = logger
        self.routing = routing
        tapBudget = TapBudget(byteCountMax: configuration.limits.tapByteCountTotalMax)
        sourceAddress = SourceAddress(trustedProxies: configuration.trustedProxies)
        requestIDs = EventIDGenerator(clock: clock)
        upstreamTLS =
            configuration.upstream?.isSecure == true ? try NIOSSLContext(configuration: configuration.upstreamTLS) : nil
    }

    func nextRequestID() -> String { requestIDs.next() }

    /// The upstream's connections of an event loop, on which this is called; `nil` without an upstream.
    func pool(on eventLoop: any EventLoop) -> UpstreamPool? {
        guard let endpoint = configuration.upstream else { return nil }
        return pools.withLock { pools in
            let id = ObjectIdentifier(eventLoop)
            if let pool = pools[id] { return pool }
            let pool = UpstreamPool(
                endpoint: endpoint, configuration: configuration.pool, connectTimeout: configuration.timeouts.connect,
                tls: upstreamTLS, eventLoop: eventLoop, metrics: metrics)
            let bound = NIOLoopBound(pool, eventLoop: eventLoop)
            pools[id] = bound
            return bound
        }.value
    }
}
