import CairnModel

extension ReplayPlan {
    /// Writes the plan as one JSON document, in pieces: counts, services, and every event with its class and reason.
    public func writeJSON(_ receive: @escaping ([UInt8]) throws(ReplayError) -> Void) throws(ReplayError) {
        let writer = ReportWriter(receive: receive)
        try writer.begin([
            "total_events": .integer(counts.total), "replayable": .integer(counts.replayable),
            "approximated": .integer(counts.approximated), "impossible": .integer(counts.skippedCount),
            "duplicates": .integer(counts.duplicates), "skip_reasons": counts.skipReasonsJSON,
            "services": servicesJSON, "input_problems": .array(problems.map { .string($0.description) }),
        ])
        try writer.list("events") { (add) throws(ReplayError) in
            try forEachEvent { (event) throws(ReplayError) in try add(event) }
        }
        try writer.end(["version": 1])
    }
}
