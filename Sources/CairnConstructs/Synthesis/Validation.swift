/// Runs the checks that constructs make of themselves.
enum Validation {
    static func check(_ root: Node) throws {
        let problems = root.subtree.flatMap { node in node.validations.flatMap { $0() }.map { (node.path, $0) } }
        guard let first = problems.first else { return }
        let list = problems.map { "[\($0.0)] \($0.1)" }.joined(separator: "\n  ")
        throw ConstructError(
            .validationFailed, path: first.0, "Validation failed with the following errors:\n  \(list)")
    }
}
