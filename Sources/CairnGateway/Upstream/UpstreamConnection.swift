import NIOCore

/// One connection to the upstream: a pipe for bytes that belongs to one call at a time.
final class UpstreamConnection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let pool: UpstreamPool
    private var context: ChannelHandlerContext?
    private weak var consumer: (any UpstreamConsumer)?
    private var isReadPaused = false
    /// Whether the pool counts this connection: from the moment that it is made to its end.
    var isCounted = false
    /// Whether a call has used this connection before.
    private(set) var isReused = false

    init(pool: UpstreamPool) { self.pool = pool }

    var isWritable: Bool { context?.channel.isWritable ?? false }
    var isOpen: Bool { context?.channel.isActive ?? false }

    /// Gives the connection to a call.
    func use(by consumer: any UpstreamConsumer) {
        self.consumer = consumer
        resumeReading()
    }

    /// The call is over and the connection in a state to carry another.
    func release() {
        consumer = nil
        isReused = true
        resumeReading()
        pool.release(self)
    }

    func close() {
        consumer = nil
        context?.close(promise: nil)
    }

    func write(_ bytes: ByteBuffer) { context?.write(wrapOutboundOut(bytes), promise: nil) }

    func flush() { context?.flush() }

    func pauseReading() { isReadPaused = true }

    func resumeReading() {
        guard isReadPaused else { return }
        isReadPaused = false
        context?.read()
    }

    // MARK: Channel

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    func channelActive(context: ChannelHandlerContext) {
        context.fireChannelActive()
        context.read()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        // Bytes that nobody asked for make the connection useless: whose answer would they be?
        guard let consumer else { return context.close(promise: nil) }
        consumer.upstreamDidRead(unwrapInboundIn(data))
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        consumer?.upstreamDidReadComplete()
        if !isReadPaused { context.read() }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable { consumer?.upstreamDidBecomeWritable() }
    }

    func channelInactive(context: ChannelHandlerContext) {
        if isCounted {
            isCounted = false
            pool.remove(self)
        }
        let consumer = consumer
        self.consumer = nil
        consumer?.upstreamDidClose()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
