import CairnAWSClient
import CairnProcessing
import Synchronization

/// Log files in memory; some fail the first times that they are asked for.
final class MemoryDownloads: LogFileStore {
    struct Failure: Error {}

    private let files: [String: [UInt8]]
    private let metadata: [String: [String: String]]
    private let opened = Mutex<[String: Int]>([:])
    private let fails: @Sendable (_ key: String, _ attempt: Int) -> Bool

    init(
        _ files: [String: [UInt8]], metadata: [String: [String: String]] = [:],
        fails: @escaping @Sendable (String, Int) -> Bool = { _, _ in false }
    ) {
        self.files = files
        self.metadata = metadata
        self.fails = fails
    }

    var openedKeys: [String] { opened.withLock { Array($0.keys) } }

    func open(_ file: LogFile) async throws -> LogFileContent {
        let attempt = opened.withLock { opened in
            opened[file.key, default: 0] += 1
            return opened[file.key, default: 0]
        }
        if fails(file.key, attempt) { throw Failure() }
        guard let bytes = files[file.key] else { throw NoSuchLogFile(file) }
        return LogFileContent(file: file, bytes: AWSByteStream(bytes), metadata: metadata[file.key])
    }

    func list(prefix: String, after: String?, limit: Int) async throws -> [LogFile] {
        let after = after ?? ""
        let keys = files.keys.filter { $0.hasPrefix(prefix) && after.utf8.lexicographicallyPrecedes($0.utf8) }
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.prefix(limit)
        return keys.map { LogFile(bucket: Samples.bucket, key: $0, size: files[$0]?.count) }
    }
}
