public import CairnModel
import CairnWire

/// What a replay would do: every event with its class, those to send in their order.
///
/// The events themselves stand in a temporary file: memory grows by some 50 bytes for each event, whatever its size.
public final class ReplayPlan: Sendable {
    /// How many events of one service there are, by what happens to them.
    public struct ServiceCounts: Sendable, Hashable {
        public var replayable = 0
        public var approximated = 0
        public var impossible = 0
    }

    public let counts: ReplayCounts
    /// By event source without `.amazonaws.com`.
    public let countsByService: [String: ServiceCounts]
    /// The first of what could not be read.
    public let problems: [InputProblem]
    let entries: [PlanEntry]
    let judgement: EventJudgement
    private let spool: AppendingFile
    private let verdicts: AppendingFile

    init(
        counts: ReplayCounts, countsByService: [String: ServiceCounts], problems: [InputProblem],
        entries: [PlanEntry], judgement: EventJudgement, spool: AppendingFile, verdicts: AppendingFile
    ) {
        self.counts = counts
        self.countsByService = countsByService
        self.problems = problems
        self.entries = entries
        self.judgement = judgement
        self.spool = spool
        self.verdicts = verdicts
    }

    /// Calls `body` with one object an event, in the order of the input: its id, source, name, time, class and reason.
    public func forEachEvent(_ body: (JSON) throws(ReplayError) -> Void) throws(ReplayError) {
        try verdicts.forEachLine { (line, _) throws(ReplayError) in
            if let json = try? JSON(parsing: line) { try body(json) }
        }
    }

    func event(_ entry: PlanEntry) throws(ReplayError) -> RecordedEvent {
        let bytes = try spool.read(at: Int(entry.offset), count: Int(entry.length))
        guard let object = (try? JSON(parsing: bytes))?.objectValue, let event = RecordedEvent(object) else {
            throw ReplayError(.file, "The temporary file of events was changed")
        }
        return event
    }
}

/// How many events there are, by what happens to them.
public struct ReplayCounts: Sendable, Hashable {
    public var total = 0
    public var replayable = 0
    public var approximated = 0
    public var duplicates = 0
    /// Parts of the input that are no event.
    public var problems = 0
    public var skipped: [SkipReason: Int] = [:]

    public init() {}

    public var toSend: Int { replayable + approximated }
    public var skippedCount: Int { skipped.values.reduce(0, +) }
}
