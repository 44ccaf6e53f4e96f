import CairnInsights
import CairnModel
import CairnStore

/// What the reader of the journal that looks for unusual activity knows: the detector, its points, and which Insights
/// events are in the journal already.
struct InsightsState: Sendable {
    private(set) var detector: InsightDetector
    private var points: MetricLog
    /// Behind the last record that was counted.
    private(set) var position: JournalPosition
    /// Found, and not yet in the journal.
    private var found: [InsightEvent] = []
    /// How many parts of what was found are on their way into the journal.
    private var tellingCount = 0
    /// Insights whose start is in the journal: their end will be, too.
    private(set) var begun: Set<String>

    /// Events that are in the journal, the newest; they may stand there before they are found again.
    private var told: Set<String> = []
    private var toldBefore: Set<String> = []
    private static let toldMax = 10_000

    /// How long ago unusual activity may have begun that is still worth telling.
    private static let ageSecondsMax: Int64 = 86_400
    private static let begunMax = 10_000

    init(_ saved: InsightsCheckpoint?, points: MetricLog, end: JournalPosition) throws(MetricLogError) {
        var points = points
        try points.cut(to: saved?.lengths ?? [:])
        self.points = points
        detector = saved?.detector ?? InsightDetector()
        position = saved?.position ?? .beginning
        begun = saved?.begun ?? []
        detector.collectsPoints = true
    }

    /// Counts a part of the journal.
    mutating func count(_ batch: JournalBatch) throws(MetricLogError) {
        batch.forEachRecord { _, record in
            guard let view = RecordView(scanning: record) else { return }
            if view.eventCategory.equals("Insight", in: record) {
                note(view, in: record)
            } else if let observation = Observation(view, in: record) {
                detector.add(observation, in: record)
            }
        }
        position = batch.end
        try collect()
    }

    /// An Insights event that is in the journal is not put there again.
    private mutating func note(_ view: RecordView, in record: UnsafeRawBufferPointer) {
        guard let id = view.eventID.string(in: record), let shared = view.sharedEventID.string(in: record) else {
            return
        }
        let isStart =
            view.insightDetails.isAbsent
            ? (try? JSON(parsing: Array(record)))?["insightState"]?.stringValue == "Start"
            : view.insight.state.equals("Start", in: record)
        note(id, shared, isStart: isStart)
    }

    private mutating func note(_ id: String, _ shared: String, isStart: Bool) {
        guard !isTold(id) else { return }
        if told.count >= Self.toldMax { (toldBefore, told) = (told, []) }
        told.insert(id)
        if isStart, begun.count < Self.begunMax {
            begun.insert(shared)
        } else {
            begun.remove(shared)
        }
    }

    /// Whether an event of that id is in the journal.
    func isTold(_ eventID: String) -> Bool { told.contains(eventID) || toldBefore.contains(eventID) }

    /// Whether the start of an Insight is in the journal, and its end is not.
    func hasBegun(_ sharedEventID: String) -> Bool { begun.contains(sharedEventID) }

    /// Lets minutes pass.
    mutating func advance(to now: Double) throws(MetricLogError) {
        detector.advance(to: Int64(now))
        try collect()
    }

    private mutating func collect() throws(MetricLogError) {
        found += detector.takeEvents()
        let closed = detector.takePoints()
        if !closed.isEmpty { try points.append(closed) }
    }

    /// Hands out what was found since the last time, but for what is long past.
    mutating func takeFound(now: Double) -> [InsightEvent] {
        defer { found = [] }
        let recent = found.filter { $0.time >= Int64(now) - Self.ageSecondsMax }
        if !recent.isEmpty { tellingCount += 1 }
        return recent
    }

    /// Notes what is in the journal by now.
    mutating func noteTold(_ insights: [ToldInsight]) {
        tellingCount -= 1
        for insight in insights { note(insight.eventID, insight.sharedEventID, isStart: insight.state == .start) }
    }

    /// Gives back what could not be put into the journal.
    mutating func putBack(_ events: [InsightEvent]) {
        tellingCount -= 1
        found = events + found
    }

    /// Whether something was found that is not in the journal yet.
    var hasUntold: Bool { !found.isEmpty || tellingCount > 0 }

    func values(_ question: MetricQuestion) throws(MetricLogError) -> [(time: Int64, calls: UInt64)] {
        try points.values(question)
    }

    mutating func settle(now: Double) throws(MetricLogError) { try points.settle(now: Int64(now)) }

    func checkpoint() throws(MetricLogError) -> InsightsCheckpoint {
        InsightsCheckpoint(detector: detector, position: position, lengths: try points.lengths(), begun: begun)
    }

    /// Begins anew, behind what was counted.
    mutating func reset() throws(MetricLogError) {
        detector = InsightDetector()
        detector.collectsPoints = true
        found = []
        begun = []
        (told, toldBefore) = ([], [])
        try points.cut(to: [:])
    }
}
