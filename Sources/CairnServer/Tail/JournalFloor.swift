import Synchronization

/// Up to where the journal counts as forgotten: a reset hides what was recorded before and deletes nothing.
final class JournalFloor: Sendable {
    private let sequence: Atomic<UInt64>

    init(_ sequence: UInt64 = 0) { self.sequence = Atomic(sequence) }

    /// The last sequence number that is hidden.
    var hidden: UInt64 { sequence.load(ordering: .relaxed) }

    func raise(to sequence: UInt64) { self.sequence.store(sequence, ordering: .relaxed) }
}
