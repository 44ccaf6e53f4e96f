import CairnAWSClient
import CairnIntegrity
import CairnObjects
import CairnServer
import CairnSigning
import NIOCore

/// A bucket of any S3 endpoint as a source of files to verify.
struct BucketTrailFiles: TrailFileSource {
    private static let pageSize = 1000

    let bucket: String?
    private let name: String
    private let store: S3ObjectStore

    /// Opens a bucket for reading, with the credentials of the standard chain.
    /// - Parameter endpointURL: as on the command line; else what environment and profile say, else this machine's Cairn.
    static func open(_ bucket: String, endpointURL: String?) -> BucketTrailFiles {
        let environment = ProcessEnvironment.current
        let shared = SharedConfig(environment: environment, readFile: SmallFile.read)
        var settings = AWSClient.Configuration(environment: environment, config: shared)
        let isConfigured = environment["AWS_ENDPOINT_URL"] != nil || environment["AWS_ENDPOINT_URL_S3"] != nil
        settings.endpoints.overrideURL = endpointURL ?? (isConfigured ? nil : "http://127.0.0.1:4734")
        let transport = AsyncHTTPTransport(
            AsyncHTTPTransport.Configuration(userAgent: "cairn/\(CairnVersion.current)"))
        let chain = CredentialChain.standard(
            host: CredentialHost(environment: environment, transport: transport), config: shared,
            configuration: settings)
        let client = AWSClient(
            configuration: settings, credentials: CommandCredentials(chain: chain), transport: transport)
        return BucketTrailFiles(bucket: bucket, name: bucket, store: S3ObjectStore(client: client))
    }

    func list(prefix: String, after: String?, limit: Int) async throws(IntegrityError) -> [String] {
        do {
            let page = try await store.list(
                bucket: name, prefix: prefix, after: after, limit: min(limit, Self.pageSize))
            return page.objects.map(\.key)
        } catch {
            throw IntegrityError(.unreadable, "s3://\(name) cannot be listed: \(error)")
        }
    }

    func read(
        _ key: String, _ receive: (UnsafeRawBufferPointer) -> Void
    ) async throws(IntegrityError) -> TrailFileInfo? {
        do {
            let body = try await store.get(bucket: name, key: key)
            for try await chunk in body.chunks { chunk.withUnsafeReadableBytes(receive) }
            return TrailFileInfo(metadata: body.info.userMetadata)
        } catch {
            if let error = error as? ObjectStoreError, error.code == .noSuchKey { return nil }
            throw IntegrityError(.unreadable, "s3://\(name)/\(key) cannot be read: \(error)")
        }
    }
}

/// The standard chain; where it has nothing, a pair that stands for nobody in particular: a Cairn on loopback asks for no
/// more.
struct CommandCredentials: CredentialProvider {
    let chain: CachedCredentials

    func credentials() async throws -> SigningCredentials? {
        try await chain.credentials() ?? SigningCredentials(accessKeyID: "cairn", secretAccessKey: "cairn")
    }

    func invalidate(_ refused: SigningCredentials) async { await chain.invalidate(refused) }
}
