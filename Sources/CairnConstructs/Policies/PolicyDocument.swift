import CairnModel

/// A policy: statements, in the order in which they were added.
///
/// How it is written follows the AWS CDK: statements that are wholly alike are written once, and under
/// ``FeatureFlag/minimizePolicies`` those that can be combined are.
public final class PolicyDocument: TemplateConvertible {
    public private(set) var statements: [PolicyStatement]
    /// Whether statements without an id get their number, as topic policies need.
    private let assignsSids: Bool

    public init(_ statements: [PolicyStatement] = [], assignsSids: Bool = false) {
        self.statements = statements
        self.assignsSids = assignsSids
    }

    public func add(_ statement: PolicyStatement) { statements.append(statement) }

    public var templateValue: TemplateValue { .policy(self) }

    /// `nil` if there are no statements.
    func json(_ resolver: Resolver) throws -> JSON? {
        let minimizes = resolver.stack.node.isEnabled(.minimizePolicies)
        let written = minimizes ? PolicyMinimizing.combined(statements) : statements
        var objects = try written.map { try $0.json(resolver) }.unique
        guard !objects.isEmpty else { return nil }
        for index in objects.indices {
            if assignsSids, objects[index]["Sid"] == nil { objects[index]["Sid"] = .string(String(index)) }
            if minimizes { objects[index] = PolicyMinimizing.sorted(objects[index]) }
        }
        return ["Statement": .array(objects.map { .object($0) }), "Version": "2012-10-17"]
    }

    /// What is wrong with a policy that stands on a resource.
    func problemsOfResourcePolicy() -> [String] {
        problems()
            + statements.filter { $0.principals.isEmpty && $0.notPrincipals.isEmpty }.map { _ in
                "A PolicyStatement used in a resource-based policy must specify at least one IAM principal."
            }
    }

    /// What is wrong with a policy that stands on an identity.
    func problemsOfIdentityPolicy() -> [String] {
        problems()
            + statements.filter { !$0.principals.isEmpty || !$0.notPrincipals.isEmpty }.map { _ in
                "A PolicyStatement used in an identity-based policy cannot specify any IAM principals."
            }
            + statements.filter { $0.resources.isEmpty && $0.notResources.isEmpty }.map { _ in
                "A PolicyStatement used in an identity-based policy must specify at least one resource."
            }
    }

    private func problems() -> [String] {
        statements.filter { $0.actions.isEmpty && $0.notActions.isEmpty }.map { _ in
            "A PolicyStatement must specify at least one 'action' or 'notAction'."
        }
    }
}

extension PolicyDocument: Hashable {
    public static func == (left: PolicyDocument, right: PolicyDocument) -> Bool { left === right }
    public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
