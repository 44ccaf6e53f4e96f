/// All entries of one kind at one moment.
///
/// A value: copies are cheap, and a reader keeps the one it has.
public struct StateEntries<Entry: StateEntry>: Sendable, Hashable {
    private var entries: [String: Entry] = [:]

    public init() {}

    init(_ entries: [Entry]) { for entry in entries { self.entries[entry.id] = entry } }

    public var isEmpty: Bool { entries.isEmpty }
    public var ids: Set<String> { Set(entries.keys) }

    /// Every entry, the oldest first.
    public var all: [Entry] { entries.values.sorted { ($0.createdTime, $0.id) < ($1.createdTime, $1.id) } }

    /// The entry of that id. Setting `nil` removes it.
    public subscript(_ id: String) -> Entry? {
        get { entries[id] }
        set { entries[id] = newValue }
    }

    /// The entries that belong to an account in a region, the oldest first.
    public func entries(account: String, region: String) -> [Entry] {
        all.filter { $0.documentKey.account == account && $0.documentKey.region == region }
    }

    /// What must be written so that what is stored as the old entries becomes these.
    func difference(from old: StateEntries) -> (stored: [StateDocument], removed: [StateDocument.Key]) {
        let stored = all.filter { old[$0.id] != $0 }
        let removed = old.all.filter { self[$0.id] == nil }
        return (
            stored.map { StateDocument(key: $0.documentKey, value: $0.document) }, removed.map(\.documentKey)
        )
    }
}
