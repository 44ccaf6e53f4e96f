import ArgumentParser
import CairnModel

/// How the result of a verification is written.
enum VerifyOutput: String, ExpressibleByArgument, CaseIterable {
    /// Lines as `aws cloudtrail validate-logs` prints them.
    case table
    case json
    case junit

    func text(of outcome: VerifyOutcome) -> String {
        switch self {
        case .table: VerifyTable(outcome: outcome).lines.joined(separator: "\n")
        case .json: outcome.json.description
        case .junit: VerifyJUnit(outcome: outcome).lines.joined(separator: "\n")
        }
    }
}
