import CairnRecording
import CairnWire
import HTTPTypes
import Logging
import NIOCore
import NIOExtras
import NIOHTTPTypes
import NIOSSL

/// A caller's connection: reads its requests, has each answered by the upstream, by Hummingbird or with an error, in
/// order, and holds answers back until they are recorded.
///
/// It stands at the very bottom of the pipeline and speaks bytes with the socket, so that what is passed on stays as
/// it came; towards Hummingbird it speaks HTTP parts, but only for Cairn's own calls. Decisions are in
/// ``ExchangeState``, framing in ``BodyFraming``, timing in `GatewayHandler+Timer.swift`; this type does what they say.
final class GatewayHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = ByteBuffer

    enum Phase {
        case awaitingHead
        case inExchange
        /// The last answer is out; what the caller still sends is dropped.
        case lingering
        case closed
    }

    let gateway: Gateway
    let eventLoop: any EventLoop
    let localCall: LocalCallBox
    /// Whether this connection is one too many: it gets 503 for an answer.
    let isSurplus: Bool
    let isSecure: Bool
    var pool: UpstreamPool?
    var context: ChannelHandlerContext?

    var phase = Phase.awaitingHead
    var exchange: Exchange?
    var pending = ByteBuffer()
    var headScanner: HeadScanner
    var isProcessing = false
    var hasLocalParts = false
    var isInputClosed = false
    var isQuiescing = false
    var lingeredByteCount = 0

    // Timing: see GatewayHandler+Timer.swift.
    var timer: Scheduled<Void>?
    var timerDue = NIODeadline.distantFuture
    var lastProgress = NIODeadline.now()
    var headStarted: NIODeadline?
    var lingerDue = NIODeadline.distantFuture
    var drainDue: NIODeadline?

    private lazy var peer = context?.channel.remoteAddress?.addressText ?? "127.0.0.1"
    private(set) lazy var tls = makeTLS()

    init(gateway: Gateway, eventLoop: any EventLoop, localCall: LocalCallBox, isSurplus: Bool, isSecure: Bool) {
        self.gateway = gateway
        self.eventLoop = eventLoop
        self.localCall = localCall
        self.isSurplus = isSurplus
        self.isSecure = isSecure
        headScanner = HeadScanner(maxByteCount: gateway.configuration.limits.headByteCountMax)
    }

    var limits: GatewayConfiguration.Limits { gateway.configuration.limits }
    var timeouts: GatewayConfiguration.Timeouts { gateway.configuration.timeouts }
    var metrics: GatewayMetrics { gateway.metrics }

    func sourceIPAddress(of head: RequestHead) -> String {
        gateway.sourceAddress.resolve(peer: peer, headers: head.request.headers)
    }

    // MARK: Channel

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        pool = gateway.pool(on: eventLoop)
        if context.channel.isActive { rescheduleTimer() }
    }

    func handlerRemoved(context: ChannelHandlerContext) { end() }

    func channelActive(context: ChannelHandlerContext) {
        progress()
        rescheduleTimer()
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        end()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = unwrapInboundIn(data)
        metrics.bytesIn.count(bytes.readableBytes)
        progress()
        if pending.readableBytes == 0 { pending = bytes } else { pending.writeImmutableBuffer(bytes) }
        process()
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        finishTurn()
    }

    /// Goes on after something other than bytes from the caller has made it possible.
    func resume() {
        guard !isProcessing else { return }
        process()
        finishTurn()
    }

    private func finishTurn() {
        exchange?.connection?.flush()
        deliverLocalParts()
        readIfWanted()
        rescheduleTimer()
    }

    /// The tail asks for more: Hummingbird has taken what it was given, or the channel reads on its own.
    func read(context: ChannelHandlerContext) {
        if isReceivingLocalBody { context.read() } else { readIfWanted() }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable {
            progress()
            exchange?.connection?.resumeReading()
        }
        context.fireChannelWritabilityChanged()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case is ChannelShouldQuiesceEvent: quiesce()
        case ChannelEvent.inputClosed: inputClosed(context)
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        gateway.logger.debug("A caller's connection failed.", metadata: ["error": "\(error)"])
        context.close(promise: nil)
    }

    // MARK: Reading

    /// Bytes are read when someone can take them. While an answer is awaited, one more read tells whether the caller
    /// is still there; what comes with it waits.
    private func readIfWanted() {
        guard wantsRead else { return }
        context?.read()
    }

    private var wantsRead: Bool {
        switch phase {
        case .awaitingHead, .lingering: return true
        case .closed: return false
        case .inExchange:
            guard let exchange, !exchange.requestFraming.isComplete else { return pending.readableBytes == 0 }
            switch exchange.answerer {
            case .upstream: return exchange.connection?.isWritable ?? false
            case .local: return false
            case .gateway: return true
            }
        }
    }

    private var isReceivingLocalBody: Bool {
        guard case .inExchange = phase, let exchange, exchange.isLocal else { return false }
        return !exchange.requestFraming.isComplete
    }

    // MARK: The connection ends

    private func inputClosed(_ context: ChannelHandlerContext) {
        isInputClosed = true
        guard case .inExchange = phase, let exchange else { return context.close(promise: nil) }
        guard exchange.requestFraming.isComplete else { return context.close(promise: nil) }
        exchange.state.mustClose = true
        if exchange.isLocal { context.fireUserInboundEventTriggered(ChannelEvent.inputClosed) }
    }

    private func quiesce() {
        isQuiescing = true
        drainDue = .now() + TimeAmount(timeouts.drain)
        if case .awaitingHead = phase, pending.readableBytes == 0 { context?.close(promise: nil) }
        exchange?.state.mustClose = true
        rescheduleTimer()
    }

    /// The socket is gone: what was under way ends here.
    private func end() {
        if case .closed = phase { return }
        phase = .closed
        timer?.cancel()
        timer = nil
        if let exchange { interrupt(exchange) }
        exchange = nil
        localCall.call = nil
        context = nil
    }

    private func makeTLS() -> ObservedCall.TLS? {
        guard isSecure,
            let handler = try? context?.pipeline.syncOperations.handler(type: NIOSSLServerHandler.self),
            let version = handler.tlsVersion
        else { return nil }
        return ObservedCall.TLS(version: version.recordName)
    }
}

extension SocketAddress {
    /// The address without a port; an IPv4 address in IPv6 form as IPv4.
    fileprivate var addressText: String? {
        guard let text = ipAddress else { return nil }
        let mapped = "::ffff:"
        return text.hasPrefix(mapped) && text.contains(".") ? String(text.dropFirst(mapped.utf8.count)) : text
    }
}

extension TLSVersion {
    /// The name that CloudTrail's `tlsDetails` uses.
    fileprivate var recordName: String {
        switch self {
        case .tlsv1: "TLSv1"
        case .tlsv11: "TLSv1.1"
        case .tlsv12: "TLSv1.2"
        case .tlsv13: "TLSv1.3"
        }
    }
}
