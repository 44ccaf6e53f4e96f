import NIOCore

/// Why the upstream did not answer a call.
enum UpstreamFailure: Error, Hashable {
    /// No connection could be made.
    case unreachable
    /// No connection could be made in time.
    case connectTimeout
    /// More calls wait for a connection than may.
    case overloaded
    /// The connection ended in the middle.
    case closed
    /// What came is no HTTP answer.
    case malformedAnswer
    /// Nothing came in time.
    case timeout
}

/// A call that uses an upstream connection. All calls come on the connection's event loop.
protocol UpstreamConsumer: AnyObject {
    /// The connection is the consumer's until it releases or closes it.
    func upstreamDidConnect(_ connection: UpstreamConnection)
    func upstreamDidNotConnect(_ failure: UpstreamFailure)
    func upstreamDidRead(_ bytes: ByteBuffer)
    /// No more bytes for now: the time to flush.
    func upstreamDidReadComplete()
    func upstreamDidBecomeWritable()
    /// The connection has ended, in good order or not; it is no longer the consumer's.
    func upstreamDidClose()
}
