/// What attributes of a resource have to know before the resource itself is made.
final class ResourceIdentity: Scope {
    let node: Node
    let stack: Stack
    let physicalName: TemplateString?

    init(_ scope: some Scope, _ id: String, type: String, physicalName: TemplateString? = nil) throws {
        node = try Node(scope, id, type: type)
        stack = try CfnElement.stack(of: node)
        self.physicalName = physicalName
    }

    /// The resource's name: a reference, or its text for a stack of another account or region.
    func name(_ reference: Reference) -> TemplateString {
        TemplateString(Token(.attribute(ResourceAttribute(owner: self, reference: reference, arn: nil))))
    }

    /// The resource's ARN: a reference, or made of its name for a stack of another account or region.
    func arn(_ reference: Reference, of name: @escaping (TemplateString) -> ARNComponents) -> TemplateString {
        TemplateString(Token(.attribute(ResourceAttribute(owner: self, reference: reference, arn: name))))
    }
}
