import ArgumentParser
import CairnModel
import CairnPolicy

/// Prints a policy, or what a given one lacks.
struct PolicyPrinting: ParsableArguments {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json
    }

    @Option(name: .long, help: "text (indented JSON; findings in sentences) or json (on one line).")
    var output: Format = .text
    @Option(
        name: .long,
        help: "A file with the policy that is attached, or - for standard input: say what it lacks instead.")
    var check: String?

    func run(_ required: RequiredPolicy) throws {
        guard let check else {
            let document = required.document
            return Terminal.write(output == .json ? document.description : IndentedJSON.text(document))
        }
        let missing = required.missing(from: try PolicyFile.read(check))
        report(missing)
        if !missing.isEmpty { throw ExitStatus.findings.exitCode }
    }

    private func report(_ missing: [MissingStatement]) {
        switch output {
        case .json: Terminal.write(JSON.array(missing.map(\.json)).description)
        case .text where missing.isEmpty: Terminal.write("The policy lets CloudTrail do all that it needs.")
        case .text:
            for finding in missing {
                Terminal.write(finding.description)
                Terminal.write(IndentedJSON.text(finding.statement.json))
            }
        }
    }
}

extension MissingStatement {
    fileprivate var json: JSON {
        [
            "action": .string(action), "resource": .string(resource), "cause": .string(cause.rawValue),
            "detail": .string(detail), "statement": statement.json,
        ]
    }
}
