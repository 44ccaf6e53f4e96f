import NIOCore
import NIOPosix
import NIOSSL

/// The upstream's connections of one event loop. Everything here happens on that loop.
final class UpstreamPool {
    private let endpoint: UpstreamEndpoint
    private let configuration: GatewayConfiguration.Pool
    private let connectTimeout: TimeAmount
    private let tls: NIOSSLContext?
    private let eventLoop: any EventLoop
    private let metrics: GatewayMetrics
    private var state: UpstreamPoolState<UpstreamConnection, AnyConsumer>
    private var isEvictionScheduled = false

    /// A consumer in line.
    final class AnyConsumer {
        weak var consumer: (any UpstreamConsumer)?

        init(_ consumer: any UpstreamConsumer) { self.consumer = consumer }
    }

    init(
        endpoint: UpstreamEndpoint, configuration: GatewayConfiguration.Pool, connectTimeout: Duration,
        tls: NIOSSLContext?, eventLoop: any EventLoop, metrics: GatewayMetrics
    ) {
        self.endpoint = endpoint
        self.configuration = configuration
        self.connectTimeout = TimeAmount(connectTimeout)
        self.tls = tls
        self.eventLoop = eventLoop
        self.metrics = metrics
        state = UpstreamPoolState(
            connectionCountMax: configuration.connectionCountMax,
            waiterCountMax: configuration.waitingCallCountMax)
    }

    /// Gets a connection for a consumer, now or later: it is told through ``UpstreamConsumer``.
    ///
    /// - Returns: a ticket to cancel with, `nil` if the consumer has been told already.
    func acquire(for consumer: any UpstreamConsumer) -> AnyConsumer? {
        let waiter = AnyConsumer(consumer)
        switch state.acquire(waiter) {
        case .use(let connection) where !connection.isOpen: return acquire(for: consumer)
        case .use(let connection):
            connection.use(by: consumer)
            consumer.upstreamDidConnect(connection)
            return nil
        case .connect: connect(for: nil)
        case .wait: break
        case .refuse:
            consumer.upstreamDidNotConnect(.overloaded)
            return nil
        }
        return waiter
    }

    /// Gets a connection that no call has used before.
    func acquireFresh(for consumer: any UpstreamConsumer) -> AnyConsumer {
        let waiter = AnyConsumer(consumer)
        state.startConnecting()
        connect(for: waiter)
        return waiter
    }

    func cancel(_ ticket: AnyConsumer) {
        ticket.consumer = nil
        state.cancel(ticket)
    }

    func release(_ connection: UpstreamConnection) {
        guard connection.isOpen else { return }
        hand(connection, to: state.release(connection, at: .now()))
    }

    func remove(_ connection: UpstreamConnection) {
        metrics.upstreamConnections.count(-1)
        if state.remove(connection) { connect(for: nil) }
    }

    /// Closes the connections that no call uses.
    func closeIdle() { evict(unusedSince: .distantFuture) }

    // MARK: Connecting

    private func connect(for direct: AnyConsumer?) {
        let pool = NIOLoopBound(self, eventLoop: eventLoop)
        let ticket = NIOLoopBound(direct, eventLoop: eventLoop)
        ClientBootstrap(group: eventLoop)
            .connectTimeout(connectTimeout)
            .channelOption(.autoRead, value: false)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try pool.value.addHandlers(to: channel) }
            }
            .connect(host: endpoint.host, port: endpoint.port)
            .assumeIsolated()
            .flatMapThrowing { try $0.pipeline.syncOperations.handler(type: UpstreamConnection.self) }
            .whenComplete { result in
                switch result {
                case .success(let connection): pool.value.didConnect(connection, direct: ticket.value)
                case .failure(let error): pool.value.didNotConnect(error, direct: ticket.value)
                }
            }
    }

    private func addHandlers(to channel: any Channel) throws {
        if let tls {
            let serverName = IPAddress.bytes(endpoint.host) == nil ? endpoint.host : nil
            try channel.pipeline.syncOperations.addHandler(
                NIOSSLClientHandler(context: tls, serverHostname: serverName))
        }
        try channel.pipeline.syncOperations.addHandler(UpstreamConnection(pool: self))
    }

    private func didConnect(_ connection: UpstreamConnection, direct: AnyConsumer?) {
        guard connection.isOpen else { return didNotConnect(ChannelError.ioOnClosedChannel, direct: direct) }
        connection.isCounted = true
        metrics.upstreamConnections.count()
        if let consumer = direct?.consumer {
            state.directConnected()
            connection.use(by: consumer)
            consumer.upstreamDidConnect(connection)
        } else {
            hand(connection, to: state.connected(connection, at: .now()))
        }
    }

    private func didNotConnect(_ error: any Error, direct: AnyConsumer?) {
        let failure: UpstreamFailure =
            if case ChannelError.connectTimeout = error { .connectTimeout } else { .unreachable }
        let (failed, connectsAgain) = state.connectFailed(isDirect: direct != nil)
        if connectsAgain { connect(for: nil) }
        (direct ?? failed)?.consumer?.upstreamDidNotConnect(failure)
    }

    private func hand(_ connection: UpstreamConnection, to waiter: AnyConsumer?) {
        guard let waiter else { return scheduleEviction() }
        guard let consumer = waiter.consumer else { return release(connection) }
        connection.use(by: consumer)
        consumer.upstreamDidConnect(connection)
    }

    // MARK: Eviction

    private func scheduleEviction() {
        guard !isEvictionScheduled, let oldest = state.oldestIdle else { return }
        isEvictionScheduled = true
        // The pool lives as long as its gateway; a timer must not keep either alive.
        eventLoop.assumeIsolated().scheduleTask(deadline: oldest + TimeAmount(configuration.idle)) { [weak self] in
            guard let self else { return }
            isEvictionScheduled = false
            evict(unusedSince: .now() - TimeAmount(configuration.idle))
            scheduleEviction()
        }
    }

    private func evict(unusedSince moment: NIODeadline) {
        for connection in state.takeIdle(since: moment) { connection.close() }
    }
}
