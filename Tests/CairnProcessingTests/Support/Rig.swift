import CairnProcessing
import Synchronization

/// A processor with a queue and files in memory, and all that it reported.
final class Rig: Sendable {
    private struct State {
        var batches: [[String]] = []
        var errors: [ProcessingError] = []
        var steps: [String] = []
    }

    private let state = Mutex(State())
    let queue: MemoryQueue
    let downloads: MemoryDownloads

    init(queue: MemoryQueue, downloads: MemoryDownloads) {
        self.queue = queue
        self.downloads = downloads
    }

    convenience init(_ bodies: [String], files: [String: [UInt8]] = [:]) {
        self.init(queue: MemoryQueue(bodies), downloads: MemoryDownloads(files))
    }

    var batches: [[String]] { state.withLock { $0.batches } }
    var errors: [ProcessingError] { state.withLock { $0.errors } }
    /// Such as `+processLog` and `-processLog ok`.
    var steps: [String] { state.withLock { $0.steps } }
    var eventIDs: Set<String> { Set(batches.joined()) }

    func record(_ events: [CloudTrailEvent]) {
        state.withLock { $0.batches.append(events.compactMap(\.eventID)) }
    }

    var handlers: ProcessingHandlers {
        var handlers = ProcessingHandlers { self.record($0) }
        handlers.exceptionHandler = { error in self.state.withLock { $0.errors.append(error) } }
        handlers.progressReporter = Reporter(rig: self)
        return handlers
    }

    private struct Reporter: ProgressReporter {
        let rig: Rig

        func reportStart(_ status: ProgressStatus) -> String {
            rig.state.withLock { $0.steps.append("+\(status.state.rawValue)") }
            return status.state.rawValue
        }

        func reportEnd(_ status: ProgressStatus, _ token: String) {
            let count = status.state == .pollQueue ? " \(status.info?.polledMessageCount ?? -1)" : ""
            let outcome = status.info?.isSuccess == true ? "ok" : "failed"
            rig.state.withLock { $0.steps.append("-\(token) \(outcome)\(count)") }
        }
    }

    static var configuration: ProcessingConfiguration {
        var configuration = ProcessingConfiguration(sqsURL: "https://queue")
        configuration.pollWaitSeconds = 1
        return configuration
    }

    func processor(
        _ configure: (inout ProcessingConfiguration) -> Void = { _ in },
        handlers change: (inout ProcessingHandlers) -> Void = { _ in }
    ) -> LogProcessor {
        var configuration = Self.configuration
        configure(&configuration)
        var handlers = handlers
        change(&handlers)
        return LogProcessor(
            configuration: configuration, queue: queue, downloads: downloads, handlers: handlers)
    }

    /// Runs a processor until a condition holds, ten seconds at most, and cancels it.
    func run(_ processor: LogProcessor, until isDone: @escaping @Sendable (Rig) -> Bool) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await processor.run() }
            group.addTask {
                let deadline = ContinuousClock.now + .seconds(60)
                while !isDone(self), ContinuousClock.now < deadline { try await Task.sleep(for: .milliseconds(5)) }
            }
            try await group.next()
            group.cancelAll()
        }
    }

    /// Runs until the first message was dealt with, whatever became of it.
    func runOnce(_ processor: LogProcessor) async throws {
        try await run(processor) { rig in
            // The second poll begins when the message was given to the worker, and ends when nothing else is there.
            rig.steps.filter { $0.hasPrefix("-pollQueue ok 0") }.count >= 1
        }
    }
}
