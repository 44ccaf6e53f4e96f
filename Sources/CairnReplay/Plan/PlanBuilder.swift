import CairnModel
import CairnWire

/// Gathers events from any number of files into a plan.
final class PlanBuilder {
    private let judgement: EventJudgement
    private let spool: AppendingFile
    private let verdicts: AppendingFile
    private var seen: Set<EventKey> = []
    private var counts = ReplayCounts()
    private var countsByService: [String: ReplayPlan.ServiceCounts] = [:]
    private var problems: [InputProblem] = []
    private var entries: [PlanEntry] = []
    private var lastTime = 0.0
    private var failure: ReplayError?
    private var isInOrder = false

    private static let problemsMax = 1000
    /// More services than there are: names come from the input.
    private static let servicesMax = 1000

    init(judgement: EventJudgement) throws(ReplayError) {
        self.judgement = judgement
        spool = try .temporary()
        verdicts = try .temporary()
    }

    /// Reads one file; `read` hands over its bytes and returns what went wrong.
    /// - Parameter isInOrder: events of one second stand in the order in which they happened.
    func addFile(
        _ name: String, isInOrder: Bool, _ read: ((UnsafeRawBufferPointer) -> Bool) -> String?
    ) throws(ReplayError) {
        var file = PlanFile(name, isInOrder: isInOrder)
        let problem = read { bytes in
            feed(bytes, of: &file)
            return failure == nil
        }
        try finish(&file, problem: problem)
    }

    /// Takes the next bytes of a file.
    func feed(_ bytes: UnsafeRawBufferPointer, of file: inout PlanFile) {
        isInOrder = file.isInOrder
        file.intake.feed(bytes) { add($0) }
    }

    /// Ends a file.
    /// - Parameter problem: what went wrong with reading it.
    func finish(_ file: inout PlanFile, problem: String? = nil) throws(ReplayError) {
        isInOrder = file.isInOrder
        file.intake.finish { add($0) }
        if let problem { add(.problem(InputProblem(file: file.name, message: problem))) }
        if let failure { throw failure }
    }

    private func add(_ item: EventIntake.Item) {
        switch item {
        case .problem(let problem):
            counts.problems += 1
            if problems.count < Self.problemsMax { problems.append(problem) }
        case .event(let event):
            do throws(ReplayError) { try add(event) } catch { failure = error }
        }
    }

    func add(_ event: RecordedEvent) throws(ReplayError) {
        guard seen.insert(event.key).inserted else {
            counts.duplicates += 1
            return
        }
        counts.total += 1
        if let time = event.time { lastTime = time }
        let verdict = judgement.verdict(on: event)
        try write(verdict, on: event)
        switch verdict {
        case .skip(let reason, _):
            counts.skipped[reason, default: 0] += 1
            count(event) { $0.impossible += 1 }
        case .send(let call):
            if call.isApproximate { counts.approximated += 1 } else { counts.replayable += 1 }
            count(event) { if call.isApproximate { $0.approximated += 1 } else { $0.replayable += 1 } }
            try keep(event)
        }
    }

    private func count(_ event: RecordedEvent, _ change: (inout ReplayPlan.ServiceCounts) -> Void) {
        let service =
            countsByService.count < Self.servicesMax || countsByService[event.service] != nil
            ? event.service : "others"
        change(&countsByService[service, default: ReplayPlan.ServiceCounts()])
    }

    private func keep(_ event: RecordedEvent) throws(ReplayError) {
        let bytes = event.bytes
        guard entries.count < Int(UInt32.max), bytes.count < Int(UInt32.max) else { return }
        let offset = try spool.append(bytes)
        entries.append(
            PlanEntry(
                time: event.time ?? lastTime, sequence: UInt32(entries.count), length: UInt32(bytes.count),
                offset: UInt64(offset), isInOrder: isInOrder))
    }

    private func write(_ verdict: EventJudgement.Verdict, on event: RecordedEvent) throws(ReplayError) {
        var line: JSONObject = [
            "event_id": .string(event.id), "event_name": .string(event.name), "service": .string(event.service),
            "event_time": event.record["eventTime"] ?? .null,
        ]
        switch verdict {
        case .skip(let reason, let detail):
            line.append("class", "impossible")
            line.append("reason", .string(reason.rawValue))
            if let detail { line.append("detail", .string(detail)) }
        case .send(let call):
            line.append("class", call.isApproximate ? "approximated" : "replayable")
            if call.isApproximate { line.append("approximations", .array(call.approximations.map(\.json))) }
            if !call.unplaced.isEmpty { line.append("unplaced", .array(call.unplaced.map(JSON.string))) }
        }
        try verdicts.append(Array(JSON.object(line).description.utf8) + [0x0A])
    }

    func plan() -> ReplayPlan {
        entries.sort { ($0.time, $0.sequence) < ($1.time, $1.sequence) }
        seen = []
        return ReplayPlan(
            counts: counts, countsByService: countsByService, problems: problems, entries: entries,
            judgement: judgement, spool: spool, verdicts: verdicts)
    }
}
