public import CairnAWSClient
public import CairnModel
import CairnSigning
import CairnWire
public import NIOCore
import NIOPosix
import Synchronization

/// Reads many small objects of one bucket over plain HTTP, with little work for each.
///
/// It knows the ordinary case only: the service at a configured address answers `200` with a length that fits into
/// memory. For anything else (TLS, a redirect, an error, a large object, a connection that broke) it has no answer, and
/// the caller asks an ``S3ObjectStore``, which knows the rest. It keeps as many connections as it is called at a time.
/// Tasks that run on one of its ``executors`` have the least work: nothing wakes another thread.
public final class S3QuickReader: Sendable {
    /// An object with all of its bytes.
    public struct Object: Sendable {
        public let info: ObjectInfo
        public let content: ByteBuffer
    }

    private let credentials: any CredentialProvider
    private let headers: HeaderFields
    private let authority: String
    private let address: (host: String, port: Int)
    /// What stands before a key in a request's target.
    private let path: String
    private let region: String
    private let clock: any WallClock
    private let idle = Mutex<[any Channel]>([])

    /// SHA-256 of no bytes.
    private static let emptyDigest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

    /// `nil` if the client's settings do not lead to a configured endpoint over plain HTTP.
    public init?(client: AWSClient, bucket: String, clock: any WallClock = SystemClock()) {
        let settings = client.configuration
        guard settings.bucketAddressing != .virtualHosted, let model = ServiceCatalog.shared.model(id: "s3"),
            let endpoint = try? settings.endpoints.endpoint(of: model, region: settings.region),
            endpoint.scheme == "http", endpoint.isCustom, let address = Self.address(endpoint.authority)
        else { return nil }
        credentials = client.credentials
        headers = settings.additionalHeaders
        authority = endpoint.authority
        self.address = address
        path = endpoint.basePath + AWSRequest.s3("GET", bucket: bucket, key: "").target
        region = endpoint.signingRegion
        self.clock = clock
    }

    /// The event loops of the connections.
    public static let executors: [any TaskExecutor] = MultiThreadedEventLoopGroup.singleton.makeIterator()
        .map(EventLoopTaskExecutor.init)

    deinit {
        for channel in idle.withLock({ $0 }) { channel.close(promise: nil) }
    }

    /// Returns the object, `nil` if this is not the ordinary case.
    public func object(_ key: String) async -> Object? {
        guard !key.isEmpty, let request = await request(for: key), let channel = await connection() else { return nil }
        let promise = channel.eventLoop.makePromise(of: S3QuickAnswer.self)
        // A connection that was closed while it was idle has nobody left who would answer.
        channel.writeAndFlush(S3QuickCall(request: request, answer: promise)).whenFailure { promise.fail($0) }
        guard let answer = try? await promise.futureResult.get() else {
            channel.close(promise: nil)
            return nil
        }
        if answer.keepsConnection { idle.withLock { $0.append(channel) } } else { channel.close(promise: nil) }
        return Object(info: ObjectInfo(key: key, answer: answer), content: answer.content)
    }

    private func request(for key: String) async -> ByteBuffer? {
        guard let keys = try? await credentials.credentials() else { return nil }
        let name = AWSRequest.s3("GET", bucket: "", key: key).target.utf8.dropFirst(2)
        var headers = headers
        headers["Host"] = authority
        let signed = SigV4.sign(
            method: "GET", target: path + String(Substring(name)), headers: headers, payload: .digest(Self.emptyDigest),
            credentials: keys, region: region, service: "s3", at: clock.now())
        var request = ByteBufferAllocator().buffer(capacity: 1024)
        request.writeString("GET \(signed.target) HTTP/1.1\r\n")
        for field in signed.headers.fields { request.writeString("\(field.name): \(field.value)\r\n") }
        request.writeString("\r\n")
        return request
    }

    private func connection() async -> (any Channel)? {
        let here = MultiThreadedEventLoopGroup.currentEventLoop
        if let channel = idle.withLock({ Self.takeConnection(of: here, from: &$0) }) { return channel }
        let bootstrap = ClientBootstrap(group: here ?? MultiThreadedEventLoopGroup.singleton)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .connectTimeout(.seconds(5))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(S3QuickHandler())
                }
            }
        return try? await bootstrap.connect(host: address.host, port: address.port).get()
    }

    /// Whoever is on an event loop takes none of another.
    private static func takeConnection(of eventLoop: (any EventLoop)?, from idle: inout [any Channel]) -> (any Channel)?
    {
        guard let eventLoop else { return idle.popLast() }
        return idle.lastIndex { $0.eventLoop === eventLoop }.map { idle.remove(at: $0) }
    }

    private static func address(_ authority: String) -> (String, Int)? {
        let parts = authority.split(separator: ":", omittingEmptySubsequences: false)
        switch parts.count {
        case 1: return (authority, 80)
        case 2: return Int(parts[1]).map { (String(parts[0]), $0) }
        // An address of version 6 is rare enough for the other way.
        default: return nil
        }
    }
}

extension ObjectInfo {
    /// What the head of an answer says; of properties only those that the caller gave it by name.
    fileprivate init(key: String, answer: S3QuickAnswer) {
        let prefix = "x-amz-meta-"
        var properties = ObjectProperties(contentType: answer.headers["Content-Type"])
        for field in answer.headers.fields where field.name.utf8.count > prefix.utf8.count {
            let name = field.name.lowercased()
            if name.hasPrefix(prefix) { properties.userMetadata[String(name.dropFirst(prefix.count))] = field.value }
        }
        self.init(
            key: key, size: answer.content.readableBytes, etag: Self.plain(answer.headers["ETag"]),
            lastModified: answer.headers["Last-Modified"].flatMap(HTTPDate.seconds) ?? 0, properties: properties)
    }
}
