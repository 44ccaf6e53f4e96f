import CairnDelivery
import CairnIntegrity
import CairnModel
import CairnObjects
import CairnStore
import Synchronization

/// A store that fails as it is told to, and counts what is done to it and to the state.
final class FaultyStore: ObjectStore {
    private struct State {
        var failure: ObjectStoreError?
        var failingPart = ""
        /// The effect after which nothing works any more; twice a put's number before it, one more behind it.
        var crashAt: Int?
        var effects = 0
        var isDead = false
        var putCounts: [String: Int] = [:]
    }

    private let inner: MemoryStore
    private let state = Mutex(State())

    init(_ inner: MemoryStore) { self.inner = inner }

    /// Puts fail, all or those of keys with that part.
    func fail(_ error: ObjectStoreError?, part: String = "") {
        state.withLock { ($0.failure, $0.failingPart) = (error, part) }
    }

    func crash(at effect: Int?) { state.withLock { ($0.crashAt, $0.effects, $0.isDead) = (effect, 0, false) } }

    var effectCount: Int { state.withLock(\.effects) }
    var isDead: Bool { state.withLock(\.isDead) }
    var putCounts: [String: Int] { state.withLock(\.putCounts) }

    func count() -> Bool {
        state.withLock { state in
            state.effects += 1
            if state.effects == state.crashAt { state.isDead = true }
            return !state.isDead
        }
    }

    func countWrite() throws(StoreError) {
        guard count() else { throw StoreError(.database, "killed") }
    }

    func put(
        bucket: String, key: String, body: ObjectContent, options: ObjectWriteOptions
    ) async throws(ObjectStoreError) -> ObjectInfo {
        let killed = ObjectStoreError(.serviceUnavailable, "killed")
        let (failure, part) = state.withLock { ($0.failure, $0.failingPart) }
        if let failure, part.isEmpty || key.contains(part) { throw failure }
        guard count() else { throw killed }
        let info = try await inner.put(bucket: bucket, key: key, body: body, options: options)
        state.withLock { $0.putCounts[key, default: 0] += 1 }
        guard count() else { throw killed }
        return info
    }

    func bucketInfo(_ bucket: String) async throws(ObjectStoreError) -> BucketInfo? {
        try await inner.bucketInfo(bucket)
    }

    func head(bucket: String, key: String) async throws(ObjectStoreError) -> ObjectInfo? {
        try await inner.head(bucket: bucket, key: key)
    }

    func get(bucket: String, key: String, range: ObjectRange?) async throws(ObjectStoreError) -> ObjectBody {
        try await inner.get(bucket: bucket, key: key, range: range)
    }

    func delete(bucket: String, key: String) async throws(ObjectStoreError) {
        try await inner.delete(bucket: bucket, key: key)
    }

    func list(
        bucket: String, prefix: String, after: String?, limit: Int
    ) async throws(ObjectStoreError) -> ObjectPage {
        try await inner.list(bucket: bucket, prefix: prefix, after: after, limit: limit)
    }
}

/// The bucket as the verifier reads it.
struct MemoryFileSource: TrailFileSource {
    let store: MemoryStore

    var bucket: String? { "box" }

    func list(prefix: String, after: String?, limit: Int) async throws(IntegrityError) -> [String] {
        do throws(ObjectStoreError) {
            return try await store.list(bucket: "box", prefix: prefix, after: after, limit: limit).objects.map(\.key)
        } catch {
            throw IntegrityError(.unreadable, "\(error)")
        }
    }

    func read(
        _ key: String, _ receive: (UnsafeRawBufferPointer) -> Void
    ) async throws(IntegrityError) -> TrailFileInfo? {
        do throws(ObjectStoreError) {
            guard try await store.head(bucket: "box", key: key) != nil else { return nil }
            let body = try await store.get(bucket: "box", key: key)
            try await body.collect(upTo: 100 << 20).withUnsafeBytes { receive($0) }
            return TrailFileInfo(metadata: body.info.userMetadata)
        } catch {
            throw IntegrityError(.unreadable, "\(error)")
        }
    }
}

final class RecordingTopic: NotificationSender {
    private let state = Mutex<(messages: [(arn: String, text: String)], failure: SendingError?)>(([], nil))

    var messages: [String] { state.withLock { $0.messages.map(\.text) } }

    func fail(_ error: SendingError?) { state.withLock { $0.failure = error } }

    func publish(_ message: String, toTopic arn: String) async throws(SendingError) {
        let failure = state.withLock { state in
            if state.failure == nil { state.messages.append((arn, message)) }
            return state.failure
        }
        if let failure { throw failure }
    }
}

/// A log group in memory; its calls are effects before and behind which the process can end.
final class RecordingLogGroup: LogEventSender {
    private struct State {
        var streams: [String: [[LogEvent]]] = [:]
        var failure: SendingError?
        var failingStream: String?
        var refusedCount = 0
        var tries = 0
    }

    private let state = Mutex(State())
    private let effects: FaultyStore

    init(effects: FaultyStore) { self.effects = effects }

    var streams: [String: [[LogEvent]]] { state.withLock(\.streams) }
    var tries: Int { state.withLock(\.tries) }
    /// The ids of all events, by stream and in the order of calls.
    var eventIDs: [String] {
        streams.sorted { $0.key < $1.key }.flatMap(\.value).flatMap(\.self).compactMap {
            (try? JSON(parsing: Array($0.message.utf8)))?["eventID"]?.stringValue
        }
    }

    func fail(_ error: SendingError?, stream: String? = nil) {
        state.withLock { ($0.failure, $0.failingStream) = (error, stream) }
    }

    /// So many events of each call are of a time that is not taken.
    func refuse(_ count: Int) { state.withLock { $0.refusedCount = count } }

    func createLogStream(_ stream: LogStream) async throws(SendingError) {
        state.withLock { state in if state.streams[stream.name] == nil { state.streams[stream.name] = [] } }
    }

    func putLogEvents(_ events: [LogEvent], into stream: LogStream) async throws(SendingError) -> Int {
        let failure = state.withLock { state -> SendingError? in
            state.tries += 1
            if let failure = state.failure, state.failingStream.map({ $0 == stream.name }) ?? true { return failure }
            guard state.streams[stream.name] != nil else {
                return SendingError(code: "ResourceNotFoundException", message: "no stream")
            }
            return nil
        }
        if let failure { throw failure }
        let killed = SendingError(code: nil, message: "killed")
        guard effects.count() else { throw killed }
        state.withLock { $0.streams[stream.name]?.append(events) }
        guard effects.count() else { throw killed }
        return state.withLock(\.refusedCount)
    }
}
