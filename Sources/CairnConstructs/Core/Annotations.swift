/// Adds messages to a construct.
public struct Annotations {
    let node: Node

    public init(of scope: some Scope) { node = scope.node }

    /// Adds a warning. The id stands at its end, so that it can be acknowledged in a CDK app too.
    public func addWarning(id: String, _ message: String) { add(.warning, "\(message) [ack: \(id)]") }

    public func addInfo(_ message: String) { add(.info, message) }

    /// Adds an error: the template is still made, and nothing should deploy it.
    public func addError(_ message: String) { add(.error, message) }

    private func add(_ level: Annotation.Level, _ message: String) {
        let annotation = Annotation(level: level, path: "/" + node.path, message: message)
        if !node.annotations.contains(annotation) { node.annotations.append(annotation) }
    }
}
