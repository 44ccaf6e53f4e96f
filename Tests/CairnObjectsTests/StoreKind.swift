import CairnAWSClient
import CairnBuckets
import CairnModel
import CairnObjects
import CairnPolicy
import CairnSigning
import NIOCore

/// The stores that the laws are checked for, each with an empty bucket `laws`.
enum StoreKind: CaseIterable, Sendable {
    case memory, directory
    /// The client of S3, in front of a folder.
    case s3

    static let bucket = "laws"
    static let account = "111122223333"

    func make(_ folder: TemporaryFolder) async throws -> any ObjectStore {
        let info = BucketInfo(name: Self.bucket, region: "us-east-1", owner: Self.account)
        switch self {
        case .memory:
            let store = MemoryStore()
            store.setBucket(info)
            return store
        case .directory: return try await directory(folder)
        case .s3:
            let endpoint = BucketEndpoint(store: try await directory(folder))
            var configuration = AWSClient.Configuration()
            configuration.endpoints = EndpointSettings(overrideURL: "http://127.0.0.1:4734")
            return S3ObjectStore(
                client: AWSClient(
                    configuration: configuration,
                    credentials: FixedCredentials(SigningCredentials(accessKeyID: "A", secretAccessKey: "s")),
                    transport: EndpointTransport(endpoint: endpoint)))
        }
    }

    private func directory(_ folder: TemporaryFolder) async throws -> DirectoryStore {
        let store = try DirectoryStore(DirectoryStore.Configuration(path: folder.path + "/buckets", syncs: false))
        try await store.createBucket(Self.bucket, region: "us-east-1", owner: Self.account)
        return store
    }
}

/// Gives requests to an endpoint without a network.
private struct EndpointTransport: HTTPTransport {
    let endpoint: BucketEndpoint

    func send(_ request: HTTPTransportRequest) async throws(AWSClientError) -> AWSResponse {
        let path = request.url.utf8.dropFirst("http://".utf8.count).drop { $0 != UInt8(ascii: "/") }
        guard case .bytes(let body) = request.body else { throw AWSClientError(.invalidRequest, "bytes are expected") }
        let answer = await endpoint.respond(
            to: BucketRequest(
                method: request.method, target: String(Substring(path)), headers: request.headers,
                body: OneChunk(ByteBuffer(bytes: body))),
            context: BucketContext(
                principal: .user(arn: "arn:aws:iam::\(StoreKind.account):user/u", account: StoreKind.account),
                account: StoreKind.account, region: "us-east-1", requestID: "R1"))
        var bytes: [UInt8] = []
        switch answer.body {
        case .bytes(let all): bytes = all
        case .chunks(let chunks, _):
            do { for try await chunk in chunks { bytes += Array(chunk.readableBytesView) } } catch {
                throw AWSClientError(.interrupted, "\(error)")
            }
        }
        return AWSResponse(status: answer.status, headers: answer.headers, body: AWSByteStream(bytes))
    }
}

/// A body that comes as one chunk.
struct OneChunk: AsyncSequence, Sendable {
    typealias Failure = any Error

    let chunk: ByteBuffer

    init(_ chunk: ByteBuffer) { self.chunk = chunk }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(chunk: chunk) }

    struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate var chunk: ByteBuffer?

        mutating func next() async throws -> ByteBuffer? {
            defer { chunk = nil }
            return chunk
        }
    }
}
