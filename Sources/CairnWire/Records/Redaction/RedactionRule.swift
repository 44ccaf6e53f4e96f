import CairnModel

/// One line of the table of exceptions: what becomes of one member in one service's calls.
struct RedactionRule: Sendable {
    /// The operations it holds for; empty for all.
    var operations: Set<String>
    /// Member names from the input or output down; `*` at the start stands for any number of levels.
    var path: [String]
    var treatment: RedactionTreatment

    init(_ path: String, in operations: Set<String> = [], _ treatment: RedactionTreatment) {
        self.operations = operations
        self.path = path.split(separator: ".").map(String.init)
        self.treatment = treatment
    }

    func matches(operation: String?, path above: [String], name: String) -> Bool {
        guard path.last == name else { return false }
        if !operations.isEmpty {
            guard let operation, operations.contains(operation) else { return false }
        }
        let expected = path.dropLast()
        guard expected.first == "*" else { return above.elementsEqual(expected) }
        return above.reversed().starts(with: expected.dropFirst().reversed())
    }
}

extension RedactionTreatment {
    static let hidden = RedactionTreatment.replace("HIDDEN_DUE_TO_SECURITY_REASONS")
    static let valueHidden = RedactionTreatment.replace("Value hidden due to security reasons.")
    static let fourStars = RedactionTreatment.replace("****")
    static let threeStars = RedactionTreatment.replace("***")
    static let tenStars = RedactionTreatment.replace("**********")
    static let omitted = RedactionTreatment.replace("***OMITTED***")
    static let dataRemoved = RedactionTreatment.replace("<sensitiveDataRemoved>")
}
