import Synchronization

/// A number that several tasks add to.
final class Counter: Sendable {
    private let count = Atomic<Int>(0)

    var value: Int { count.load(ordering: .relaxed) }

    /// Waits until the number has grown to a value, for at most ten seconds.
    func reached(_ value: Int) async -> Bool {
        for _ in 0..<2000 where self.value < value { try? await Task.sleep(for: .milliseconds(5)) }
        return self.value >= value
    }

    func add(_ amount: Int) { count.add(amount, ordering: .relaxed) }
}
