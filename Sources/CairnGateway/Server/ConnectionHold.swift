import NIOCore

/// Keeps what wraps a channel for as long as the channel is open.
///
/// A server that stops drops connections that it has accepted and not begun to serve, and a `NIOAsyncChannel` that
/// nobody has served stops the process when it is freed before its channel is closed.
///
/// See https://github.com/apple/swift-nio/issues/2637.
final class ConnectionHold<Wrapper>: ChannelInboundHandler {
    typealias InboundIn = NIOAny

    private var wrapper: Wrapper?

    init(_ wrapper: Wrapper) { self.wrapper = wrapper }

    func handlerRemoved(context: ChannelHandlerContext) { wrapper = nil }
}
