import Synchronization

/// A sequence number that only grows, and those who wait for it to reach a value.
final class SequenceWatch: Sendable {
    private struct State {
        var value: UInt64
        var isFinished = false
        var waiters: [UInt64: (sequence: UInt64, continuation: CheckedContinuation<Void, Never>)] = [:]
        var nextWaiter: UInt64 = 0
    }

    private let state: Mutex<State>

    init(_ value: UInt64) { state = Mutex(State(value: value)) }

    var value: UInt64 { state.withLock { $0.value } }

    /// The greatest value that somebody waits for; 0 if nobody does.
    var wanted: UInt64 { state.withLock { $0.waiters.values.map(\.sequence).max() ?? 0 } }

    func set(_ value: UInt64) { release { $0.value = value } }

    /// Lets everybody go, now and later.
    func finish() { release { $0.isFinished = true } }

    private func release(_ change: (inout State) -> Void) {
        let released = state.withLock { state in
            change(&state)
            let (value, isFinished) = (state.value, state.isFinished)
            let ready = state.waiters.filter { isFinished || $0.value.sequence <= value }
            for id in ready.keys { state.waiters[id] = nil }
            return ready.values.map(\.continuation)
        }
        for continuation in released { continuation.resume() }
    }

    /// Returns when the value is reached, the watch is finished, or the task is cancelled.
    func wait(for sequence: UInt64) async {
        let id = state.withLock { state in
            state.nextWaiter += 1
            return state.nextWaiter
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isReady = state.withLock { state in
                    if state.value >= sequence || state.isFinished || Task.isCancelled { return true }
                    state.waiters[id] = (sequence, continuation)
                    return false
                }
                if isReady { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiters.removeValue(forKey: id) }?.continuation.resume()
        }
    }
}
