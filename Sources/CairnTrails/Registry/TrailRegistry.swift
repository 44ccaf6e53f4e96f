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
    private let published: PublishedValue<TrailSet>

    /// Reads the trails of a database.
    /// - Parameter reportFailure: told why a change could not be written; callers of the change learn only that.
    /// - Throws: ``StoreError`` if the database cannot be read, a document is damaged or was written by a newer Cairn.
    public init(
        database: StateDatabase, reportFailure: @escaping @Sendable (StoreError) -> Void = { _ in }
    ) throws(StoreError) {
        self.database = database
        self.reportFailure = reportFailure
        published = PublishedValue(try TrailDocuments.read(from: database))
    }

    /// An empty registry that ends with the process.
    public init() {
        database = nil
        reportFailure = { _ in }
        published = PublishedValue(TrailSet())
    }

    /// The trails as they are now.
    public var snapshot: TrailSet { published.value }

    /// The ``TrailSet/revision`` of ``snapshot``: what a hot path looks at to see whether anything has changed.
    public var revision: UInt64 { published.revision }

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
            published.publish(new)
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
    public func changes() -> AsyncStream<TrailSet> { published.changes() }

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
}
