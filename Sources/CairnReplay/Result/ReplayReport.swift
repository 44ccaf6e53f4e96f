import CairnModel

/// The result of a replay as one JSON document, written piece by piece.
public struct ReplayReport: Sendable {
    private let plan: ReplayPlan
    private let log: ProgressLog
    private let result: ReplayRunResult

    public init(plan: ReplayPlan, log: ProgressLog, result: ReplayRunResult) {
        self.plan = plan
        self.log = log
        self.result = result
    }

    /// Failures beyond those that were allowed, or a replay that was stopped before its end.
    public func isGood(allowedFailures: Int = 0) -> Bool { result.isComplete && result.tally.failed <= allowedFailures }

    /// Hands the document's bytes to `receive`, in pieces.
    public func write(_ receive: @escaping ([UInt8]) throws(ReplayError) -> Void) throws(ReplayError) {
        let writer = ReportWriter(receive: receive)
        try writer.begin(Self.head(plan, result))
        try writer.list("errors") { (add) throws(ReplayError) in
            try log.forEachOutcome { (line) throws(ReplayError) in
                if line["class"] != nil { try add(Self.error(line)) }
            }
        }
        try writer.list("approximations") { (add) throws(ReplayError) in
            try log.forEachOutcome { (line) throws(ReplayError) in
                if line["approximations"] != nil || line["unplaced"] != nil || line["note"] != nil {
                    try add(Self.part(line, ["approximations", "unplaced", "note"]))
                }
            }
        }
        try writer.list("diff") { (add) throws(ReplayError) in
            try log.forEachOutcome { (line) throws(ReplayError) in
                if line["diff"] != nil { try add(Self.part(line, ["diff"])) }
            }
        }
        try writer.list("skips") { (add) throws(ReplayError) in
            try plan.forEachEvent { (line) throws(ReplayError) in
                if line["class"] == "impossible" { try add(Self.part(line, ["event_time", "reason", "detail"])) }
            }
        }
        try writer.end(["id_map": result.ids.json])
    }

    /// The document as a whole, for small replays.
    public func json() throws(ReplayError) -> [UInt8] {
        let bytes = GatheredBytes()
        try write { bytes.append($0) }
        return bytes.bytes
    }

    private static func head(_ plan: ReplayPlan, _ result: ReplayRunResult) -> JSONObject {
        let tally = result.tally
        let classes = tally.failures.sorted { $0.key.rawValue < $1.key.rawValue }
            .map { ($0.key.rawValue, JSON.integer($0.value)) }
        return [
            "total_events": .integer(plan.counts.total), "replayed": .integer(tally.replayed),
            "skipped": .integer(plan.counts.skippedCount), "succeeded": .integer(tally.succeeded),
            "failed": .integer(tally.failed), "duration": .string(seconds(result.seconds)),
            "duration_seconds": JSONNumber((result.seconds * 1000).rounded() / 1000).map(JSON.number) ?? 0,
            "approximated": .integer(tally.approximated), "complete": .bool(result.isComplete),
            "duplicates": .integer(plan.counts.duplicates), "failures": .object(JSONObject(classes)),
            "skip_reasons": plan.counts.skipReasonsJSON, "services": plan.servicesJSON,
            "input_problems": .array(plan.problems.map { .string($0.description) }),
        ]
    }

    private static func seconds(_ seconds: Double) -> String {
        let milliseconds = Int(max(0, min(1e12, seconds * 1000)).rounded())
        let rest = String(milliseconds % 1000)
        return "\(milliseconds / 1000).\(String(repeating: "0", count: 3 - rest.count))\(rest)s"
    }

    private static func error(_ line: JSON) -> JSON {
        [
            "event_name": line["event_name"] ?? .null, "service": line["service"] ?? .null,
            "error": .string("\(line["code"]?.stringValue ?? ""): \(line["error"]?.stringValue ?? "")"),
            "status": line["status"] ?? 0, "class": line["class"] ?? .null, "event_id": line["event_id"] ?? .null,
            "event_time": line["event_time"] ?? .null,
        ]
    }

    private static func part(_ line: JSON, _ keys: [String]) -> JSON {
        var object: JSONObject = [:]
        for key in ["event_id", "event_name", "service"] + keys {
            if let value = line[key] { object.append(key, value) }
        }
        return .object(object)
    }
}

extension ReplayCounts {
    var skipReasonsJSON: JSON {
        .object(
            JSONObject(
                skipped.sorted { $0.key.rawValue < $1.key.rawValue }.map { ($0.key.rawValue, JSON.integer($0.value)) }))
    }
}

extension ReplayPlan {
    var servicesJSON: JSON {
        let services = countsByService.sorted { $0.key < $1.key }.map { name, counts in
            let object: JSON = [
                "replayable": .integer(counts.replayable), "approximated": .integer(counts.approximated),
                "impossible": .integer(counts.impossible),
            ]
            return (name, object)
        }
        return .object(JSONObject(services))
    }
}

private final class GatheredBytes {
    private(set) var bytes: [UInt8] = []

    func append(_ more: [UInt8]) { bytes += more }
}
