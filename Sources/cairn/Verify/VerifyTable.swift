import CairnIntegrity
import CairnModel
import CairnStore

/// The result for people.
struct VerifyTable {
    let outcome: VerifyOutcome

    var lines: [String] {
        var lines: [String] = []
        for journal in outcome.journals {
            lines += journal.report.problems.map { "Journal\t\(journal.folder)/\($0.file)\tINVALID: \($0.message)" }
            let count = "\(journal.report.segmentCount) segments, \(journal.report.sealedCount) of them sealed"
            lines.append(
                "\(journal.folder): \(count), \(journal.report.isIntact ? "the chain is whole" : "the chain is BROKEN")"
            )
        }
        for files in outcome.trailFiles { lines += self.lines(files.name, files.report) }
        for results in outcome.results { lines += self.lines(results.name, results.report) }
        return lines
    }

    private func lines(_ name: String, _ report: ResultFolderReport) -> [String] {
        let place = report.folder.isEmpty ? name + "/" : "\(name)/\(report.folder)"
        let lines = report.findings.map { "Query results\t\(name)/\($0.key)\tINVALID: \($0.message)" }
        let signature = report.isSignatureValid ? "the signature is valid" : "the signature is NOT proven"
        return lines + ["\(place): \(report.validFiles) result files valid, \(signature)"]
    }

    private func lines(_ name: String, _ report: IntegrityReport) -> [String] {
        var lines = report.findings.map(\.line)
        if report.findingsOmitted > 0 { lines.append("and \(report.findingsOmitted) more") }
        lines += report.notes.map { "Note\t\($0.message)" }
        if report.notesOmitted > 0 { lines.append("and \(report.notesOmitted) more notes") }
        guard report.chainCount > 0 else {
            return outcome.results.contains { $0.name == name } ? lines : lines + ["\(name): no digests found"]
        }
        if let start = report.coveredStart, let end = report.coveredEnd {
            lines.append(
                "\(name): results found for \(ISO8601.string(epochSeconds: start)) to "
                    + "\(ISO8601.string(epochSeconds: end)), \(report.chainCount) chains of digests:")
        } else {
            lines.append("\(name): no valid digests found in range")
        }
        lines += ratio(report.digests, "digest")
        lines += ratio(report.backfillDigests, "backfill digest")
        lines += ratio(report.logFiles, "log")
        return lines
    }

    private func ratio(_ tally: IntegrityReport.Tally, _ name: String) -> [String] {
        guard tally.total > 0 else { return [] }
        var line = "\(tally.valid)/\(tally.total) \(name) files valid"
        if tally.invalid > 0 { line += ", \(tally.invalid)/\(tally.total) \(name) files INVALID" }
        if tally.unproven > 0 { line += ", \(tally.unproven)/\(tally.total) \(name) files unproven" }
        return [line]
    }
}
