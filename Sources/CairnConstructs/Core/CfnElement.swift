import CairnModel

/// Something with a logical id in a template: a resource, an output, a parameter or a rule.
public class CfnElement: Construct {
    /// The stack in whose template this stands.
    public let stack: Stack
    private var overriddenLogicalID: String?

    init(_ scope: some Scope, _ id: String, type typeName: String) throws {
        let node = try Node(scope, id, type: typeName)
        stack = try Self.stack(of: node)
        super.init(node: node)
        node.element = self
    }

    static func stack(of node: Node) throws -> Stack {
        guard let stack = node.enclosingStack else {
            throw ConstructError(
                .noStack, path: node.path, "No stack holds the construct at '\(node.path)': make it below a Stack")
        }
        return stack
    }

    /// The id in the template.
    public var logicalID: String {
        get throws {
            if let overriddenLogicalID { return overriddenLogicalID }
            let ids = node.scopes.drop { $0 !== stack.node }.dropFirst().map(\.id)
            return try LogicalID.make(ids, path: node.path)
        }
    }

    /// Gives the element that logical id, say to keep a resource whose construct moves in the tree.
    public func overrideLogicalID(_ id: String) { overriddenLogicalID = id }

    /// The logical id as part of texts.
    var logicalIDToken: TemplateString { TemplateString(Token(.logicalID(Reference(target: self)))) }

    /// The section of the template.
    var section: String { "Resources" }

    /// What stands in the template.
    func render(_ resolver: Resolver) throws -> TemplateFragment {
        TemplateFragment(section: section, logicalID: try logicalID, value: .object([:]))
    }
}
