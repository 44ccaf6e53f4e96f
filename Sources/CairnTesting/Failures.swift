public import CairnAPI
import CairnModel
public import CairnObjects
import Synchronization

/// Failures that a test switches on, to see what its own code does about them.
public final class Failures: Sendable {
    private struct State {
        var answers: [String: Answer] = [:]
        var storeError: ObjectStoreError?
        var isJournalFailing = false
    }

    private struct Answer {
        let error: CloudTrailError
        var times: Int
    }

    private let state = Mutex(State())

    init() {}

    /// Lets calls of an operation be answered with an error.
    ///
    /// - Parameters:
    ///   - operation: such as `LookupEvents`.
    ///   - times: how many calls; after them it is answered as always.
    public func answer(_ operation: String, with error: CloudTrailError, times: Int = .max) {
        state.withLock { $0.answers[operation] = Answer(error: error, times: times) }
    }

    /// Lets deliveries into buckets fail, until ``heal()``.
    public func refuseDeliveries(
        with error: ObjectStoreError = ObjectStoreError(.serviceUnavailable, "switched off by a test")
    ) {
        state.withLock { $0.storeError = error }
    }

    /// Lets the journal fail as a full disk does: calls that would have to be recorded are answered 503.
    public func failJournal() { state.withLock { $0.isJournalFailing = true } }

    /// Ends all failures.
    public func heal() { state.withLock { $0 = State() } }

    var isJournalFailing: Bool { state.withLock { $0.isJournalFailing } }

    func admit(_ operation: APIOperation) throws(CloudTrailError) {
        let error: CloudTrailError? = state.withLock { state in
            guard var answer = state.answers[operation.name], answer.times > 0 else { return nil }
            answer.times -= 1
            state.answers[operation.name] = answer
            return answer.error
        }
        if let error { throw error }
    }

    func checkStore() throws(ObjectStoreError) {
        if let error = state.withLock({ $0.storeError }) { throw error }
    }
}

/// The journal, failing when a test says so.
struct FailingSink: EventSink {
    struct Failure: Error {}

    let sink: any EventSink
    let failures: Failures

    var isAccepting: Bool { !failures.isJournalFailing && sink.isAccepting }

    func append(_ records: [[UInt8]], completion: @escaping @Sendable (Result<Void, any Error>) -> Void) {
        if failures.isJournalFailing { return completion(.failure(Failure())) }
        sink.append(records, completion: completion)
    }
}

/// The buckets, refusing what is put when a test says so.
struct FailingStore: ObjectStore {
    let store: any ObjectStore
    let failures: Failures

    func bucketInfo(_ bucket: String) async throws(ObjectStoreError) -> BucketInfo? {
        try await store.bucketInfo(bucket)
    }

    func head(bucket: String, key: String) async throws(ObjectStoreError) -> ObjectInfo? {
        try await store.head(bucket: bucket, key: key)
    }

    func get(bucket: String, key: String, range: ObjectRange?) async throws(ObjectStoreError) -> ObjectBody {
        try await store.get(bucket: bucket, key: key, range: range)
    }

    func put(
        bucket: String, key: String, body: ObjectContent, options: ObjectWriteOptions
    ) async throws(ObjectStoreError) -> ObjectInfo {
        try failures.checkStore()
        return try await store.put(bucket: bucket, key: key, body: body, options: options)
    }

    func delete(bucket: String, key: String) async throws(ObjectStoreError) {
        try await store.delete(bucket: bucket, key: key)
    }

    func list(
        bucket: String, prefix: String, after: String?, limit: Int
    ) async throws(ObjectStoreError) -> ObjectPage {
        try await store.list(bucket: bucket, prefix: prefix, after: after, limit: limit)
    }
}
