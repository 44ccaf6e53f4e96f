public import CairnStore

/// The history of a journal as it stands at the moment of the question: what was recorded before is found.
///
/// The index follows the journal by some milliseconds. A caller that makes a call and then looks for it would
/// sometimes be too early; here the look-up waits until the index has caught up, but not for long.
public struct FreshHistory: EventHistory {
    private let index: HistoryIndex
    private let journal: Journal
    private let patience: Duration

    /// - Parameter patience: how long a look-up waits for the index before it answers with what is there.
    public init(index: HistoryIndex, journal: Journal, patience: Duration = .milliseconds(500)) {
        self.index = index
        self.journal = journal
        self.patience = patience
    }

    public func lookup(_ query: HistoryQuery) async throws -> HistoryPage {
        _ = await index.catchUp(to: journal.end.sequence, within: patience)
        return try index.lookup(query)
    }
}
