import Synchronization

/// Hides messages from others for as long as they are held here.
final class VisibilityKeeper: Sendable {
    private struct Held {
        let message: QueueMessage
        var hiddenSince: ContinuousClock.Instant
    }

    private let held = Mutex<[String: Held]>([:])
    private let queue: any MessageQueue
    private let timeoutSeconds: Int
    private let handle: @Sendable (ProcessingError) -> Void

    init(
        queue: any MessageQueue, timeoutSeconds: Int, handle: @escaping @Sendable (ProcessingError) -> Void
    ) {
        self.queue = queue
        self.timeoutSeconds = timeoutSeconds
        self.handle = handle
    }

    func hold(_ message: QueueMessage) {
        held.withLock { $0[message.receiptHandle] = Held(message: message, hiddenSince: .now) }
    }

    func release(_ message: QueueMessage) { held.withLock { $0[message.receiptHandle] = nil } }

    /// Hides each held message again after half of its time, until the task is cancelled.
    func run() async {
        let step = Duration.seconds(timeoutSeconds) / 4
        while (try? await Task.sleep(for: step)) != nil {
            let due = takeDue()
            await withDiscardingTaskGroup { group in
                for message in due { group.addTask { await self.hide(message) } }
            }
        }
    }

    private func takeDue() -> [QueueMessage] {
        let now = ContinuousClock.now
        let half = Duration.seconds(timeoutSeconds) / 2
        return held.withLock { held in
            let due = held.values.filter { $0.hiddenSince.duration(to: now) >= half }.map(\.message)
            for message in due { held[message.receiptHandle]?.hiddenSince = now }
            return due
        }
    }

    private func hide(_ message: QueueMessage) async {
        do {
            try await queue.changeVisibility(of: message, timeoutSeconds: timeoutSeconds)
        } catch {
            // Deleted meanwhile: nothing is lost.
            guard !Task.isCancelled, held.withLock({ $0[message.receiptHandle] != nil }) else { return }
            handle(
                ProcessingError(
                    .visibilityNotExtended, "Failed to extend the visibility timeout of an sqs message.",
                    status: ProgressStatus(.processSource, ProgressInfo(message: message)), cause: error))
        }
    }
}
