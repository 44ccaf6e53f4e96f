import NIOConcurrencyHelpers
import NIOCore
import NIOPosix
import NIOSSL

@testable import CairnGateway

/// One end of a TCP connection that a test speaks bytes over.
final class RawSession {
    struct Ended: Error {}

    private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    private var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    private var buffer = ByteBuffer()
    let channel: any Channel

    var writer: NIOAsyncChannelOutboundWriter<ByteBuffer> { outbound }

    init(
        _ channel: any Channel, _ inbound: NIOAsyncChannelInboundStream<ByteBuffer>,
        _ outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    ) {
        self.channel = channel
        self.inbound = inbound.makeAsyncIterator()
        self.outbound = outbound
    }

    /// Small and fixed, so that tests of back-pressure do not measure how much the system buffers.
    static let receiveBufferByteCount: SocketOptionValue = 128 * 1024

    /// Connects, works and closes.
    static func connect<Value: Sendable>(
        port: Int, tls: NIOSSLContext? = nil, _ work: (RawSession) async throws -> sending Value
    ) async throws -> Value {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .channelOption(.socketOption(.so_rcvbuf), value: receiveBufferByteCount)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let tls {
                        try channel.pipeline.syncOperations.addHandler(
                            NIOSSLClientHandler(context: tls, serverHostname: "localhost"))
                    }
                    let connection = try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
                        wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
                    try channel.pipeline.syncOperations.addHandler(ConnectionHold(connection))
                    return connection
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            try await work(RawSession(channel.channel, inbound, outbound))
        }
    }

    func write(_ text: String) async throws { try await outbound.write(ByteBuffer(string: text)) }

    func write(_ bytes: ByteBuffer) async throws { try await outbound.write(bytes) }

    /// Says that nothing more will be written.
    func finish() { outbound.finish() }

    /// A head with its empty line.
    func readHead() async throws -> String {
        var scanned = 0
        while true {
            let view = buffer.readableBytesView
            if let end = Self.headEnd(view, from: scanned) { return buffer.readString(length: end) ?? "" }
            scanned = max(0, view.count - 3)
            try await more()
        }
    }

    func read(_ count: Int) async throws -> String {
        while buffer.readableBytes < count { try await more() }
        return buffer.readString(length: count) ?? ""
    }

    /// Reads and drops so many bytes.
    func skip(_ count: Int) async throws {
        var rest = count
        while rest > 0 {
            if buffer.readableBytes == 0 { try await more() }
            let step = min(rest, buffer.readableBytes)
            buffer.moveReaderIndex(forwardBy: step)
            rest -= step
        }
    }

    /// Reads up to and with a text.
    func read(through text: String) async throws -> String {
        var read = ""
        while !read.hasSuffix(text) { read += try await self.read(1) }
        return read
    }

    func readToEnd() async throws -> String {
        while let next = try? await inbound.next() { buffer.writeImmutableBuffer(next) }
        return buffer.readString(length: buffer.readableBytes) ?? ""
    }

    /// A head and as much body as its Content-Length says.
    func readMessage() async throws -> (head: String, body: String) {
        let head = try await readHead()
        let line = head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-length:") }
        let length = line.flatMap { Int($0.drop { $0 != ":" }.dropFirst().filter { $0 != " " }) } ?? 0
        return (head, try await read(length))
    }

    private func more() async throws {
        guard let next = try await inbound.next() else { throw Ended() }
        if buffer.readableBytes == 0 { buffer = next } else { buffer.writeImmutableBuffer(next) }
    }

    private static func headEnd(_ view: ByteBufferView, from start: Int) -> Int? {
        let bytes = Array(view)
        guard bytes.count >= 4 else { return nil }
        for index in start...(bytes.count - 4) where bytes[index] == 13 {
            if bytes[index..<index + 4].elementsEqual([13, 10, 13, 10]) { return index + 4 }
        }
        return nil
    }
}
