public import CairnStore

/// Where LookupEvents looks: the index of the journal, or in tests a list.
public protocol EventHistory: Sendable {
    /// Returns the events that match, newest first. See ``HistoryIndex/lookup(_:)``.
    func lookup(_ query: HistoryQuery) async throws -> HistoryPage
}

extension HistoryIndex: EventHistory {}
