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
    /// For what is small and ordinary, as nearly all is; `nil` where the endpoint is not.
    private let quick: S3QuickReader?
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
        return BucketTrailFiles(
            bucket: bucket, name: bucket, store: S3ObjectStore(client: client),
            quick: S3QuickReader(client: client, bucket: bucket))
    }

    var executors: [any TaskExecutor] { quick == nil ? [] : S3QuickReader.executors }

    func list(prefix: String, after: String?, limit: Int) async throws(IntegrityError) -> [String] {
        try await page(prefix: prefix, after: after, limit: limit).files.map(\.key)
    }

    func page(prefix: String, after: String?, limit: Int) async throws(IntegrityError) -> TrailFilePage {
        let size = min(limit, Self.pageSize)
        if let files = listings.sorted(prefix) { return Self.page(of: files, after: after, size) }
        let page = try await page(prefix, after: after, size)
        if Self.areInOrder(page.objects, behind: after) {
            return TrailFilePage(files: page.objects.map(Self.listed), isLast: page.next == nil)
        }
        return Self.page(of: try await sortedListing(prefix), after: after, size)
    }

    private static func listed(_ object: ObjectInfo) -> ListedTrailFile {
        ListedTrailFile(key: object.key, version: version(of: object))
    }

    /// Listings and answers to GET know of an object these three, the time in whole seconds at least.
    private static func version(of object: ObjectInfo) -> String? {
        guard !object.etag.isEmpty, object.lastModified.magnitude < 1e12 else { return nil }
        return "\(object.etag) \(object.size) \(Int64(object.lastModified.rounded(.down)))"
    }

    func folders(in prefix: String) async throws(IntegrityError) -> [String] {
        do {
            return try await store.folders(bucket: name, prefix: prefix)
        } catch {
            throw IntegrityError(.unreadable, "s3://\(name) cannot be listed: \(error)")
        }
    }

    /// Some stores list by folder and not by key, `CloudTrail/…` before `CloudTrail-Digest/…`: such a bucket is listed
    /// whole and put in order here.
    private func sortedListing(_ prefix: String) async throws(IntegrityError) -> [ListedTrailFile] {
        var files: [String: ListedTrailFile] = [:]
        var next: String?
        repeat {
            let page = try await page(prefix, after: next, Self.pageSize)
            for object in page.objects { files[object.key] = Self.listed(object) }
            next = page.next
        } while next != nil
        let sorted = files.values.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
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

    private static func areInOrder(_ objects: [ObjectInfo], behind after: String?) -> Bool {
        var previous = after ?? ""
        for object in objects {
            guard previous.isEmpty || previous.utf8.lexicographicallyPrecedes(object.key.utf8) else { return false }
            previous = object.key
        }
        return true
    }

    private static func page(of files: [ListedTrailFile], after: String?, _ limit: Int) -> TrailFilePage {
        let start = after.map { after in
            files.firstIndex { after.utf8.lexicographicallyPrecedes($0.key.utf8) } ?? files.endIndex
        }
        let rest = files[(start ?? 0)...]
        return TrailFilePage(files: Array(rest.prefix(limit)), isLast: rest.count <= limit)
    }

    func read(
        _ key: String, _ receive: (UnsafeRawBufferPointer) -> Void
    ) async throws(IntegrityError) -> TrailFileInfo? {
        if let object = await quick?.object(key) {
            object.content.withUnsafeReadableBytes(receive)
            return TrailFileInfo(metadata: object.info.userMetadata, version: Self.version(of: object.info))
        }
        var attempt = 1
        while true {
            do {
                let body = try await store.get(bucket: name, key: key)
                try await Self.hand(body, to: receive)
                return TrailFileInfo(metadata: body.info.userMetadata, version: Self.version(of: body.info))
            } catch {
                let code = (error as? ObjectStoreError)?.code
                if code == .noSuchKey { return nil }
                // The client has tried again what can be; a small body that broke off in the middle is left to here.
                if attempt < Self.attemptsMax, code == .serviceUnavailable || code == .requestTimeout {
                    attempt += 1
                    continue
                }
                throw IntegrityError(.unreadable, "s3://\(name)/\(key) cannot be read: \(error)")
            }
        }
    }

    private static let attemptsMax = 3
    /// What is handed over in one piece: until then nobody has seen any of it.
    private static let smallByteCount = 4 << 20

    private static func hand(_ body: ObjectBody, to receive: (UnsafeRawBufferPointer) -> Void) async throws {
        if body.range.count <= smallByteCount {
            try await body.collect(upTo: smallByteCount).withUnsafeBytes(receive)
            return
        }
        do {
            for try await chunk in body.chunks { chunk.withUnsafeReadableBytes(receive) }
        } catch {
            // A part has been handed over: no second try.
            throw BrokenOff(description: "it broke off: \(error)")
        }
    }

    private struct BrokenOff: Error, CustomStringConvertible {
        let description: String
    }
}

/// Whole listings by prefix, of buckets that do not list in the order of keys.
private final class SortedListings: Sendable {
    private let listings = Mutex<[String: [ListedTrailFile]]>([:])

    func sorted(_ prefix: String) -> [ListedTrailFile]? { listings.withLock { $0[prefix] } }

    func keep(_ files: [ListedTrailFile], of prefix: String) { listings.withLock { $0[prefix] = files } }
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
