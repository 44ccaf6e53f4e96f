/// A value that only the deployment knows.
struct Token: Hashable {
    enum Kind: Hashable {
        /// `Ref` or `Fn::GetAtt`.
        case reference(Reference)
        /// A reference, or a text made of the resource's name for stacks of another environment.
        case attribute(ResourceAttribute)
        case logicalID(Reference)
        /// An intrinsic function.
        case intrinsic(TemplateValue)
    }

    let kind: Kind

    init(_ kind: Kind) { self.kind = kind }
}
