public import HummingbirdCore
public import Logging
public import NIOCore
import NIOHTTPTypes
public import NIOSSL
import Synchronization

/// Sets up callers' connections for a Hummingbird server: the gateway below, Hummingbird's own handling on top.
public struct GatewayChannel: ServerChildChannel, HTTPChannelHandler {
    /// A connection as Hummingbird handles it.
    public struct Value: ServerChildChannelValue {
        public var channel: any Channel { asyncChannel.channel }
        let asyncChannel: NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>
        let localCall: LocalCallBox
    }

    public let responder: HTTPChannelHandler.Responder
    private let gateway: Gateway
    private let tls: NIOSSLContext?

    /// - Parameters:
    ///   - tls: secures callers' connections; `nil` for plain HTTP.
    ///   - responder: answers Cairn's own calls.
    /// - Throws: `NIOSSLError` if the TLS configuration cannot be used.
    public init(
        gateway: Gateway, tls: TLSConfiguration? = nil, responder: @escaping HTTPChannelHandler.Responder
    ) throws {
        self.gateway = gateway
        self.tls = try tls.map { try NIOSSLContext(configuration: $0) }
        self.responder = Self.leavingEventLoop(responder)
    }

    public func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            let count = countConnection(channel)
            let countMax = gateway.configuration.limits.connectionCountMax
            if let tls { try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls)) }
            let localCall = LocalCallBox()
            try channel.pipeline.syncOperations.addHandler(
                GatewayHandler(
                    gateway: gateway, eventLoop: channel.eventLoop, localCall: localCall, isSurplus: count > countMax,
                    isSecure: tls != nil))
            let asyncChannel = try NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>(
                wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
            try channel.pipeline.syncOperations.addHandler(ConnectionHold(asyncChannel))
            if count > countMax { gateway.metrics.connectionsRefused.count() }
            if count > countMax + max(1, countMax / 8) { channel.close(promise: nil) }
            return Value(asyncChannel: asyncChannel, localCall: localCall)
        }
    }

    /// Returns how many connections there are with this one.
    private func countConnection(_ channel: any Channel) -> Int {
        let metrics = gateway.metrics
        metrics.connectionsAccepted.count()
        channel.closeFuture.whenComplete { _ in metrics.connections.count(-1) }
        return metrics.connections.add(1, ordering: .relaxed).newValue
    }

    /// The connection's task lives on its event loop, where what it reads comes and what it writes goes.
    public func handle(value: Value, logger: Logger) async {
        await withTaskExecutorPreference(EventLoopTaskExecutor(value.channel.eventLoop)) {
            await LocalCall.$box.withValue(value.localCall) {
                await handleHTTP(asyncChannel: value.asyncChannel, logger: logger)
            }
        }
    }

    /// Only calls that are short work are answered on the event loop, all others where they hold up no connection.
    private static func leavingEventLoop(
        _ responder: @escaping HTTPChannelHandler.Responder
    ) -> HTTPChannelHandler.Responder {
        { request, writer, channel in
            if LocalCall.box?.isShortWork == true { return try await responder(request, writer, channel) }
            var writer: ResponseWriter? = writer
            try await withTaskExecutorPreference(globalConcurrentExecutor) {
                guard let writer = writer.take() else { return }
                try await responder(request, writer, channel)
            }
        }
    }
}

extension HTTPServerBuilder {
    /// Builds a server whose connections go through a gateway.
    ///
    ///     Application(router: router, server: .gateway(gateway), configuration: configuration)
    ///
    /// Requests that the gateway's routing calls `admin` or `api` reach the router, all others the upstream.
    /// - Parameter tls: secures callers' connections; `nil` for plain HTTP.
    public static func gateway(_ gateway: Gateway, tls: TLSConfiguration? = nil) -> HTTPServerBuilder {
        HTTPServerBuilder { responder in try GatewayChannel(gateway: gateway, tls: tls, responder: responder) }
    }
}
