import CairnModel
import CairnRecording
import CairnStore
import Logging
import ServiceLifecycle

/// Stores what the identity directory learns, behind the calls that taught it.
///
/// Changes wait in a bounded queue; when it is full the oldest is given up, and the key is learned again when it passes
/// again.
struct IdentityKeeper: Service {
    private static let changesWaitingMax = 16_384
    private static let batchMax = 512

    private let database: StateDatabase
    private let changes: AsyncStream<IdentityDirectory.Change>
    private let logger: Logger
    let onLearned: @Sendable (IdentityDirectory.Change) -> Void
    private let finish: @Sendable () -> Void

    init(database: StateDatabase, logger: Logger) {
        self.database = database
        self.logger = logger
        let (stream, continuation) = AsyncStream.makeStream(
            of: IdentityDirectory.Change.self, bufferingPolicy: .bufferingNewest(Self.changesWaitingMax))
        changes = stream
        onLearned = { continuation.yield($0) }
        finish = { continuation.finish() }
    }

    /// Gives a directory what was learned before the last stop.
    func restore(_ directory: IdentityDirectory) throws {
        for json in try database.identities().values {
            if let change = IdentityDirectory.Change(json: json) { directory.apply(change) }
        }
    }

    func run() async {
        await withGracefulShutdownHandler {
            for await change in changes { store(change) }
        } onGracefulShutdown: {
            finish()
        }
    }

    private func store(_ change: IdentityDirectory.Change) {
        do {
            try database.setIdentities([change.subject: change.isRemoval ? nil : change.json])
        } catch {
            logger.warning("A learned identity could not be stored", metadata: ["error": "\(error)"])
        }
    }
}
