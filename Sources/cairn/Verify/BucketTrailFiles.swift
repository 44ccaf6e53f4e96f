import CairnAWSClient
import CairnIntegrity
import CairnObjects
import CairnServer
import CairnSigning
import NIOCore
import Synchronization

/// A bucket of any S3 endpoint as a source of files to verify.
struct BucketTrailFiles: TrailFileSource {
    private static let pageSize = 1000
    /// Lives as long as the process.
    private static let transport = AsyncHTTPTransport(
        AsyncHTTPTransport.Configuration(userAgent: "cairn/\(CairnVersion.current)"))

    let bucket: String?
    private let name: String
    private let store: S3ObjectStore
    private let listings = SortedListings()

    /// Opens a bucket for reading, with the credentials of the standard chain.
    /// - Parameter endpointURL: as on the command line; else what environment and profile say, else this machine's Cairn.
    static func open(_ bucket: String, endpointURL: String?) -> BucketTrailFiles {
        let environment = ProcessEnvironment.current
        let shared = SharedConfig(environment: environment, readFile: SmallFile.read)
        var settings = AWSClient.Configuration(environment: environment, config: shared)
        let isConfigured = environment["AWS_ENDPOINT_URL"] != nil || environment["AWS_ENDPOINT_URL_S3"] != nil
        settings.endpoints.overrideURL = endpointURL ?? (isConfigured ? nil : "http://127.0.0.1:4734")
        let chain = CredentialChain.standard(
            host: CredentialHost(environment: environment, transport: transport), config: shared,
            configuration: settings)
        let client = AWSClient(
            configuration: settings, credentials: CommandCredentials(chain: chain), transport: transport)
        return BucketTrailFiles(bucket: bucket, name: bucket, store: S3ObjectStore(client: client))
    }

    func list(prefix: String, after: String?, limit: Int) async throws(IntegrityError) -> [String] {
        let size = min(limit, Self.pageSize)
        if let keys = listings.sorted(prefix) { return Self.page(of: keys, after: after, size) }
        let keys = try await page(prefix, after: after, size).objects.map(\.key)
        if Self.areInOrder(keys, behind: after) { return keys }
        return Self.page(of: try await sortedListing(prefix), after: after, size)
    }

    /// Some stores list by folder and not by key, `CloudTrail/…` before `CloudTrail-Digest/…`: such a bucket is listed
    /// whole and put in order here.
    private func sortedListing(_ prefix: String) async throws(IntegrityError) -> [String] {
        var keys: [String] = []
        var next: String?
        repeat {
            let page = try await page(prefix, after: next, Self.pageSize)
            keys += page.objects.map(\.key)
            next = page.next
        } while next != nil
        let sorted = Set(keys).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        listings.keep(sorted, of: prefix)
        return sorted
    }

    private func page(_ prefix: String, after: String?, _ limit: Int) async throws(IntegrityError) -> ObjectPage {
        do {
            return try await store.list(bucket: name, prefix: prefix, after: after, limit: limit)
        } catch {
            throw IntegrityError(.unreadable, "s3://\(name) cannot be listed: \(error)")
        }
    }

    private static func areInOrder(_ keys: [String], behind after: String?) -> Bool {
        var previous = after ?? ""
        for key in keys {
            guard previous.isEmpty || previous.utf8.lexicographicallyPrecedes(key.utf8) else { return false }
            previous = key
        }
        return true
    }

    private static func page(of keys: [String], after: String?, _ limit: Int) -> [String] {
        guard let after else { return Array(keys.prefix(limit)) }
        let start = keys.firstIndex { after.utf8.lexicographicallyPrecedes($0.utf8) } ?? keys.endIndex
        return Array(keys[start...].prefix(limit))
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

/// Whole listings by prefix, of buckets that do not list in the order of keys.
private final class SortedListings: Sendable {
    private let listings = Mutex<[String: [String]]>([:])

    func sorted(_ prefix: String) -> [String]? { listings.withLock { $0[prefix] } }

    func keep(_ keys: [String], of prefix: String) { listings.withLock { $0[prefix] = keys } }
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
