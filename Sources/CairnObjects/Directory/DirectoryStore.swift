public import CairnModel
public import NIOPosix

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Buckets in a folder: each object is a file of its own that any tool can read.
///
/// The layout is described in `docs/formats/buckets.md`. One process at a time can have the folder; files may be read,
/// and even changed, by others. All that blocks runs on a thread pool.
public final class DirectoryStore: Sendable {
    public struct Configuration: Sendable {
        /// The folder of all buckets; created if it is missing.
        public var path: String
        /// Whether an object is on the device before ``DirectoryStore/put(bucket:key:body:options:)`` returns. Without,
        /// an object survives the end of the process, but may not survive that of the machine.
        public var syncs: Bool
        /// What every part of an upload but the last must have, in bytes; S3's 5 MiB.
        public var minimumPartSize: Int

        public init(path: String, syncs: Bool = true, minimumPartSize: Int = 5 << 20) {
            self.path = path
            self.syncs = syncs
            self.minimumPartSize = minimumPartSize
        }
    }

    let configuration: Configuration
    let clock: any WallClock
    private let context: DirectoryContext
    private let pool: NIOThreadPool
    private let lock: ObjectFile

    /// Opens the folder, and removes what an earlier process has not finished. Blocks for a short time.
    ///
    /// - Throws: ``ObjectStoreError`` with `serviceUnavailable` if another process has the folder.
    public init(
        _ configuration: Configuration, clock: any WallClock = SystemClock(), pool: NIOThreadPool = .singleton
    ) throws(ObjectStoreError) {
        self.configuration = configuration
        self.clock = clock
        self.pool = pool
        context = DirectoryContext(syncs: configuration.syncs, clock: clock)
        let system = configuration.path + "/" + FileName.system
        try FileSystem.createFolders(system)
        lock = try Self.locked(system + "/lock")
        try Self.clear(system + "/trash")
        for entry in try FileSystem.entries(of: configuration.path) ?? [] where entry.kind == .folder {
            try Self.clear([configuration.path, entry.name, FileName.system, "tmp"].joined(separator: "/"))
        }
    }

    private static func locked(_ path: String) throws(ObjectStoreError) -> ObjectFile {
        guard let file = try ObjectFile.open(path, flags: O_RDWR | O_CREAT | O_NOFOLLOW) else {
            throw FileSystem.error("Cannot open", path)
        }
        guard try file.lock() else {
            throw ObjectStoreError(
                .serviceUnavailable, "Another process has these buckets: \(path). Stop it, or choose another folder")
        }
        return file
    }

    /// Lets other processes have the folder. The store must not be used afterwards.
    public func close() { lock.unlock() }

    private static func clear(_ folder: String) throws(ObjectStoreError) {
        for entry in try FileSystem.entries(of: folder) ?? [] {
            let path = folder + "/" + entry.name
            if entry.kind == .folder { try FileSystem.removeAll(path) } else { try FileSystem.remove(path) }
        }
    }

    /// The folder of a bucket.
    ///
    /// - Throws: ``ObjectStoreError`` with `noSuchBucket` for a text that is no bucket's name, such as `..`.
    func folder(_ bucket: String) throws(ObjectStoreError) -> BucketFolder {
        guard BucketName.isValid(bucket) else { throw .noSuchBucket(bucket) }
        return BucketFolder(name: bucket, path: configuration.path + "/" + bucket, context: context)
    }

    func trashPath() throws(ObjectStoreError) -> String {
        let folder = configuration.path + "/" + FileName.system + "/trash"
        try FileSystem.createFolders(folder)
        return folder + "/" + context.uniqueName()
    }

    /// Runs work that blocks.
    func run<Value: Sendable>(
        _ work: @escaping @Sendable () throws(ObjectStoreError) -> Value
    ) async throws(ObjectStoreError) -> Value {
        let result: Result<Value, ObjectStoreError>
        do {
            result = try await pool.runIfActive {
                do throws(ObjectStoreError) { return .success(try work()) } catch { return .failure(error) }
            }
        } catch {
            throw ObjectStoreError(.serviceUnavailable, "The server is stopping", cause: error)
        }
        return try result.get()
    }
}
