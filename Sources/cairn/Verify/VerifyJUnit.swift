import CairnIntegrity
import CairnStore

/// The result as a report of tests, for CI systems: what was verified is a test each, and each finding a failed one.
struct VerifyJUnit {
    let outcome: VerifyOutcome

    var lines: [String] {
        let suites = outcome.journals.map(suite) + outcome.trailFiles.map(suite) + outcome.results.map(suite)
        return [#"<?xml version="1.0" encoding="UTF-8"?>"#, #"<testsuites name="cairn verify">"#]
            + suites.flatMap { $0 } + ["</testsuites>"]
    }

    private struct Failure {
        let name: String
        let message: String
    }

    private func suite(_ journal: VerifyOutcome.Journal) -> [String] {
        let failures = journal.report.problems.map { Failure(name: $0.file, message: $0.message) }
        return suite(journal.folder, passed: failures.isEmpty ? ["chain of seals"] : [], failures)
    }

    private func suite(_ files: VerifyOutcome.TrailFiles) -> [String] {
        let failures = files.report.findings.map { Failure(name: $0.key, message: $0.line) }
        let passed = [
            "\(files.report.digests.valid + files.report.backfillDigests.valid) valid digest files",
            "\(files.report.logFiles.valid) valid log files",
        ]
        return suite(files.name, passed: passed, failures)
    }

    private func suite(_ results: VerifyOutcome.Results) -> [String] {
        let failures = results.report.findings.map { Failure(name: $0.key, message: $0.message) }
        let passed = ["\(results.report.validFiles) valid result files"]
        return suite("\(results.name)/\(results.report.folder)", passed: passed, failures)
    }

    private func suite(_ name: String, passed: [String], _ failures: [Failure]) -> [String] {
        let count = passed.count + failures.count
        let name = Self.escaped(name)
        var lines = [#"  <testsuite name="\#(name)" tests="\#(count)" failures="\#(failures.count)" errors="0">"#]
        lines += passed.map { #"    <testcase classname="\#(name)" name="\#(Self.escaped($0))"/>"# }
        for failure in failures {
            lines.append(
                #"    <testcase classname="\#(name)" name="\#(Self.escaped(failure.name))">"#
                    + #"<failure message="\#(Self.escaped(failure.message))"/></testcase>"#)
        }
        return lines + ["  </testsuite>"]
    }

    /// Characters that XML cannot hold become a question mark.
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "\t": escaped += "&#9;"
            case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF: escaped += "?"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
