public import CairnAPI
public import CairnStore
import Synchronization

/// The trails, kept in the state database and at hand in memory.
///
/// Readers take ``snapshot`` and are never held up by a writer. A change is one serialized transaction: its closure sees
/// every change before it, what differs afterwards is written at once, and only when that is on the device does the new
/// set become visible. A change that throws, or cannot be written, changes nothing.
public final class TrailRegistry: Sendable {
    /// `nil` if the trails end with the process.
    private let database: StateDatabase?
    private let reportFailure: @Sendable (StoreError) -> Void
    /// Held while a change runs and is written.
    private let changing = Mutex(())
    private let published: Mutex<Published>
    private let publishedRevision = Atomic<UInt64>(0)

    private struct Published {
        var set: TrailSet
        var observers: [UInt64: AsyncStream<TrailSet>.Continuation] = [:]
        var nextObserver: UInt64 = 0
    }

    /// Reads the trails of a database.
    /// - Parameter reportFailure: told why a change could not be written; callers of the change learn only that.
    /// - Throws: ``StoreError`` if the database cannot be read, a document is damaged or was written by a newer Cairn.
    public init(
        database: StateDatabase, reportFailure: @escaping @Sendable (StoreError) -> Void = { _ in }
    ) throws(StoreError) {
        self.database = database
        self.reportFailure = reportFailure
        published = Mutex(Published(set: try TrailDocuments.read(from: database)))
    }

    /// An empty registry that ends with the process.
    public init() {
        database = nil
        reportFailure = { _ in }
        published = Mutex(Published(set: TrailSet()))
    }

    deinit {
        for observer in published.withLock({ Array($0.observers.values) }) { observer.finish() }
    }

    /// The trails as they are now.
    public var snapshot: TrailSet { published.withLock { $0.set } }

    /// The ``TrailSet/revision`` of ``snapshot``: what a hot path looks at to see whether anything has changed.
    public var revision: UInt64 { publishedRevision.load(ordering: .acquiring) }

    /// Carries out one change and returns what its closure returns.
    ///
    /// Blocks for the length of a transaction of the database. The closure must not call the registry.
    /// - Throws: what the closure throws, or ``CloudTrailError`` with `serviceUnavailable` if the change cannot be written.
    public func change<T: Sendable>(
        _ body: (inout TrailSet) throws(CloudTrailError) -> T
    ) throws(CloudTrailError) -> T {
        try changing.withLock { _ throws(CloudTrailError) in
            let old = snapshot
            var new = old
            new.written = []
            let result = try body(&new)
            let difference = TrailDocuments.difference(from: old, to: new)
            new.written = []
            guard !difference.isEmpty else { return result }
            try write(difference)
            new.revision = old.revision + 1
            publish(new)
            return result
        }
    }

    /// Removes all trails and delegated administrators.
    public func reset() throws(CloudTrailError) {
        try change { (trails: inout TrailSet) throws(CloudTrailError) in
            let revision = trails.revision
            trails = TrailSet()
            trails.revision = revision
        }
    }

    /// The trails as they are now, and again after every change, until the registry is gone. A reader that falls behind gets
    /// the newest set only.
    public func changes() -> AsyncStream<TrailSet> {
        let (stream, continuation) = AsyncStream.makeStream(of: TrailSet.self, bufferingPolicy: .bufferingNewest(1))
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

    private func write(_ difference: TrailDocuments.Difference) throws(CloudTrailError) {
        do {
            try database?.change(storing: difference.stored, removing: difference.removed)
        } catch {
            reportFailure(error)
            throw CloudTrailError(
                .serviceUnavailable, "The change could not be stored, and nothing was changed. Try again."
            )
        }
    }

    /// Under the lock, so that observers see changes in their order.
    private func publish(_ set: TrailSet) {
        published.withLock { published in
            published.set = set
            publishedRevision.store(set.revision, ordering: .releasing)
            for observer in published.observers.values { observer.yield(set) }
        }
    }
}
