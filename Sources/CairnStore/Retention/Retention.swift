public import CairnModel
public import Logging

/// Removes what is older than is to be kept: journal segments and days of history.
///
/// A segment goes when everything in it is older, every reader has passed it and it is sealed; segments go from the
/// front, and the place where the chain of seals then begins is noted, so that it can still be verified.
public struct Retention: Sendable {
    /// What one pass removed.
    public struct Outcome: Sendable, Hashable {
        public var segments = 0
        public var days = 0
    }

    /// How long events are kept at least. Source: CloudTrail User Guide, event history keeps 90 days.
    public var period: Duration
    private let journal: Journal
    private let history: HistoryIndex?
    private let state: StateDatabase?
    private let clock: any WallClock
    private let logger: Logger

    /// - Parameter state: holds the cursors of readers that are not open now; they hold segments back too.
    public init(
        period: Duration = .seconds(90 * 86_400), journal: Journal, history: HistoryIndex?, state: StateDatabase?,
        clock: any WallClock = SystemClock(), logger: Logger
    ) {
        self.period = period
        self.journal = journal
        self.history = history
        self.state = state
        self.clock = clock
        self.logger = logger
    }

    /// Makes one pass. Call it now and then, such as every hour; it does nothing when nothing is old.
    /// - Throws: ``StoreError`` if something cannot be removed; what was removed before stays removed.
    @discardableResult
    public func run() throws(StoreError) -> Outcome {
        let cutoff = Int64(clock.now() - period.inSeconds)
        var outcome = Outcome()
        let passed = try state?.cursors().values.min() ?? .max
        outcome.segments = try journal.removeSegments(sealedBefore: cutoff, passed: passed)
        if let history { outcome.days = try history.removeDays(before: cutoff) }
        if outcome != Outcome() {
            logger.info(
                "Removed what is older than is kept",
                metadata: ["segments": "\(outcome.segments)", "days": "\(outcome.days)"])
        }
        return outcome
    }

    /// Makes a pass at once and then again after each interval, until the task is cancelled. Failures are logged.
    public func run(every interval: Duration) async throws {
        while true {
            do {
                try run()
            } catch {
                logger.error("Old events cannot be removed", metadata: ["error": "\(error)"])
            }
            try await Task.sleep(for: interval)
        }
    }
}
