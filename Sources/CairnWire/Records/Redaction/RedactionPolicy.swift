public import CairnModel

/// What becomes of a value on its way into a record.
public enum RedactionTreatment: Sendable, Hashable {
    case keep
    /// The member does not appear.
    case drop
    /// The member appears with this in the value's place.
    case replace(JSON)
    /// A statement's text appears without the literals in it; a value of another type does not appear.
    case maskLiterals
}

/// Decides which values of a call may stand in a record.
///
/// Law: what a policy does not keep appears nowhere in the record, neither in part nor under another name.
public protocol RedactionPolicy: Sendable {
    /// The treatment of a member of a structure, and with it of all that it holds.
    /// - Parameters:
    ///   - operation: the call; `nil` if the model does not know it.
    ///   - path: the names of the members above it, from the input or output down; empty at the top.
    ///   - name: the member's name as the model has it, or as it came if the model does not know it.
    ///   - shape: the member's shape, `nil` if the model does not know it.
    ///   - member: the member, `nil` if the model does not know it.
    func treatment(
        service: ServiceModel, operation: OperationModel?, path: [String], name: String, shape: ShapeModel?,
        member: MemberModel?
    ) -> RedactionTreatment

    /// The treatment of a value that a free key names: a map's value, or the value in a pair of name and value.
    func treatment(service: ServiceModel, operation: OperationModel?, path: [String], key: String)
        -> RedactionTreatment

    /// Text that may stand in a record in the place of a text that is kept.
    func scrubbed(_ text: String) -> String
}

extension RedactionPolicy {
    public func treatment(service: ServiceModel, operation: OperationModel?, path: [String], key: String)
        -> RedactionTreatment
    { .keep }

    public func scrubbed(_ text: String) -> String { text }
}
