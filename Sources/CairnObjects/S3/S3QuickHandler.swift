import CairnModel
import NIOCore

/// A request, and who waits for its answer.
struct S3QuickCall: Sendable {
    let request: ByteBuffer
    let answer: EventLoopPromise<S3QuickAnswer>
}

/// A whole answer of status 200.
struct S3QuickAnswer: Sendable {
    let headers: HeaderFields
    let content: ByteBuffer
    /// Another request may follow.
    let keepsConnection: Bool
}

/// One HTTP/1.1 call after another on a connection; whatever is not ordinary fails the call.
///
/// Source: RFC 9112.
final class S3QuickHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = S3QuickCall
    typealias OutboundOut = ByteBuffer

    private struct Head {
        let headers: HeaderFields
        let byteCount: Int
    }

    private var call: S3QuickCall?
    private var received = ByteBuffer()
    private var head: Head?
    private var deadline: Scheduled<Void>?

    private static let headByteCountMax = 32 << 10
    private static let contentByteCountMax = 4 << 20
    private static let timeout = TimeAmount.seconds(60)

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let call = unwrapOutboundIn(data)
        guard self.call == nil, context.channel.isActive else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        self.call = call
        let channel = context.channel
        deadline = context.eventLoop.scheduleTask(in: Self.timeout) { channel.close(promise: nil) }
        context.write(wrapOutboundOut(call.request), promise: promise)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var part = unwrapInboundIn(data)
        if received.readableBytes == 0 { received = part } else { received.writeBuffer(&part) }
        guard call != nil, takeHead() else { return fail(context) }
        guard let head, received.readableBytes >= head.byteCount else { return }
        guard let content = received.readSlice(length: head.byteCount) else { return fail(context) }
        let closes = head.headers["Connection"]?.lowercased().contains("close") == true
        finish(
            S3QuickAnswer(
                headers: head.headers, content: content, keepsConnection: !closes && received.readableBytes == 0))
    }

    /// Takes the head when it is there; `false` if it is none that an ordinary answer has.
    private func takeHead() -> Bool {
        guard head == nil else { return true }
        guard let length = Self.headLength(received.readableBytesView) else {
            return received.readableBytes <= Self.headByteCountMax
        }
        guard let bytes = received.readSlice(length: length), let head = Self.head(bytes.readableBytesView) else {
            return false
        }
        self.head = head
        return true
    }

    /// The length with the empty line at its end.
    private static func headLength(_ bytes: ByteBufferView) -> Int? {
        var rest = bytes
        while let end = rest.firstIndex(of: 0x0A) {
            let next = rest[rest.index(after: end)...]
            if next.first == 0x0D, next.dropFirst().first == 0x0A { return next.startIndex + 2 - bytes.startIndex }
            rest = next
        }
        return nil
    }

    private static func head(_ bytes: ByteBufferView) -> Head? {
        let lines = bytes.split(separator: 0x0A).map { $0.last == 0x0D ? $0.dropLast() : $0 }
        guard let status = lines.first, status.starts(with: "HTTP/1.1 200".utf8) else { return nil }
        var headers = HeaderFields()
        for line in lines.dropFirst() where !line.isEmpty {
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return nil }
            let value = line[line.index(after: colon)...].drop { $0 == 0x20 || $0 == 0x09 }
            headers.append(String(decoding: line[..<colon], as: UTF8.self), String(decoding: value, as: UTF8.self))
        }
        guard headers["Transfer-Encoding"] == nil, let text = headers["Content-Length"], let count = Int(text),
            0...contentByteCountMax ~= count
        else { return nil }
        return Head(headers: headers, byteCount: count)
    }

    private func finish(_ answer: S3QuickAnswer) {
        deadline?.cancel()
        let call = call
        (self.call, head, deadline, received) = (nil, nil, nil, ByteBuffer())
        call?.answer.succeed(answer)
    }

    private func fail(_ context: ChannelHandlerContext) { context.close(promise: nil) }

    func channelInactive(context: ChannelHandlerContext) {
        deadline?.cancel()
        call?.answer.fail(ChannelError.eof)
        call = nil
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
