import CairnProcessing
import Synchronization
import Testing

/// How many messages are worked on, and how many polls wait, at the same time.
@Suite(.timeLimit(.minutes(1))) struct LogProcessorConcurrencyTests {
    /// How many are inside, and how many were at most.
    private final class Meter: Sendable {
        private let counts = Mutex((now: 0, most: 0))
        var now: Int { counts.withLock { $0.now } }
        var most: Int { counts.withLock { $0.most } }

        func enter() {
            counts.withLock { counts in
                counts.now += 1
                counts.most = max(counts.most, counts.now)
            }
        }

        func leave() { counts.withLock { $0.now -= 1 } }
    }

    @Test(arguments: [1, 3, 5]) func asManyMessagesAsThereAreThreadsAreWorkedOnAtOnce(count: Int) async throws {
        let keys = (0..<15).map(Samples.key)
        let file = try Samples.gzip(Samples.log(0..<1))
        let rig = Rig(
            keys.map { Samples.notification([$0]) },
            files: Dictionary(uniqueKeysWithValues: keys.map { ($0, file) }))
        let meter = Meter()
        let isFull = Mutex(false)
        let processor = rig.processor({
            $0.threadCount = count
            $0.parallelReaderCount = 2
        }) { handlers in
            handlers.process = { events in
                meter.enter()
                defer { meter.leave() }
                // The first ones wait for each other: they cannot but be there together.
                while !isFull.withLock({ $0 }) {
                    if meter.now >= count { isFull.withLock { $0 = true } }
                    try await Task.sleep(for: .milliseconds(2))
                }
                // One too many would come in meanwhile.
                try await Task.sleep(for: .milliseconds(20))
                rig.record(events)
            }
        }
        try await rig.run(processor) { $0.queue.deletedIDs.count == keys.count }
        #expect(meter.most == count && rig.batches.count == keys.count)
    }

    /// A queue in which nothing comes, with the polls that wait.
    private struct EmptyQueue: MessageQueue {
        let meter: Meter

        func receive(
            messagesMax: Int, waitSeconds: Int, visibilityTimeoutSeconds: Int
        ) async throws -> [QueueMessage] {
            meter.enter()
            defer { meter.leave() }
            try await Task.sleep(for: .seconds(waitSeconds))
            return []
        }

        func delete(_ message: QueueMessage) async throws {}
        func changeVisibility(of message: QueueMessage, timeoutSeconds: Int) async throws {}
    }

    @Test(arguments: [1, 4]) func asManyReadersWaitForMessagesAsAreAskedFor(count: Int) async throws {
        let meter = Meter()
        var configuration = Rig.configuration
        configuration.pollWaitSeconds = 20
        configuration.parallelReaderCount = count
        let processor = LogProcessor(
            configuration: configuration, queue: EmptyQueue(meter: meter), downloads: MemoryDownloads([:]),
            handlers: ProcessingHandlers { _ in })
        let task = Task { try await processor.run() }
        while meter.now < count { try await Task.sleep(for: .milliseconds(2)) }
        try await Task.sleep(for: .milliseconds(50))
        #expect(meter.now == count && meter.most == count)
        task.cancel()
        try await task.value
        #expect(meter.now == 0)
    }
}
