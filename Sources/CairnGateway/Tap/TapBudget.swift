import Synchronization

/// The memory that all connections together may hold for bodies kept for recording.
final class TapBudget: Sendable {
    let byteCountMax: Int
    private let used = Atomic<Int>(0)

    init(byteCountMax: Int) { self.byteCountMax = byteCountMax }

    var usedByteCount: Int { used.load(ordering: .relaxed) }

    /// Sets bytes aside; false, and nothing set aside, if they do not fit.
    func reserve(_ byteCount: Int) -> Bool {
        let after = used.add(byteCount, ordering: .relaxed).newValue
        guard after > byteCountMax else { return true }
        used.subtract(byteCount, ordering: .relaxed)
        return false
    }

    func release(_ byteCount: Int) { used.subtract(byteCount, ordering: .relaxed) }
}
