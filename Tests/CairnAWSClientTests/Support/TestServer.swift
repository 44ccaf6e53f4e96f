import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// An HTTP server on a free port of this machine that answers with a closure.
final class TestServer: Sendable {
    struct Request: Sendable {
        var method: String
        var uri: String
        var headers: [String: String]
        var body: [UInt8]
    }

    enum Answer: Sendable {
        case response(Int, headers: [String: String] = [:], chunks: [String] = [])
        /// The head and the first piece, and then nothing more.
        case stalled
        /// The head and the first piece, and then the end of the connection.
        case broken
        case silent
    }

    let url: String
    private let channel: any Channel
    private let received = Mutex<[Request]>([])

    private init(_ channel: any Channel) {
        self.channel = channel
        url = "http://127.0.0.1:\(channel.localAddress?.port ?? 0)"
    }

    var requests: [Request] { received.withLock { $0 } }

    static func with<Result>(
        _ answer: @escaping @Sendable (Request) -> Answer, _ body: (TestServer) async throws -> Result
    ) async throws -> Result {
        let log = RequestLog()
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(Handler(answer: answer, log: log))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let server = TestServer(channel)
        log.server.withLock { $0 = server }
        do {
            let result = try await body(server)
            try await channel.close()
            return result
        } catch {
            try? await channel.close()
            throw error
        }
    }

    private final class RequestLog: Sendable {
        let server = Mutex<TestServer?>(nil)

        func add(_ request: Request) { server.withLock { $0 }?.received.withLock { $0.append(request) } }
    }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = HTTPServerRequestPart
        typealias OutboundOut = HTTPServerResponsePart

        private let answer: @Sendable (Request) -> Answer
        private let log: RequestLog
        private var request = Request(method: "", uri: "", headers: [:], body: [])

        init(answer: @escaping @Sendable (Request) -> Answer, log: RequestLog) {
            self.answer = answer
            self.log = log
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            switch unwrapInboundIn(data) {
            case .head(let head):
                let headers = Dictionary(head.headers.map { ($0.name.lowercased(), $0.value) }) { $1 }
                request = Request(method: head.method.rawValue, uri: head.uri, headers: headers, body: [])
            case .body(let buffer): request.body += Array(buffer.readableBytesView)
            case .end:
                log.add(request)
                write(answer(request), to: context)
            }
        }

        private func write(_ answer: Answer, to context: ChannelHandlerContext) {
            switch answer {
            case .silent: break
            case .stalled: begin(context, 200, [:], length: 100, ["begun"])
            case .broken:
                begin(context, 200, [:], length: 100, ["begun"])
                context.close(promise: nil)
            case .response(let status, let headers, let chunks):
                let length = chunks.reduce(0) { $0 + $1.utf8.count }
                begin(context, status, headers, length: length, chunks)
                context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
            }
        }

        private func begin(
            _ context: ChannelHandlerContext, _ status: Int, _ headers: [String: String], length: Int,
            _ chunks: [String]
        ) {
            var fields = HTTPHeaders(headers.map { ($0.key, $0.value) })
            fields.add(name: "Content-Length", value: String(length))
            let head = HTTPResponseHead(
                version: .http1_1, status: HTTPResponseStatus(statusCode: status), headers: fields)
            context.write(wrapOutboundOut(.head(head)), promise: nil)
            for chunk in chunks {
                context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: chunk)))), promise: nil)
            }
            context.flush()
        }
    }
}
