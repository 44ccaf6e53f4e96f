import AsyncHTTPClient
import CairnModel
import NIOCore
import NIOHTTP1
import NIOSSL

/// Sends requests with a bounded pool of connections of its own; ``shutdown()`` ends it.
public final class AsyncHTTPTransport: HTTPTransport {
    public struct Configuration: Sendable {
        /// What `User-Agent` says, such as `cairn/1.2.0`: services that see their own calls again know Cairn by it.
        public var userAgent: String
        public var connectTimeout: Duration = .seconds(5)
        /// How long an answer may stand still.
        public var idleTimeout: Duration = .seconds(60)
        public var connectionsPerHostMax = 32
        /// A file of certificates (PEM) to trust instead of the system's, as `AWS_CA_BUNDLE` names it.
        public var certificateBundlePath: String?

        public init(userAgent: String) { self.userAgent = userAgent }
    }

    private let client: HTTPClient
    private let userAgent: String

    public init(_ configuration: Configuration) {
        var settings = HTTPClient.Configuration(redirectConfiguration: .disallow, decompression: .disabled)
        settings.timeout = HTTPClient.Configuration.Timeout(
            connect: TimeAmount(configuration.connectTimeout), read: TimeAmount(configuration.idleTimeout),
            write: TimeAmount(configuration.idleTimeout))
        settings.connectionPool = HTTPClient.Configuration.ConnectionPool(
            idleTimeout: .seconds(30),
            concurrentHTTP1ConnectionsPerHostSoftLimit: configuration.connectionsPerHostMax)
        // Whoever calls decides about retries: an endpoint that refuses connections is an answer.
        settings.connectionPool.retryConnectionEstablishment = false
        settings.httpVersion = .http1Only
        if let path = configuration.certificateBundlePath {
            var tls = TLSConfiguration.makeClientConfiguration()
            tls.trustRoots = .file(path)
            settings.tlsConfiguration = tls
        }
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings)
        userAgent = configuration.userAgent
    }

    /// One for the whole process, with the settings that stand above; it is never closed.
    public static let shared = AsyncHTTPTransport(Configuration(userAgent: "cairn-client"))

    /// Closes all connections; requests after it fail.
    public func shutdown() async throws { try await client.shutdown() }

    public func send(_ request: HTTPTransportRequest) async throws(AWSClientError) -> AWSResponse {
        var outgoing = HTTPClientRequest(url: request.url)
        outgoing.method = HTTPMethod(rawValue: request.method)
        for field in request.headers.fields { outgoing.headers.add(name: field.name, value: field.value) }
        if request.headers["User-Agent"] == nil { outgoing.headers.add(name: "User-Agent", value: userAgent) }
        outgoing.body = Self.body(request.body)
        do {
            let response = try await client.execute(outgoing, timeout: TimeAmount(request.timeout))
            return AWSResponse(
                status: Int(response.status.code),
                headers: HeaderFields(response.headers.map { ($0.name, $0.value) }),
                body: AWSByteStream(ReceivedChunks(body: response.body)))
        } catch {
            throw Self.error(error)
        }
    }

    private static func body(_ body: AWSRequestBody) -> HTTPClientRequest.Body? {
        switch body {
        case .bytes(let bytes): bytes.isEmpty ? nil : .bytes(ByteBuffer(bytes: bytes))
        case .file(let slice):
            .stream(slice.map { ByteBuffer(bytes: $0) }, length: .known(Int64(slice.byteCount)))
        case .stream(let stream, let byteCount):
            .stream(stream.map { ByteBuffer(bytes: $0) }, length: .known(Int64(byteCount)))
        }
    }

    /// - Parameter otherwise: what an error of the socket means.
    static func error(
        _ error: any Error, otherwise code: AWSClientError.Code = .unreachable
    ) -> AWSClientError {
        if let error = error as? AWSClientError { return error }
        if error is CancellationError { return AWSClientError(.cancelled, "The call was cancelled") }
        switch error as? HTTPClientError {
        case .cancelled?: return AWSClientError(.cancelled, "The call was cancelled")
        case .connectTimeout?, .deadlineExceeded?, .readTimeout?, .writeTimeout?, .getConnectionFromPoolTimeout?,
            .tlsHandshakeTimeout?:
            return AWSClientError(.timedOut, "No answer in time", cause: error)
        case .invalidURL?, .emptyHost?, .emptyScheme?, .bodyLengthMismatch?:
            return AWSClientError(.invalidRequest, "\(error)", cause: error)
        case .some: return AWSClientError(.interrupted, "The connection broke: \(error)", cause: error)
        case nil: return AWSClientError(code, "No connection: \(error)", cause: error)
        }
    }
}

/// The pieces of an answer, with errors as this room's.
private struct ReceivedChunks: AsyncSequence, Sendable {
    typealias Element = [UInt8]
    let body: HTTPClientResponse.Body

    struct AsyncIterator: AsyncIteratorProtocol {
        var buffers: HTTPClientResponse.Body.AsyncIterator

        mutating func next() async throws -> [UInt8]? {
            do {
                return try await buffers.next().map { Array($0.readableBytesView) }
            } catch {
                throw AsyncHTTPTransport.error(error, otherwise: .interrupted)
            }
        }
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(buffers: body.makeAsyncIterator()) }
}
