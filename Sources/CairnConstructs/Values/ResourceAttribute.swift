/// A name or an ARN that stacks of another account or region cannot read by reference.
struct ResourceAttribute: Hashable {
    let owner: ResourceIdentity
    let reference: Reference
    /// The ARN's parts around the resource's name; `nil` for the name itself.
    let arn: ((TemplateString) -> ARNComponents)?

    static func == (left: Self, right: Self) -> Bool { left.owner === right.owner && left.reference == right.reference }
    func hash(into hasher: inout Hasher) { hasher.combine(reference) }

    func isLocal(to stack: Stack) -> Bool { owner.stack.environment == stack.environment }

    /// The text for a stack of another environment.
    func foreignText() throws -> TemplateString {
        guard let name = owner.physicalName else {
            throw ConstructError(
                .crossEnvironmentName, path: owner.node.path,
                "Cannot use resource '\(owner.node.path)' in a cross-environment fashion, the resource's physical name "
                    + "must be explicit set")
        }
        return arn.map { owner.stack.arn($0(name)) } ?? name
    }
}
