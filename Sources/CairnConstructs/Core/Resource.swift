/// A construct that stands for something in an account: made by the app, or there already (imported).
open class Resource: Construct {
    let identity: ResourceIdentity

    init(_ identity: ResourceIdentity) {
        self.identity = identity
        super.init(node: identity.node)
    }

    public var stack: Stack { identity.stack }

    /// The name given to the resource; `nil` if CloudFormation chooses one.
    public var physicalName: TemplateString? { identity.physicalName }

    /// The resource in the template that this stands for; `nil` if it is imported.
    public var defaultChild: CfnResource? {
        (node.child("Resource") ?? node.child("Default"))?.element as? CfnResource
    }

    /// Says what becomes of the resource when it leaves the stack.
    /// - Throws: ``ConstructError`` with `notSupported` for an imported resource.
    public func applyRemovalPolicy(_ policy: RemovalPolicy) throws {
        guard let defaultChild else {
            throw ConstructError(
                .notSupported, path: node.path,
                "Cannot apply RemovalPolicy: no child or not a CfnResource. Apply the removal policy on the CfnResource "
                    + "directly.")
        }
        defaultChild.removalPolicy = policy
    }
}
