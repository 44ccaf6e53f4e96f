/// The redaction of AWS's own records, and stricter where it is silent.
///
/// In this order: what a service is known to print or to leave out; members that the model marks as sensitive, be it
/// the member, its shape, or the elements it holds; bytes; and text under names that sound like a secret. A member
/// that is dropped takes all that it holds with it.
public struct DefaultRedaction: RedactionPolicy {
    public init() {}

    public func treatment(
        service: ServiceModel, operation: OperationModel?, path: [String], name: String, shape: ShapeModel?,
        member: MemberModel?
    ) -> RedactionTreatment {
        if let rules = RedactionTable.rulesByMember[service.id]?[name],
            let rule = rules.first(where: { $0.matches(operation: operation?.name, path: path, name: name) })
        {
            return rule.treatment
        }
        if let member, member.traits.contains(.sensitive) { return .drop }
        if let shape {
            if isSensitive(shape, in: service, depth: 0) { return .drop }
            if !holdsText(shape, in: service, depth: 0) { return .keep }
        }
        return SecretNames.isSecretMember(name) ? .drop : .keep
    }

    public func treatment(service: ServiceModel, operation: OperationModel?, path: [String], key: String)
        -> RedactionTreatment
    {
        // Tags and filters name things; the names of encryption contexts are public by definition.
        let isPublic = path.contains { component in
            let folded = RecordKey.folded(component)
            return folded.hasPrefix("tag") || folded.hasSuffix("tags") || folded.contains("encryptioncontext")
        }
        return !isPublic && SecretNames.isSecretKey(key) ? .fourStars : .keep
    }

    public func scrubbed(_ text: String) -> String { SecretText.scrubbed(text) }

    private func isSensitive(_ shape: ShapeModel, in service: ServiceModel, depth: Int) -> Bool {
        if shape.traits.contains(.sensitive) || shape.kind == .blob { return true }
        guard depth < 4, shape.kind == .list || shape.kind == .map else { return false }
        return shape.members.contains {
            $0.traits.contains(.sensitive) || isSensitive(service.shape($0.shape), in: service, depth: depth + 1)
        }
    }

    /// Whether a shape is text, or a list or map of text: what a name can make a secret of.
    private func holdsText(_ shape: ShapeModel, in service: ServiceModel, depth: Int) -> Bool {
        switch shape.kind {
        case .string, .blob: return true
        case .list, .map:
            guard depth < 4, let element = shape.members.last else { return false }
            return holdsText(service.shape(element.shape), in: service, depth: depth + 1)
        case .structure, .integer, .double, .boolean, .timestamp: return false
        }
    }
}
