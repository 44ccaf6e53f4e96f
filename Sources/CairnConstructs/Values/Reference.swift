/// An element, or an attribute of it.
struct Reference: Hashable {
    let target: CfnElement
    /// By CloudFormation name; `nil` for `Ref`.
    var attribute: String?

    static func == (left: Self, right: Self) -> Bool {
        left.target === right.target && left.attribute == right.attribute
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(ObjectIdentifier(target))
        hasher.combine(attribute)
    }
}
