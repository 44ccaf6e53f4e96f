import CairnStore
import ServiceLifecycle

/// Deletes what is older than events are kept, while the server runs.
struct RetentionKeeper: Service {
    private static let interval = Duration.seconds(3600)

    let retention: Retention

    func run() async throws {
        try await cancelWhenGracefulShutdown {
            do {
                try await retention.run(every: Self.interval)
            } catch is CancellationError {
                // The ordinary way to stop.
            }
        }
    }
}
