public import Logging
public import ServiceLifecycle

/// Processes the log files of a trail as they are delivered: the CloudTrail Processing Library.
///
/// It waits for messages of a queue that a trail's topic, a bucket's notifications or its EventBridge events reach,
/// fetches the log files that they name, and hands their events to the user's code. A message is deleted when all its
/// files were processed, and comes again otherwise: every event is handed over at least once. Files are read in parts:
/// memory does not grow with their size.
///
///     let processor = LogProcessor(configuration: configuration, queue: queue, downloads: files,
///         handlers: ProcessingHandlers { events in try await store(events) })
///     try await ServiceGroup(services: [processor], gracefulShutdownSignals: [.sigterm], logger: logger).run()
///
/// Source: CloudTrail User Guide, "Using the CloudTrail Processing Library".
public struct LogProcessor: Service {
    private let configuration: ProcessingConfiguration
    private let queue: any MessageQueue
    private let handlers: ProcessingHandlers
    private let work: SourceWork
    private let logger: Logger?

    /// - Parameters:
    ///   - configuration: how messages are worked off.
    ///   - queue: where messages come from.
    ///   - downloads: where log files are fetched.
    ///   - handlers: what is done with events, errors and progress.
    ///   - logger: hears of messages without log files, of validation messages and of what the event filter left out;
    ///     and of errors and steps, if the handlers leave those to it. Without one nothing is logged.
    public init(
        configuration: ProcessingConfiguration, queue: any MessageQueue, downloads: any LogFileDownloads,
        handlers: ProcessingHandlers, logger: Logger? = nil
    ) {
        let handlers = handlers.logging(to: logger)
        self.configuration = configuration
        self.queue = queue
        self.handlers = handlers
        self.logger = logger
        work = SourceWork(
            configuration: configuration, queue: queue, downloads: downloads, handlers: handlers,
            parsers: SourceParserChain(configuration.sourceParsers))
    }

    /// Works until it is told to stop.
    ///
    /// On graceful shutdown it takes no more messages, gives those back that nobody works on, and lets the work at hand
    /// end for ``ProcessingConfiguration/threadTerminationDelaySeconds``; then, or when the task itself is cancelled,
    /// the work is cancelled and its messages come again.
    /// - Throws: ``ProcessingError`` with `invalidConfiguration`; nothing else ends it.
    public func run() async throws {
        try configuration.validate()
        let keeper = VisibilityKeeper(
            queue: queue, timeoutSeconds: configuration.visibilityTimeoutSeconds, handle: handlers.handle)
        let handoff = Handoff<QueueMessage>()
        await withTaskGroup(of: Part.self) { group in
            group.addTask { await read(handoff, keeper) }
            for _ in 0..<configuration.threadCount { group.addTask { await process(handoff, keeper) } }
            if configuration.extendsVisibility {
                group.addTask {
                    await keeper.run()
                    return .keeper
                }
            }
            await supervise(&group)
        }
    }

    private enum Part: Sendable { case readers, worker, keeper, deadline }

    /// Waits for the workers after the readers have stopped, but not for ever.
    private func supervise(_ group: inout TaskGroup<Part>) async {
        var workers = configuration.threadCount
        let delay = Duration.seconds(configuration.threadTerminationDelaySeconds)
        while let part = await group.next() {
            switch part {
            case .readers:
                group.addTask {
                    try? await Task.sleep(for: delay)
                    return .deadline
                }
            case .worker: workers -= 1
            case .deadline where workers > 0 && !Task.isCancelled:
                logger?.warning("The work at hand took too long to stop", metadata: ["tasks": "\(workers)"])
                group.cancelAll()
            case .deadline, .keeper: break
            }
            if workers == 0 { group.cancelAll() }
        }
    }

    private func read(_ handoff: Handoff<QueueMessage>, _ keeper: VisibilityKeeper) async -> Part {
        await withTaskCancellationHandler {
            await cancelWhenGracefulShutdown {
                await withTaskCancellationHandler {
                    await withDiscardingTaskGroup { group in
                        for _ in 0..<configuration.parallelReaderCount {
                            group.addTask { await MessageReading(processor: self, handoff, keeper).run() }
                        }
                    }
                } onCancel: {
                    handoff.close()
                }
            }
        } onCancel: {
            handoff.close()
        }
        handoff.close()
        return .readers
    }

    private func process(_ handoff: Handoff<QueueMessage>, _ keeper: VisibilityKeeper) async -> Part {
        var work = work
        work.release = { keeper.release($0) }
        while let message = await handoff.take() {
            await work.run(message)
            keeper.release(message)
        }
        return .worker
    }

    /// Takes messages from the queue and gives them to the workers.
    private struct MessageReading: Sendable {
        let configuration: ProcessingConfiguration
        let queue: any MessageQueue
        let handlers: ProcessingHandlers
        let handoff: Handoff<QueueMessage>
        let keeper: VisibilityKeeper

        init(processor: LogProcessor, _ handoff: Handoff<QueueMessage>, _ keeper: VisibilityKeeper) {
            configuration = processor.configuration
            queue = processor.queue
            handlers = processor.handlers
            self.handoff = handoff
            self.keeper = keeper
        }

        func run() async {
            var failures = 0
            while !Task.isCancelled {
                guard let messages = await poll() else {
                    failures += 1
                    let seconds = min(Double(1 << min(failures - 1, 10)), configuration.pollDelayMaxSeconds)
                    try? await Task.sleep(for: .seconds(seconds * Double.random(in: 0.5...1)))
                    continue
                }
                failures = 0
                for message in messages { keeper.hold(message) }
                for message in messages where await !handoff.give(message) {
                    await giveBack(message)
                }
            }
        }

        /// `nil` if the queue cannot be asked.
        private func poll() async -> [QueueMessage]? {
            let step = handlers.begin(.pollQueue, ProgressInfo(polledMessageCount: 0))
            do {
                let messages = try await queue.receive(
                    messagesMax: configuration.messagesPerPoll, waitSeconds: configuration.pollWaitSeconds,
                    visibilityTimeoutSeconds: configuration.visibilityTimeoutSeconds)
                step.end(isSuccess: true, polledMessageCount: messages.count)
                return messages
            } catch {
                if !Task.isCancelled {
                    handlers.handle(
                        ProcessingError(
                            .pollFailed, "Failed to poll sqs message.", status: step.status, cause: error))
                }
                step.end(isSuccess: false)
                return nil
            }
        }

        /// Lets others see a message at once that nobody here will work on. If that fails, they see it a little later.
        private func giveBack(_ message: QueueMessage) async {
            keeper.release(message)
            // Its own task: this one is cancelled already.
            await Task { [queue] in try? await queue.changeVisibility(of: message, timeoutSeconds: 0) }.value
        }
    }
}
