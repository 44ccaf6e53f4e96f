import CairnModel
import CairnService
import CairnStore
import Logging
import ServiceLifecycle

/// Keeps the history index up to date while the server runs, and answers the API's look-ups from it.
struct HistoryKeeper: Service, EventHistory {
    private static let retryDelay = Duration.seconds(1)

    let index: HistoryIndex
    private let fresh: FreshHistory
    private let floor: JournalFloor
    private let logger: Logger

    init(
        configuration: ServerConfiguration, journal: Journal, floor: JournalFloor, clock: any WallClock, logger: Logger
    ) throws(StoreError) {
        var settings = HistoryIndex.Configuration()
        settings.retention = min(settings.retention, configuration.retention)
        index = try HistoryIndex(
            folder: configuration.isInMemory ? nil : configuration.dataDirectory + "/history", journal: journal,
            configuration: settings, clock: clock, logger: logger)
        fresh = FreshHistory(index: index, journal: journal)
        self.floor = floor
        self.logger = logger
    }

    /// Indexes until the server stops. A failure is logged and tried again: recording goes on without the history.
    func run() async throws {
        try await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    return try await index.run()
                } catch {
                    logger.error("The history cannot be kept up to date", metadata: ["error": "\(error)"])
                    try await Task.sleep(for: Self.retryDelay)
                }
            }
        }
    }

    func lookup(_ query: HistoryQuery) async throws -> HistoryPage {
        var query = query
        query.hiddenUpTo = floor.hidden
        return try await fresh.lookup(query)
    }
}
