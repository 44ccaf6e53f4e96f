import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// An HTTP server on a free port of this machine that answers with a closure.
final class TestServer: Sendable {
    struct Request: Sendable {
        var method: String
        var uri: String
        /// Names in lower case.
        var headers: [String: String]
        var body: String
    }

    enum Answer: Sendable {
        case response(Int, String = "{}", headers: [String: String] = [:])
        /// The end of the connection without an answer.
        case dropped
        /// The head and a part of the body, and then the end of the connection.
        case broken
        case silent
    }

    let url: String
    private let channel: any Channel
    private let log: Log

    private init(_ channel: any Channel, _ log: Log) {
        self.channel = channel
        self.log = log
        url = "http://127.0.0.1:\(channel.localAddress?.port ?? 0)"
    }

    var requests: [Request] { log.requests.withLock { $0 } }

    /// - Parameter answer: the number counts requests from 0 on.
    static func with<Result>(
        _ answer: @escaping @Sendable (_ number: Int, Request) -> Answer, _ body: (TestServer) async throws -> Result
    ) async throws -> Result {
        let log = Log()
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(Handler(answer: answer, log: log))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        do {
            let result = try await body(TestServer(channel, log))
            try await channel.close()
            return result
        } catch {
            try? await channel.close()
            throw error
        }
    }

    private final class Log: Sendable {
        let requests = Mutex<[Request]>([])
    }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = HTTPServerRequestPart
        typealias OutboundOut = HTTPServerResponsePart

        private let answer: @Sendable (Int, Request) -> Answer
        private let log: Log
        private var request = Request(method: "", uri: "", headers: [:], body: "")

        init(answer: @escaping @Sendable (Int, Request) -> Answer, log: Log) {
            self.answer = answer
            self.log = log
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            switch unwrapInboundIn(data) {
            case .head(let head):
                let headers = Dictionary(head.headers.map { ($0.name.lowercased(), $0.value) }) { $1 }
                request = Request(method: head.method.rawValue, uri: head.uri, headers: headers, body: "")
            case .body(let buffer): request.body += String(buffer: buffer)
            case .end:
                let number = log.requests.withLock { requests in
                    requests.append(request)
                    return requests.count - 1
                }
                write(answer(number, request), to: context)
            }
        }

        private func write(_ answer: Answer, to context: ChannelHandlerContext) {
            switch answer {
            case .silent: break
            case .dropped: context.close(promise: nil)
            case .broken:
                begin(context, 200, [:], "{", length: 100)
                context.flush()
                context.close(promise: nil)
            case .response(let status, let body, let headers):
                begin(context, status, headers, body, length: body.utf8.count)
                context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
            }
        }

        private func begin(
            _ context: ChannelHandlerContext, _ status: Int, _ headers: [String: String], _ body: String, length: Int
        ) {
            var fields = HTTPHeaders(headers.map { ($0.key, $0.value) })
            fields.add(name: "Content-Length", value: String(length))
            let head = HTTPResponseHead(
                version: .http1_1, status: HTTPResponseStatus(statusCode: status), headers: fields)
            context.write(wrapOutboundOut(.head(head)), promise: nil)
            context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: body)))), promise: nil)
        }
    }
}
