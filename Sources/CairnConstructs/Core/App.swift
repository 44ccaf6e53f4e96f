public import CairnModel

/// The root of a tree of constructs: the stacks that are synthesised together.
///
/// ```swift
/// let app = App()
/// let stack = try Stack(app, "Audit")
/// try Trail(stack, "CloudTrail")
/// print(try stack.template().json)
/// ```
public final class App: Construct {
    /// - Parameter context: feature flags and other context, as in the `context` of a `cdk.json`.
    public init(context: [String: JSON] = [:]) {
        super.init(node: Node(rootOfType: "App"))
        node.context = context
    }

    /// Makes the templates of all stacks.
    ///
    /// It may be called again after changes; what a call adds for references over stacks stays.
    /// - Throws: ``ConstructError``: `validationFailed` with everything that the constructs' own checks find, or what is
    ///   wrong with a reference or a logical id.
    public func synthesize() throws -> Assembly { try Self.synthesize(node) }

    static func synthesize(_ root: Node) throws -> Assembly {
        try DependencyLinker.link(root)
        try ReferenceLinker(root).link()
        try Validation.check(root)
        try BootstrapVersion.add(root)
        return try Assembly(root)
    }
}
