import Synchronization

/// How many trails deliver at the same time: each holds a batch in memory.
///
/// Trails whose last try failed wait for each other, not for the others: a destination that hangs holds up only them.
final class DeliverySlots: Sendable {
    private struct Line {
        var free: Int
        var waiting: [(id: UInt64, continuation: CheckedContinuation<Bool, Never>)] = []
    }

    private struct State {
        var healthy: Line
        var failing: Line
        var nextID: UInt64 = 0

        subscript(isFailing: Bool) -> Line {
            get { isFailing ? failing : healthy }
            set { if isFailing { failing = newValue } else { healthy = newValue } }
        }
    }

    private let state: Mutex<State>

    init(healthy: Int, failing: Int) {
        state = Mutex(State(healthy: Line(free: max(1, healthy)), failing: Line(free: max(1, failing))))
    }

    /// Runs work in a slot.
    /// - Throws: `CancellationError` if the task is cancelled while it waits for one.
    func use<Value>(
        isFailing: Bool, isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> Value
    ) async throws -> Value {
        guard await take(isFailing) else { throw CancellationError() }
        defer { giveBack(isFailing) }
        return try await body()
    }

    private func take(_ isFailing: Bool) async -> Bool {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer: Bool? = state.withLock { state in
                    if Task.isCancelled { return false }
                    if state[isFailing].free > 0 {
                        state[isFailing].free -= 1
                        return true
                    }
                    state[isFailing].waiting.append((id, continuation))
                    return nil
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            let waiting = state.withLock { state in
                let index = state[isFailing].waiting.firstIndex { $0.id == id }
                return index.map { state[isFailing].waiting.remove(at: $0).continuation }
            }
            waiting?.resume(returning: false)
        }
    }

    private func giveBack(_ isFailing: Bool) {
        let next = state.withLock { state in
            guard state[isFailing].waiting.isEmpty else { return Optional(state[isFailing].waiting.removeFirst()) }
            state[isFailing].free += 1
            return nil
        }
        next?.continuation.resume(returning: true)
    }
}
