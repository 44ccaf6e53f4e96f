import Synchronization

/// Lets one writer at a time change an object. The time is short: only names and records change under a lock.
final class KeyLocks: Sendable {
    private final class Stripe: Sendable {
        let mutex = Mutex(())
    }

    private let stripes = (0..<64).map { _ in Stripe() }

    /// Runs work, which blocks, alone among all work on the same file name.
    func withLock<Value: Sendable>(
        _ path: String, _ work: () throws(ObjectStoreError) -> Value
    ) throws(ObjectStoreError) -> Value {
        // Paths that differ by their characters' composition alone have one hash: they wait for each other needlessly.
        let stripe = stripes[Int(truncatingIfNeeded: UInt(bitPattern: path.hashValue) % UInt(stripes.count))]
        let result: Result<Value, ObjectStoreError> = stripe.mutex.withLock { _ in
            do throws(ObjectStoreError) { return .success(try work()) } catch { return .failure(error) }
        }
        return try result.get()
    }
}
