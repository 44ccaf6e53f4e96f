import CairnProcessing
import Synchronization

/// A queue in memory with a message for each file.
final class FileQueue: MessageQueue {
    private struct State {
        var messages: [QueueMessage]
        var deletedCount = 0
        var waiting: CheckedContinuation<Void, Never>?
    }

    private let state: Mutex<State>
    private let count: Int

    init(_ files: [LogFile]) {
        let messages = files.enumerated().map { index, file in
            QueueMessage(
                id: String(index), receiptHandle: String(index),
                body: #"{"s3Bucket":"folder","s3ObjectKey":["\#(file.key)"]}"#)
        }
        count = messages.count
        state = Mutex(State(messages: messages.reversed()))
    }

    var deletedCount: Int { state.withLock { $0.deletedCount } }

    func receive(
        messagesMax: Int, waitSeconds: Int, visibilityTimeoutSeconds: Int
    ) async throws -> [QueueMessage] {
        let messages = state.withLock { state in
            (0..<min(messagesMax, state.messages.count)).map { _ in state.messages.removeLast() }
        }
        if messages.isEmpty { try await Task.sleep(for: .seconds(waitSeconds)) }
        return messages
    }

    func delete(_ message: QueueMessage) async throws {
        let waiting = state.withLock { state in
            state.deletedCount += 1
            return state.deletedCount == count ? state.waiting.take() : nil
        }
        waiting?.resume()
    }

    func changeVisibility(of message: QueueMessage, timeoutSeconds: Int) async throws {}

    func waitUntilEmpty() async {
        await withCheckedContinuation { continuation in
            let isEmpty = state.withLock { state in
                if state.deletedCount < count { state.waiting = continuation }
                return state.deletedCount == count
            }
            if isEmpty { continuation.resume() }
        }
    }
}
