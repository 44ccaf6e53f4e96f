import CairnProcessing
import Logging
import ServiceLifecycle
import Synchronization
import Testing

struct LogProcessorStopTests {
    /// Something that is opened once, and that tasks wait for.
    private final class Gate: Sendable {
        private let open = Mutex(false)
        func unlock() { open.withLock { $0 = true } }
        func wait() async throws { while !open.withLock({ $0 }) { try await Task.sleep(for: .milliseconds(2)) } }
    }

    private static func rig(messages: Int = 1) throws -> Rig {
        let file = try Samples.gzip(Samples.log(0..<2))
        let keys = (0..<messages).map { Samples.key($0) }
        return Rig(
            keys.map { Samples.notification([$0]) },
            files: Dictionary(uniqueKeysWithValues: keys.map { ($0, file) }))
    }

    private static func group(_ processor: LogProcessor) -> ServiceGroup {
        ServiceGroup(services: [processor], logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    @Test func aStopLetsTheWorkAtHandEndAndGivesTheRestBack() async throws {
        let rig = try Self.rig(messages: 4)
        let (begun, gate) = (Gate(), Gate())
        let processor = rig.processor({ $0.maxEventsPerEmit = 10 }) { handlers in
            handlers.process = { events in
                begun.unlock()
                try await gate.wait()
                rig.record(events)
            }
        }
        let group = Self.group(processor)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            try await begun.wait()
            await group.triggerGracefulShutdown()
            while rig.queue.visibilityChanges.count < 3 { try await Task.sleep(for: .milliseconds(2)) }
            gate.unlock()
            try await tasks.waitForAll()
        }
        #expect(rig.batches.count == 1 && rig.queue.deletedIDs == ["m0"] && rig.errors.isEmpty)
        #expect(Set(rig.queue.visibilityChanges.filter { $0.timeoutSeconds == 0 }.map(\.id)) == ["m1", "m2", "m3"])
    }

    @Test(.timeLimit(.minutes(1))) func workThatTakesTooLongIsCancelledAndItsMessageStays() async throws {
        let rig = try Self.rig()
        let (begun, never) = (Gate(), Gate())
        let processor = rig.processor({
            $0.threadTerminationDelaySeconds = 1
            $0.deleteMessageUponFailure = true
        }) { handlers in
            handlers.process = { _ in
                begun.unlock()
                try await never.wait()
            }
        }
        let group = Self.group(processor)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            try await begun.wait()
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
        #expect(rig.queue.deletedIDs.isEmpty && rig.queue.remainingIDs == ["m0"])
    }

    @Test(.timeLimit(.minutes(1))) func cancellationEndsItAtOnce() async throws {
        let rig = try Self.rig()
        let (begun, never) = (Gate(), Gate())
        let processor = rig.processor(handlers: { handlers in
            handlers.process = { _ in
                begun.unlock()
                try await never.wait()
            }
        })
        let task = Task { try await processor.run() }
        try await begun.wait()
        task.cancel()
        try await task.value
        #expect(rig.queue.remainingIDs == ["m0"] && rig.errors.isEmpty)
    }

    /// The queue would give the message to somebody else after two seconds; a second takes 50 ms here.
    @Test func visibilityIsExtendedWhileWorkGoesOn() async throws {
        let queue = MemoryQueue([Samples.notification([Samples.key(0)])])
        let rig = Rig(
            queue: queue, downloads: MemoryDownloads([Samples.key(0): try Samples.gzip(Samples.log(0..<1))]))
        let processor = rig.processor({
            $0.visibilityTimeoutSeconds = 1
            $0.threadCount = 2
        }) { handlers in
            handlers.process = { events in
                try await Task.sleep(for: .milliseconds(2500))
                rig.record(events)
            }
        }
        try await rig.run(processor) { !$0.queue.deletedIDs.isEmpty }
        #expect(rig.batches.count == 1, "nobody got the message a second time")
        #expect(rig.queue.visibilityChanges.count >= 3)
    }

    @Test func withoutExtensionTheMessageComesAgain() async throws {
        let rig = try Self.rig()
        let processor = rig.processor({
            $0.visibilityTimeoutSeconds = 1
            $0.extendsVisibility = false
            $0.threadCount = 2
            $0.maxEventsPerEmit = 10
        }) { handlers in
            handlers.process = { events in
                rig.record(events)
                try await Task.sleep(for: .milliseconds(1500))
            }
        }
        try await rig.run(processor) { !$0.queue.deletedIDs.isEmpty }
        #expect(rig.batches.count >= 2)
    }
}
