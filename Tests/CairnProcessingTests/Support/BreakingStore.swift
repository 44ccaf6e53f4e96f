import CairnObjects
import NIOCore
import Synchronization

/// A bucket in memory whose first downloads break off, each after some bytes.
final class BreakingStore: ObjectStore {
    struct Broken: Error {}

    private struct State {
        var breaksAfter: [Int]
        var ranges: [ObjectRange?] = []
    }

    private let base = MemoryStore()
    private let state: Mutex<State>
    private let replaces: Bool

    init(_ bytes: [UInt8], breaksAfter: [Int], replaces: Bool = false) async throws {
        state = Mutex(State(breaksAfter: breaksAfter))
        self.replaces = replaces
        base.setBucket(BucketInfo(name: "box", region: "eu-west-1"))
        try await base.put(bucket: "box", key: "k", bytes: bytes)
    }

    /// What was asked for.
    var ranges: [ObjectRange?] { state.withLock { $0.ranges } }

    func get(bucket: String, key: String, range: ObjectRange?) async throws(ObjectStoreError) -> ObjectBody {
        let limit = state.withLock { state in
            state.ranges.append(range)
            return state.breaksAfter.isEmpty ? nil : state.breaksAfter.removeFirst()
        }
        var body = try await base.get(bucket: bucket, key: key, range: range)
        guard let limit else { return body }
        let bytes = try await body.collect(upTo: 1 << 24)
        if replaces { try await base.put(bucket: bucket, key: key, bytes: [1] + bytes) }
        body.chunks = ObjectChunks(BrokenChunks(bytes: Array(bytes.prefix(limit))))
        return body
    }

    func bucketInfo(_ bucket: String) async throws(ObjectStoreError) -> BucketInfo? {
        try await base.bucketInfo(bucket)
    }

    func head(bucket: String, key: String) async throws(ObjectStoreError) -> ObjectInfo? {
        try await base.head(bucket: bucket, key: key)
    }

    func put(
        bucket: String, key: String, body: ObjectContent, options: ObjectWriteOptions
    ) async throws(ObjectStoreError) -> ObjectInfo {
        try await base.put(bucket: bucket, key: key, body: body, options: options)
    }

    func delete(bucket: String, key: String) async throws(ObjectStoreError) {
        try await base.delete(bucket: bucket, key: key)
    }

    func list(
        bucket: String, prefix: String, after: String?, limit: Int
    ) async throws(ObjectStoreError) -> ObjectPage {
        try await base.list(bucket: bucket, prefix: prefix, after: after, limit: limit)
    }
}

/// One chunk, and then an error.
private struct BrokenChunks: AsyncSequence, Sendable {
    typealias Element = ByteBuffer
    let bytes: [UInt8]

    struct AsyncIterator: AsyncIteratorProtocol {
        var bytes: [UInt8]?

        mutating func next() async throws -> ByteBuffer? {
            guard let bytes else { throw BreakingStore.Broken() }
            self.bytes = nil
            return ByteBuffer(bytes: bytes)
        }
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(bytes: bytes) }
}
