public import CairnAPI
public import CairnStore
import Synchronization

/// The event data stores, kept in the state database and at hand in memory.
///
/// Readers take ``snapshot`` and are never held up by a writer. A change is one serialized transaction: what differs
/// afterwards is written at once, and only when that is on the device does the new set become visible. A change that
/// throws, or cannot be written, changes nothing.
public final class EventDataStoreRegistry: Sendable {
    /// `nil` if the stores end with the process.
    private let database: StateDatabase?
    private let reportFailure: @Sendable (StoreError) -> Void
    /// Held while a change runs and is written.
    private let changing = Mutex(())
    private let published: Mutex<Published>

    private struct Published {
        var set: EventDataStoreSet
        var observers: [UInt64: AsyncStream<EventDataStoreSet>.Continuation] = [:]
        var nextObserver: UInt64 = 0
    }

    /// Reads the stores of a database.
    /// - Parameter reportFailure: told why a change could not be written; callers of the change learn only that.
    /// - Throws: ``StoreError`` if the database cannot be read, a document is damaged or was written by a newer Cairn.
    public init(
        database: StateDatabase, reportFailure: @escaping @Sendable (StoreError) -> Void = { _ in }
    ) throws(StoreError) {
        self.database = database
        self.reportFailure = reportFailure
        var stores: [EventDataStore] = []
        for document in try database.documents(kind: EventDataStore.documentKind) {
            stores.append(try EventDataStore(document: document.value))
        }
        published = Mutex(Published(set: EventDataStoreSet(stores)))
    }

    /// An empty registry that ends with the process.
    public init() {
        database = nil
        reportFailure = { _ in }
        published = Mutex(Published(set: EventDataStoreSet()))
    }

    deinit {
        for observer in published.withLock({ Array($0.observers.values) }) { observer.finish() }
    }

    /// The stores as they are now.
    public var snapshot: EventDataStoreSet { published.withLock { $0.set } }

    /// Carries out one change and returns what its closure returns.
    ///
    /// Blocks for the length of a transaction of the database. The closure must not call the registry.
    /// - Throws: what the closure throws, or ``CloudTrailError`` with `serviceUnavailable` if the change cannot be
    ///   written.
    public func change<T: Sendable>(
        _ body: (inout EventDataStoreSet) throws(CloudTrailError) -> T
    ) throws(CloudTrailError) -> T {
        try changing.withLock { _ throws(CloudTrailError) in
            let old = snapshot
            var new = old
            let result = try body(&new)
            guard new != old else { return result }
            try write(from: old, to: new)
            publish(new)
            return result
        }
    }

    /// Removes all stores.
    public func reset() throws(CloudTrailError) {
        try change { (stores: inout EventDataStoreSet) throws(CloudTrailError) in stores = EventDataStoreSet() }
    }

    /// The stores as they are now, and again after every change, until the registry is gone. A reader that falls behind
    /// gets the newest set only.
    public func changes() -> AsyncStream<EventDataStoreSet> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: EventDataStoreSet.self, bufferingPolicy: .bufferingNewest(1))
        let observer = published.withLock { published in
            let observer = published.nextObserver
            published.nextObserver += 1
            published.observers[observer] = continuation
            continuation.yield(published.set)
            return observer
        }
        continuation.onTermination = { [weak self] _ in
            self?.published.withLock { $0.observers[observer] = nil }
        }
        return stream
    }

    private func write(from old: EventDataStoreSet, to new: EventDataStoreSet) throws(CloudTrailError) {
        let stored = new.all.filter { old[$0.id] != $0 }
        let removed = old.all.filter { new[$0.id] == nil }
        do {
            try database?.change(
                storing: stored.map { StateDocument(key: $0.documentKey, value: $0.document) },
                removing: removed.map(\.documentKey))
        } catch {
            reportFailure(error)
            throw CloudTrailError(
                .serviceUnavailable, "The change could not be stored, and nothing was changed. Try again."
            )
        }
    }

    /// Under the lock, so that observers see changes in their order.
    private func publish(_ set: EventDataStoreSet) {
        published.withLock { published in
            published.set = set
            for observer in published.observers.values { observer.yield(set) }
        }
    }
}
