import CairnProcessing
import Synchronization

/// A queue that behaves as SQS does: messages that were received come again when their time is over.
final class MemoryQueue: MessageQueue {
    private struct Held {
        var message: QueueMessage
        var visibleAt: ContinuousClock.Instant
    }

    private struct State {
        /// From the end.
        var visible: [QueueMessage] = []
        var held: [String: Held] = [:]
        var receiveCounts: [String: Int] = [:]
        var deleted: [String] = []
        var visibilityChanges: [(id: String, timeoutSeconds: Int)] = []
        var receiveCalls = 0

        mutating func showExpired(at now: ContinuousClock.Instant) {
            let expired = held.filter { $0.value.visibleAt <= now }
            for id in expired.keys { held[id] = nil }
            visible.insert(contentsOf: expired.values.map(\.message), at: 0)
        }
    }

    struct Failure: Error {}

    private let state: Mutex<State>
    /// The time that a second of SQS takes here.
    private let second: Duration
    private let fails: @Sendable (_ receiveCall: Int) -> Bool
    private let failsDeleting: @Sendable (QueueMessage) -> Bool

    init(
        _ bodies: [String], second: Duration = .seconds(1), fails: @escaping @Sendable (Int) -> Bool = { _ in false },
        failsDeleting: @escaping @Sendable (QueueMessage) -> Bool = { _ in false }
    ) {
        let messages = bodies.enumerated().map { QueueMessage(id: "m\($0)", receiptHandle: "", body: $1) }
        state = Mutex(State(visible: messages.reversed()))
        self.second = second
        self.fails = fails
        self.failsDeleting = failsDeleting
    }

    var remainingIDs: [String] { state.withLock { $0.visible.map(\.id) + $0.held.keys } }
    var remainingCount: Int { state.withLock { $0.visible.count + $0.held.count } }
    var deletedIDs: [String] { state.withLock { $0.deleted } }
    var visibilityChanges: [(id: String, timeoutSeconds: Int)] { state.withLock { $0.visibilityChanges } }
    var receiveCalls: Int { state.withLock { $0.receiveCalls } }

    func receive(
        messagesMax: Int, waitSeconds: Int, visibilityTimeoutSeconds: Int
    ) async throws -> [QueueMessage] {
        let call = state.withLock { state in
            state.receiveCalls += 1
            return state.receiveCalls
        }
        if fails(call) { throw Failure() }
        let deadline = ContinuousClock.now + second * waitSeconds
        while true {
            let messages = take(messagesMax, visibilityTimeoutSeconds)
            if !messages.isEmpty || ContinuousClock.now >= deadline { return messages }
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    private func take(_ count: Int, _ timeoutSeconds: Int) -> [QueueMessage] {
        let now = ContinuousClock.now
        return state.withLock { state in
            if state.visible.count < count { state.showExpired(at: now) }
            return (0..<min(count, state.visible.count)).map { _ in
                var message = state.visible.removeLast()
                state.receiveCounts[message.id, default: 0] += 1
                message.receiptHandle = "\(message.id)/\(state.receiveCounts[message.id, default: 0])"
                state.held[message.id] = Held(message: message, visibleAt: now + second * timeoutSeconds)
                return message
            }
        }
    }

    func delete(_ message: QueueMessage) async throws {
        if failsDeleting(message) { throw Failure() }
        state.withLock { state in
            // As in SQS, a handle goes on to delete after its message has become visible again.
            if state.held.removeValue(forKey: message.id) == nil { state.visible.removeAll { $0.id == message.id } }
            state.deleted.append(message.id)
        }
    }

    func changeVisibility(of message: QueueMessage, timeoutSeconds: Int) async throws {
        state.withLock { state in
            state.visibilityChanges.append((message.id, timeoutSeconds))
            // The handle of an earlier receive has no power any more.
            guard state.held[message.id]?.message.receiptHandle == message.receiptHandle else { return }
            state.held[message.id]?.visibleAt = .now + second * timeoutSeconds
        }
    }
}
