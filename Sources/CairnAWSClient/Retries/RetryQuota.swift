import Synchronization

/// The tokens that all calls of a client share for their retries; successes give them back.
final class RetryQuota: Sendable {
    private let capacity: Int
    private let tokens: Mutex<Int>

    init(capacity: Int) {
        self.capacity = capacity
        tokens = Mutex(capacity)
    }

    /// Takes tokens; false if there are too few.
    func take(_ count: Int) -> Bool {
        tokens.withLock { tokens in
            guard tokens >= count else { return false }
            tokens -= count
            return true
        }
    }

    /// Gives tokens back: those of the last retry, or one for a call that needed none.
    func giveBack(_ count: Int) {
        tokens.withLock { $0 = min(capacity, $0 + count) }
    }

    var available: Int { tokens.withLock { $0 } }
}
