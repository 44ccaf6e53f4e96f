import CairnModel

/// Everything that an app synthesises to.
public struct Assembly: Sendable {
    /// An entry of the construct tree.
    public struct Entry: Hashable, Sendable {
        public let path: String
        /// The id in the template; `nil` for constructs that have none.
        public let logicalID: String?
        /// The CloudFormation type; `nil` for what is no resource.
        public let type: String?
    }

    /// By the stacks' names.
    public let templates: [String: Template]
    /// The stacks' names, each after those that it depends on.
    public let deploymentOrder: [String]
    /// What the constructs have to say, in the order of the tree.
    public let annotations: [Annotation]
    /// What the built-in rules find in the templates.
    public let findings: [TemplateFinding]
    /// All constructs but the app, parents before children.
    public let tree: [Entry]

    init(_ root: Node) throws {
        let nodes = root.subtree
        let stacks = nodes.compactMap(\.ownStack)
        var templates: [String: Template] = [:]
        var findings: [TemplateFinding] = []
        for stack in stacks {
            guard templates[stack.stackName] == nil else {
                throw ConstructError(
                    .duplicateLogicalID, path: stack.node.path, "Two stacks have the name '\(stack.stackName)'")
            }
            let template = try TemplateWriter(stack).template()
            templates[stack.stackName] = template
            findings += try TemplateRules.findings(in: template, of: stack)
        }
        self.templates = templates
        self.findings = findings
        deploymentOrder = Self.order(stacks)
        annotations = nodes.flatMap(\.annotations)
        tree = try nodes.dropFirst().map {
            Entry(
                path: $0.path, logicalID: try $0.element?.logicalID, type: ($0.element as? CfnResource)?.type)
        }
    }

    private static func order(_ stacks: [Stack]) -> [String] {
        var ordered: [Stack] = []
        func visit(_ stack: Stack) {
            guard !ordered.contains(where: { $0 === stack }) else { return }
            stack.dependencies.forEach(visit)
            ordered.append(stack)
        }
        stacks.forEach(visit)
        return ordered.map(\.stackName)
    }
}
