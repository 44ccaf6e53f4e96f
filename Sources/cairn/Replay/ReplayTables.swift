import CairnReplay

/// Plans and results for people.
enum ReplayTables {
    static func plan(_ plan: ReplayPlan) -> String {
        var rows = [["service", "replayable", "approximated", "impossible"]]
        for (service, counts) in plan.countsByService.sorted(by: { $0.key < $1.key }) {
            rows.append([
                service, "\(counts.replayable)", "\(counts.approximated)", "\(counts.impossible)",
            ])
        }
        let counts = plan.counts
        rows.append(["all", "\(counts.replayable)", "\(counts.approximated)", "\(counts.skippedCount)"])
        return ([table(rows), ""] + reasons(plan)).joined(separator: "\n")
    }

    private static func reasons(_ plan: ReplayPlan) -> [String] {
        var lines = ["\(plan.counts.total) events, \(plan.counts.toSend) to send"]
        if plan.counts.duplicates > 0 {
            lines.append("\(plan.counts.duplicates) copies of the same events left out")
        }
        let skipped = plan.counts.skipped.sorted {
            ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue)
        }
        for (reason, count) in skipped {
            let advice = reason.advice.map { " (\($0))" } ?? ""
            lines.append("  \(count) not sent: \(reason.rawValue)\(advice)")
        }
        for problem in plan.problems.prefix(20) { lines.append("  not read: \(problem)") }
        if plan.counts.problems > 20 {
            lines.append("  … and \(plan.counts.problems - 20) more that were not read")
        }
        return lines
    }

    static func result(_ plan: ReplayPlan, _ result: ReplayRunResult) -> String {
        let tally = result.tally
        var lines = reasons(plan)
        lines.append("\(tally.replayed) sent in \(seconds(result.seconds)) s")
        lines.append("  \(tally.succeeded) succeeded, \(tally.approximated) of them with stand-ins")
        for (kind, count) in tally.failures.sorted(by: {
            ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue)
        }) {
            lines.append("  \(count) failed: \(kind.rawValue)")
        }
        return lines.joined(separator: "\n")
    }

    private static func seconds(_ seconds: Double) -> String { "\((seconds * 100).rounded() / 100)" }

    private static func table(_ rows: [[String]]) -> String {
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            row.enumerated().map { column, text in
                let padding = String(repeating: " ", count: widths[column] - text.count)
                return column == 0 ? text + padding : padding + text
            }.joined(separator: "  ")
        }.joined(separator: "\n")
    }
}
