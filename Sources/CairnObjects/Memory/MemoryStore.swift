public import CairnModel
import Crypto
import NIOCore
import Synchronization

/// Buckets in memory, for tests.
public final class MemoryStore: ObjectStore {
    private let buckets = Mutex<[String: MemoryBucket]>([:])
    private let clock: any WallClock

    public init(clock: any WallClock = SystemClock()) { self.clock = clock }

    /// Adds a bucket, or changes what is known of one.
    public func setBucket(_ info: BucketInfo) {
        buckets.withLock { $0[info.name, default: MemoryBucket(info: info)].info = info }
    }

    public func bucketInfo(_ bucket: String) async throws(ObjectStoreError) -> BucketInfo? {
        buckets.withLock { $0[bucket]?.info }
    }

    public func head(bucket: String, key: String) async throws(ObjectStoreError) -> ObjectInfo? {
        try object(bucket, key)?.info
    }

    public func get(
        bucket: String, key: String, range: ObjectRange?
    ) async throws(ObjectStoreError) -> ObjectBody {
        guard let object = try object(bucket, key) else { throw .noSuchKey(key) }
        let all = 0..<object.bytes.count
        guard let places = range.map({ $0.places(in: all.count) }) ?? all else {
            throw ObjectStoreError(.invalidRange, "The requested range is not satisfiable: \(key)")
        }
        return ObjectBody(info: object.info, range: places, chunks: ObjectChunks(bytes: Array(object.bytes[places])))
    }

    @discardableResult
    public func put(
        bucket: String, key: String, body: ObjectContent, options: ObjectWriteOptions
    ) async throws(ObjectStoreError) -> ObjectInfo {
        let bytes = try await Self.bytes(of: body)
        var digest = ContentDigest(options.checksums)
        bytes.withUnsafeBytes { digest.update($0) }
        let info = ObjectInfo(
            key: key, size: bytes.count, etag: Hexadecimal.text(digest.md5Bytes), lastModified: clock.now(),
            properties: options.properties, checksums: digest.checksums)
        try change(bucket) { (bucket: inout MemoryBucket) throws(ObjectStoreError) in
            try Self.check(options, bucket, key)
            bucket.set(KeyBytes(key), MemoryBucket.Object(info: info, bytes: bytes))
        }
        return info
    }

    public func delete(bucket: String, key: String) async throws(ObjectStoreError) {
        try change(bucket) { (bucket: inout MemoryBucket) throws(ObjectStoreError) in bucket.set(KeyBytes(key), nil) }
    }

    public func list(
        bucket: String, prefix: String, after: String?, limit: Int
    ) async throws(ObjectStoreError) -> ObjectPage {
        try change(bucket) { (bucket: inout MemoryBucket) throws(ObjectStoreError) in
            bucket.page(prefix: KeyBytes(prefix), after: after.map { KeyBytes($0) }, limit: min(1000, max(0, limit)))
        }
    }

    private func object(_ bucket: String, _ key: String) throws(ObjectStoreError) -> MemoryBucket.Object? {
        try change(bucket) { (bucket: inout MemoryBucket) throws(ObjectStoreError) in bucket.objects[KeyBytes(key)] }
    }

    private func change<Value: Sendable>(
        _ bucket: String, _ work: (inout MemoryBucket) throws(ObjectStoreError) -> Value
    ) throws(ObjectStoreError) -> Value {
        let result: Result<Value, ObjectStoreError> = buckets.withLock { buckets in
            guard buckets[bucket] != nil else { return .failure(.noSuchBucket(bucket)) }
            do throws(ObjectStoreError) {
                // By default: the one that is there, as was just seen.
                let info = BucketInfo(name: bucket, region: "")
                return .success(try work(&buckets[bucket, default: MemoryBucket(info: info)]))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    private static func check(
        _ options: ObjectWriteOptions, _ bucket: MemoryBucket, _ key: String
    ) throws(ObjectStoreError) {
        if let owner = options.expectedBucketOwner, owner != bucket.info.owner {
            throw ObjectStoreError(.accessDenied, "The bucket belongs to another account than \(owner)")
        }
        let current = bucket.objects[KeyBytes(key)]?.info
        switch options.condition {
        case nil: return
        case .isNew where current == nil: return
        case .matches where current == nil: throw .noSuchKey(key)
        case .matches(let etag) where current?.etag == etag: return
        case .isNew, .matches:
            throw ObjectStoreError(
                .preconditionFailed, "At least one of the pre-conditions you specified did not hold: \(key)")
        }
    }

    private static func bytes(of content: ObjectContent) async throws(ObjectStoreError) -> [UInt8] {
        switch content {
        case .bytes(let bytes): return bytes
        case .file(let path):
            guard let bytes = try FileSystem.contents(of: path) else {
                throw ObjectStoreError(.invalidArgument, "There is no file at \(path)")
            }
            return bytes
        case .stream(let chunks):
            var bytes: [UInt8] = []
            do {
                for try await chunk in chunks { bytes.append(contentsOf: chunk.readableBytesView) }
            } catch {
                throw ObjectStoreError.taking(error)
            }
            return bytes
        }
    }
}
