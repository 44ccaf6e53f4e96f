public import CairnModel
import Synchronization

/// A clock that stands still until a test moves it. Who sleeps by it wakes when it gets there.
public final class TestClock: WallClock {
    private struct Sleeper {
        let deadline: Double
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var now: Double
        var next = 0
        var sleepers: [Int: Sleeper] = [:]
    }

    private let state: Mutex<State>

    /// - Parameter now: seconds since 1970-01-01T00:00:00Z; 2026-03-01T00:00:00Z by default.
    public init(now: Double = 1_772_323_200) { state = Mutex(State(now: now)) }

    public func now() -> Double { state.withLock { $0.now } }

    /// Moves the clock forward. What was due meanwhile begins; ``TestCairn`` has ways to wait for what comes of it.
    public func advance(by duration: Duration) {
        let (seconds, attoseconds) = duration.components
        let due = state.withLock { state in
            state.now += max(0, Double(seconds) + Double(attoseconds) / 1e18)
            let due = state.sleepers.filter { $0.value.deadline <= state.now }
            for id in due.keys { state.sleepers[id] = nil }
            return due.values.sorted { $0.deadline < $1.deadline }
        }
        for sleeper in due { sleeper.continuation.resume() }
    }

    /// Returns when the clock is so many seconds further.
    ///
    /// - Throws: `CancellationError` if the task is cancelled.
    public func sleep(seconds: Double) async throws {
        let id = state.withLock { state in
            state.next += 1
            return state.next
        }
        let deadline = now() + seconds
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let isOver = state.withLock { state in
                    guard state.now < deadline, !Task.isCancelled else { return true }
                    state.sleepers[id] = Sleeper(deadline: deadline, continuation: continuation)
                    return false
                }
                guard isOver else { return }
                continuation.resume(with: Task.isCancelled ? .failure(CancellationError()) : .success(()))
            }
        } onCancel: {
            state.withLock { $0.sleepers.removeValue(forKey: id) }?.continuation.resume(throwing: CancellationError())
        }
    }
}
