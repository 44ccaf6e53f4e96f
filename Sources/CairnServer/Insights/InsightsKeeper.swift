import CairnInsights
import CairnModel
import CairnService
import CairnStore
import Logging
import ServiceLifecycle
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Looks for unusual activity while the server runs: reads the journal, and puts Insights events back into it.
///
/// It learns of every account and region, so that Insights that are turned on know at once what is usual; it tells only of
/// those that somebody watches.
final class InsightsKeeper: Service, InsightMetrics {
    private static let retryDelay = Duration.seconds(5)
    private static let tick = Duration.seconds(10)
    /// What comes within this is read at once: minutes are counted, and a read for every few events costs the gateway.
    private static let pause = Duration.seconds(1)
    private static let batchBytesMax = 1 << 20
    private static let ticksBetweenCheckpoints = 30

    private let journal: Journal
    private let watched: WatchedInsights
    private let clock: any WallClock
    private let logger: Logger
    private let checkpointPath: String?
    private let state: Mutex<InsightsState>
    private let isCaughtUp = Atomic(false)

    /// - Parameter folder: where the checkpoint and the points live; `nil` keeps them in memory.
    /// - Throws: ``StoreError`` if the folder cannot be used.
    init(
        folder: String?, journal: Journal, watched: WatchedInsights, clock: any WallClock, logger: Logger
    ) throws(StoreError) {
        self.journal = journal
        self.watched = watched
        self.clock = clock
        self.logger = logger
        if let folder, mkdir(folder, 0o755) != 0, errno != EEXIST {
            throw StoreError(.writeFailed, "Cannot make \(folder): \(String(cString: strerror(errno)))")
        }
        checkpointPath = folder.map { $0 + "/checkpoint" }
        do {
            state = Mutex(
                try InsightsState(
                    checkpointPath.flatMap(InsightsCheckpoint.read),
                    points: try MetricLog(folder: folder.map { $0 + "/points" }), end: journal.end))
        } catch {
            throw StoreError(.writeFailed, "Cannot keep points for Insights", cause: error)
        }
    }

    /// Reads until the server stops. A failure is logged and tried again: recording goes on without Insights.
    func run() async {
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await self.follow() }
                group.addTask { await self.letTimePass() }
            }
        }
        save()
    }

    // MARK: Reading

    private func follow() async {
        while !Task.isCancelled {
            do {
                let start = state.withLock { $0.position }
                let reader = journal.reader(named: "insights", at: start)
                while let batch = try await reader.next(maxBytes: Self.batchBytesMax) {
                    try state.withLock { try $0.count(batch) }
                    try reader.commit(batch.lastSequence)
                    let isLast = batch.lastSequence >= journal.end.sequence
                    if isLast { isCaughtUp.store(true, ordering: .relaxed) }
                    await tell()
                    if isLast { try await Task.sleep(for: Self.pause) }
                }
                return
            } catch is CancellationError {
                return
            } catch {
                logger.error("Insights cannot be looked for", metadata: ["error": "\(error)"])
                try? await Task.sleep(for: Self.retryDelay)
            }
        }
    }

    private func letTimePass() async {
        var ticks = 0
        while (try? await Task.sleep(for: Self.tick)) != nil {
            if journal.end.sequence <= state.withLock({ $0.position.sequence }) {
                isCaughtUp.store(true, ordering: .relaxed)
            }
            guard isCaughtUp.load(ordering: .relaxed) else { continue }
            ticks += 1
            do {
                try state.withLock { try $0.advance(to: clock.now()) }
                if ticks % Self.ticksBetweenCheckpoints == 0 { try state.withLock { try $0.settle(now: clock.now()) } }
            } catch {
                logger.error("Points for Insights cannot be kept", metadata: ["error": "\(error)"])
            }
            await tell()
            if ticks % Self.ticksBetweenCheckpoints == 0 { save() }
        }
    }

    /// Puts what was found, and is wanted, into the journal: a record for trails, and one for each store that watches.
    private func tell() async {
        guard isCaughtUp.load(ordering: .relaxed) else { return }
        let found = state.withLock { $0.takeFound(now: clock.now()) }
        guard !found.isEmpty else { return }
        let wanted = await wanted(of: found)
        do {
            if !wanted.isEmpty { try await journal.append(wanted.map(\.record)) }
            state.withLock { $0.noteTold(wanted) }
        } catch {
            logger.warning("Insights events are not recorded yet", metadata: ["error": "\(error)"])
            state.withLock { $0.putBack(found) }
        }
    }

    /// What is told of events: a start to all who watch, an end to all who heard of the start.
    private func wanted(of found: [InsightEvent]) async -> [ToldInsight] {
        var wanted: [ToldInsight] = []
        var begun: Set<String> = []
        for event in found {
            var audiences: [ToldInsight] = []
            switch event.state {
            case .start:
                if await watched.isWatchedByTrail(event.subject) { audiences.append(ToldInsight(event)) }
                audiences += await watched.stores(watching: event.subject).map { ToldInsight(event, store: $0) }
                audiences = state.withLock { state in audiences.filter { !state.hasBegun($0.sharedEventID) } }
                begun.formUnion(audiences.map(\.sharedEventID))
            case .end:
                audiences = [ToldInsight(event)]
                audiences += watched.storesWithDestination.map { ToldInsight(event, store: $0) }
                audiences = state.withLock { state in
                    audiences.filter { begun.contains($0.sharedEventID) || state.hasBegun($0.sharedEventID) }
                }
            }
            wanted += state.withLock { state in audiences.filter { !state.isTold($0.eventID) } }
        }
        return wanted
    }

    private func save() {
        guard let checkpointPath else { return }
        do {
            // Under the lock: what is changed while somebody else has a copy would be copied whole.
            try state.withLock { state in
                // What was found and is not in the journal yet would be found again only from an older checkpoint.
                guard !state.hasUntold else { return }
                try state.checkpoint().write(checkpointPath)
            }
        } catch {
            logger.error("What Insights learned cannot be saved", metadata: ["error": "\(error)"])
        }
    }

    /// Forgets everything; for a reset of the whole emulator.
    func reset() {
        do {
            try state.withLock { try $0.reset() }
        } catch {
            logger.error("Points for Insights cannot be forgotten", metadata: ["error": "\(error)"])
        }
        save()
    }

    // MARK: Answering

    func values(_ question: InsightMetricQuestion) async throws -> [InsightMetricValue] {
        let subject = SeriesSubject(
            account: question.account, region: question.region, category: question.isData ? .data : .management,
            eventSource: question.eventSource, eventName: question.eventName, errorCode: question.errorCode)
        let asked = MetricQuestion(key: subject.key, times: question.times, period: question.period)
        return try state.withLock { try $0.values(asked) }
            .map { InsightMetricValue(time: $0.time, calls: $0.calls) }
    }
}
