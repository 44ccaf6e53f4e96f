import NIOCore

/// How a body is told from what follows it; knows how much of the body is still to come.
enum BodyFraming: Hashable {
    /// So many bytes are still to come; none at all for a message without a body.
    case length(Int)
    case chunked(ChunkedFraming)
    /// The body ends with the connection.
    case untilClose

    /// Whether the message is whole.
    var isComplete: Bool {
        switch self {
        case .length(let count): count == 0
        case .chunked(let framing): framing.isComplete
        case .untilClose: false
        }
    }

    /// Takes from the buffer what belongs to this message, framing included, in the form that it came in.
    ///
    /// - Parameter payload: called with each run of content; with chunked framing several may come of one buffer.
    /// - Throws: ``HTTPSyntaxError`` if chunks are not framed as they must be.
    mutating func take(
        from buffer: inout ByteBuffer, payload: (ByteBuffer) -> Void
    ) throws(HTTPSyntaxError) -> ByteBuffer? {
        switch self {
        case .length(let count):
            let taken = buffer.readSlice(length: min(count, buffer.readableBytes))
            guard let taken, taken.readableBytes > 0 else { return nil }
            self = .length(count - taken.readableBytes)
            payload(taken)
            return taken
        case .untilClose:
            guard let taken = buffer.readSlice(length: buffer.readableBytes), taken.readableBytes > 0 else {
                return nil
            }
            payload(taken)
            return taken
        case .chunked(var framing):
            let taken = try framing.take(from: &buffer, payload: payload)
            self = .chunked(framing)
            return taken
        }
    }
}
