import CairnAWSClient
import CairnObjects
import CairnProcessing
import Logging
import ServiceLifecycle

extension DeliveredMessages {
    /// Runs a processor of the queue until a condition holds, and stops it gracefully.
    func process(
        _ configuration: ProcessingConfiguration, _ client: AWSClient, _ handlers: ProcessingHandlers,
        lookingEvery pause: Duration, until isDone: @escaping @Sendable () async throws -> Bool
    ) async throws {
        let processor = LogProcessor(
            configuration: configuration, queue: SQSQueue(client: client, url: queueURL),
            downloads: ObjectLogFiles(store: S3ObjectStore(client: client)), handlers: handlers)
        let group = ServiceGroup(
            services: [processor], logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            while try await !isDone() { try await Task.sleep(for: pause) }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }
}
