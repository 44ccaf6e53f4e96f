import Synchronization

/// Entries of one kind, kept in the state database and at hand in memory.
///
/// Readers take ``snapshot`` and are never held up by a writer. A change is one serialized transaction: what differs
/// afterwards is written at once, and only when that is on the device does the new state become visible. A change that
/// throws, or cannot be written, changes nothing.
public final class StateRegistry<Entry: StateEntry, Failure: Error>: Sendable {
    public typealias Entries = StateEntries<Entry>

    /// `nil` if the entries end with the process.
    private let database: StateDatabase?
    /// What a change throws that cannot be written.
    private let failure: @Sendable (StoreError) -> Failure
    /// Held while a change runs and is written.
    private let changing = Mutex(())
    private let published: PublishedValue<Entries>

    /// Reads the entries of a database.
    /// - Parameter failure: makes what a change throws that cannot be written.
    /// - Throws: ``StoreError`` if the database cannot be read, a document is damaged or was written by a newer Cairn.
    public init(
        database: StateDatabase, failure: @escaping @Sendable (StoreError) -> Failure
    ) throws(StoreError) {
        self.database = database
        self.failure = failure
        var entries: [Entry] = []
        for document in try database.documents(kind: Entry.documentKind) {
            entries.append(try Entry(document: document.value))
        }
        published = PublishedValue(Entries(entries))
    }

    /// An empty registry that ends with the process.
    public init(failure: @escaping @Sendable (StoreError) -> Failure) {
        database = nil
        self.failure = failure
        published = PublishedValue(Entries())
    }

    /// The entries as they are now.
    public var snapshot: Entries { published.value }

    /// How often the entries have changed: what a hot path looks at to see whether anything has.
    public var revision: UInt64 { published.revision }

    /// Carries out one change and returns what its closure returns.
    ///
    /// Blocks for the length of a transaction of the database. The closure must not call the registry.
    /// - Throws: what the closure throws, or the registry's failure if the change cannot be written.
    public func change<T: Sendable>(_ body: (inout Entries) throws(Failure) -> T) throws(Failure) -> T {
        try changing.withLock { _ throws(Failure) in
            let old = snapshot
            var new = old
            let result = try body(&new)
            guard new != old else { return result }
            try write(from: old, to: new)
            published.publish(new)
            return result
        }
    }

    /// Removes all entries.
    public func reset() throws(Failure) {
        try change { (entries: inout Entries) throws(Failure) in entries = Entries() }
    }

    /// The entries as they are now, and again after every change, until the registry is gone. A reader that falls
    /// behind gets the newest only.
    public func changes() -> AsyncStream<Entries> { published.changes() }

    private func write(from old: Entries, to new: Entries) throws(Failure) {
        let difference = new.difference(from: old)
        do {
            try database?.change(storing: difference.stored, removing: difference.removed)
        } catch {
            throw failure(error)
        }
    }
}
