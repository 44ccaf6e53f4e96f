import CairnAWSClient
public import CairnObjects

/// Log files of any bucket of an object store. A download that breaks off is taken up where it was.
public struct ObjectLogFiles: LogFileDownloads {
    private let store: any ObjectStore
    private let attemptsMax: Int

    /// - Parameters:
    ///   - store: where the buckets are.
    ///   - attemptsMax: how often a download is begun or taken up, besides the store's own tries.
    public init(store: any ObjectStore, attemptsMax: Int = 3) {
        self.store = store
        self.attemptsMax = attemptsMax
    }

    /// - Throws: ``NoSuchLogFile``; `ObjectStoreError`, while it is opened and while it is read.
    public func open(_ file: LogFile) async throws -> LogFileContent {
        let body: ObjectBody
        do {
            body = try await store.get(bucket: file.bucket, key: file.key)
        } catch {
            throw error.code == .noSuchKey ? NoSuchLogFile(file) : error
        }
        let chunks = ResumedChunks(store: store, file: file, body: body, attemptsMax: attemptsMax)
        return LogFileContent(
            file: file.sized(body.info.size), bytes: .init(chunks), metadata: body.info.userMetadata)
    }
}

/// The log files of one bucket, to be listed.
public struct BucketLogFiles: LogFileStore {
    private let store: any ObjectStore
    private let bucket: String
    private let files: ObjectLogFiles

    public init(store: any ObjectStore, bucket: String) {
        self.store = store
        self.bucket = bucket
        files = ObjectLogFiles(store: store)
    }

    public func open(_ file: LogFile) async throws -> LogFileContent { try await files.open(file) }

    /// - Throws: `ObjectStoreError`.
    public func list(prefix: String, after: String?, limit: Int) async throws -> [LogFile] {
        let page = try await store.list(bucket: bucket, prefix: prefix, after: after, limit: min(limit, 1000))
        return page.objects.map { LogFile(bucket: bucket, key: $0.key, size: $0.size) }
    }
}
