import CairnModel

/// What is deployed as one: resources in one account and region, and one template.
///
/// Subclass it to define a stack, or make one and put constructs into it.
open class Stack: Construct {
    /// Whether the template asks that its environment be bootstrapped for the AWS CDK's tools.
    public enum Bootstrap: Hashable, Sendable {
        /// With a parameter and a rule that refuse an environment that is not, as the AWS CDK writes them.
        case checked(qualifier: String = "hnb659fds")
        /// Without.
        case unchecked
    }

    /// The stack's name in CloudFormation: its id, or made of the ids above it.
    public let stackName: String
    public let environment: Environment
    /// What the template says about itself.
    public let templateDescription: String?
    let bootstrap: Bootstrap
    /// The stacks that have to be deployed before this.
    public private(set) var dependencies: [Stack] = []
    /// What stands here for references to other stacks.
    var imports: [Reference: JSON] = [:]

    /// - Parameters:
    ///   - environment: the account and region; those not given become pseudo parameters.
    ///   - stackName: its name in CloudFormation.
    ///   - description: the template's `Description`.
    @discardableResult
    public init(
        _ scope: some Scope, _ id: String, environment: Environment = Environment(), stackName: String? = nil,
        description: String? = nil, bootstrap: Bootstrap = .checked()
    ) throws {
        let node = try Node(scope, id, type: "Stack")
        self.environment = environment
        self.stackName = try stackName ?? Self.name(of: node)
        templateDescription = description
        self.bootstrap = bootstrap
        super.init(node: node)
        node.typeName = String(describing: type(of: self))
        node.ownStack = self
    }

    private static func name(of node: Node) throws -> String {
        let ids = node.scopes.dropFirst().map(\.id)
        return ids.count == 1 ? node.id : try LogicalID.make(ids, path: node.path)
    }

    /// Synthesises the whole app and returns this stack's template.
    /// - Throws: ``ConstructError``.
    public func template() throws -> Template {
        let assembly = try App.synthesize(node.root)
        guard let template = assembly.templates[stackName] else {
            throw ConstructError(.noStack, path: node.path, "The stack is not part of an app")
        }
        return template
    }

    /// Declares that the other stack is to be deployed first.
    /// - Throws: ``ConstructError`` with `cyclicDependency` if the other needs this one.
    public func addDependency(on other: Stack) throws {
        guard other !== self, !dependencies.contains(where: { $0 === other }) else { return }
        guard !other.depends(on: self) else {
            throw ConstructError(
                .cyclicDependency, path: node.path,
                "'\(other.node.path)' depends on '\(node.path)'; a dependency the other way would be a cycle")
        }
        dependencies.append(other)
    }

    private func depends(on other: Stack) -> Bool {
        dependencies.contains { $0 === other || $0.depends(on: other) }
    }
}

extension Stack {
    /// The account, or the pseudo parameter that stands for it.
    public var account: TemplateString { environment.account.map { TemplateString($0) } ?? .pseudo(.accountID) }

    /// The region, or the pseudo parameter that stands for it.
    public var region: TemplateString { environment.region.map { TemplateString($0) } ?? .pseudo(.region) }

    /// The partition as a pseudo parameter; as text only under ``FeatureFlag/enablePartitionLiterals``.
    public var partition: TemplateString {
        guard node.isEnabled(.enablePartitionLiterals), let region = environment.region,
            let name = Partition.name(ofRegion: region)
        else { return .pseudo(.partition) }
        return TemplateString(name)
    }

    /// An ARN in this stack's partition, and in its account and region unless told otherwise.
    public func arn(_ components: ARNComponents) -> TemplateString {
        let name = components.resourceName.map { components.separator + $0 } ?? ""
        return """
            arn:\(partition):\(components.service):\(components.region ?? region):\(components.account ?? account)\
            :\(components.resource)\(name)
            """
    }
}
