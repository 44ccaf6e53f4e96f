import CairnGateway
import CairnModel
import CairnWire
import Hummingbird
import HummingbirdCore
import Logging
import NIOConcurrencyHelpers
import NIOCore
import NIOPosix
import NIOSSL
import ServiceLifecycle

/// A gateway inside a Hummingbird server on a port of its own, with everything around it a double.
struct TestGateway: Sendable {
    let port: Int
    let gateway: Gateway
    let recorder: RecorderDouble
    let sink: SinkDouble
    private let services: ServiceGroup

    var metrics: GatewayMetrics.Snapshot { gateway.metrics.snapshot }

    func shutDown() async { await services.triggerGracefulShutdown() }

    /// - Parameters:
    ///   - upstreamPort: `nil` for a gateway without an upstream.
    ///   - work: gets the gateway when it answers.
    static func run<Value: Sendable>(
        upstreamPort: Int? = nil, sink: SinkDouble = SinkDouble(), tls: TLSConfiguration? = nil,
        configure: (inout GatewayConfiguration) -> Void = { _ in }, _ work: (TestGateway) async throws -> Value
    ) async throws -> Value {
        var configuration = GatewayConfiguration(
            upstream: upstreamPort.map { UpstreamEndpoint(host: "127.0.0.1", port: $0) })
        configure(&configuration)
        let recorder = RecorderDouble()
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let gateway = try Gateway(configuration: configuration, recorder: recorder, sink: sink, logger: logger) {
            head, _ in
            if head.path.hasPrefix("/_cairn/") { return .admin }
            if head.path.hasPrefix("/bucket/") { return .bucket }
            return head.path.hasPrefix("/local/") ? .api : .upstream
        }
        let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
        let application = Application(
            router: routes(), server: .gateway(gateway, tls: tls),
            configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in continuation.yield(channel.localAddress?.port ?? 0) }, logger: logger)
        let services = ServiceGroup(configuration: .init(services: [application], logger: logger))
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await services.run() }
            var iterator = ports.makeAsyncIterator()
            guard let port = await iterator.next() else { throw RawSession.Ended() }
            let test = TestGateway(
                port: port, gateway: gateway, recorder: recorder, sink: sink, services: services)
            do {
                let value = try await work(test)
                group.cancelAll()
                return value
            } catch {
                group.cancelAll()
                throw error
            }
        }
    }

    private static func routes() -> Router<BasicRequestContext> {
        let router = Router()
        router.post("local/echo") { request, _ in
            let body = try await request.body.collect(upTo: 64 * 1024 * 1024)
            return Response(status: .ok, headers: [.contentType: "text/plain"], body: .init(byteBuffer: body))
        }
        router.post("local/ignore") { _, _ in "ignored" }
        router.get("local/who") { _, _ in
            LocalCall.current.map { "\($0.sourceIPAddress) \($0.requestID.count)" } ?? "nobody"
        }
        router.post("local/proven") { request, _ in
            let body = try await request.body.collect(upTo: 1024)
            guard LocalCall.vouch() else { return "too late" }
            if String(buffer: body) == "altered" { LocalCall.disown() }
            return "carried out"
        }
        for path in ["local/place", "bucket/place"] {
            router.get(RouterPath(path)) { _, _ in
                let before = Self.place
                try await Task.sleep(for: .milliseconds(1))
                let after = Self.place
                return Response(
                    status: .ok,
                    body: .init(contentLength: 34) { writer in
                        try await writer.write(ByteBuffer(string: "\(before), \(after), \(Self.place)"))
                        try await writer.finish(nil)
                    })
            }
        }
        router.get("local/stream") { _, _ in
            Response(
                status: .ok,
                body: .init { writer in
                    for part in ["one", "two"] { try await writer.write(ByteBuffer(string: part)) }
                    try await writer.finish(nil)
                })
        }
        router.get("_cairn/health") { _, _ in "healthy" }
        return router
    }

    /// Where the task runs: both names have ten bytes.
    private static var place: String {
        MultiThreadedEventLoopGroup.currentEventLoop == nil ? "other pool" : "event loop"
    }

    /// Waits until something is so, for at most five seconds.
    static func eventually(_ condition: @Sendable () -> Bool) async -> Bool {
        for _ in 0..<1000 {
            if condition() { return true }
            try? await Task.sleep(for: .milliseconds(5))
        }
        return condition()
    }
}

/// A gateway in front of a scripted upstream.
func withGateway<Value: Sendable>(
    _ script: @escaping ScriptedUpstream.Script, sink: SinkDouble = SinkDouble(),
    configure: (inout GatewayConfiguration) -> Void = { _ in },
    _ work: (TestGateway, ScriptedUpstream) async throws -> Value
) async throws -> Value {
    try await ScriptedUpstream.run(script) { upstream in
        try await TestGateway.run(upstreamPort: upstream.port, sink: sink, configure: configure) { gateway in
            try await work(gateway, upstream)
        }
    }
}
