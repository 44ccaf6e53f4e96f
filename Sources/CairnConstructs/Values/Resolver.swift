import CairnModel

/// Writes values as they stand in one stack's template, and remembers what they refer to.
final class Resolver {
    let stack: Stack
    /// While references are being looked for, those to other stacks have no form yet.
    private let isSearching: Bool
    /// In the order in which they were met, each once.
    private(set) var references: [Reference] = []

    init(_ stack: Stack, isSearching: Bool = false) {
        self.stack = stack
        self.isSearching = isSearching
    }

    /// `nil` for what is left out of templates: a policy without statements.
    func json(_ value: TemplateValue) throws -> JSON? {
        switch value {
        case .bool(let value): return .bool(value)
        case .number(let value): return .number(value)
        case .string(let text): return try json(text)
        case .array(let elements): return .array(try elements.compactMap(json))
        case .object(let members): return try json(members)
        case .policy(let document): return try document.json(self)
        }
    }

    func json(_ members: PropertyList) throws -> JSON? {
        var object = JSONObject()
        for member in members.members {
            if let value = try json(member.value) { object.append(member.key, value) }
        }
        return .object(object)
    }

    func json(_ text: TemplateString) throws -> JSON {
        var join = JoinBuilder()
        for part in text.parts {
            switch part {
            case .literal(let literal): join.append(literal)
            case .token(let token): join.append(try json(token))
            }
        }
        return join.json
    }

    private func json(_ token: Token) throws -> JSON {
        switch token.kind {
        case .reference(let reference): return try json(reference)
        case .logicalID(let reference): return .string(try reference.target.logicalID)
        case .intrinsic(let value): return try json(value) ?? .null
        case .attribute(let attribute):
            if attribute.isLocal(to: stack) { return try json(attribute.reference) }
            return try json(attribute.foreignText())
        }
    }

    func json(_ reference: Reference) throws -> JSON {
        if !references.contains(reference) { references.append(reference) }
        if reference.target.stack === stack { return try Self.local(reference) }
        if let known = stack.imports[reference] { return known }
        guard isSearching else {
            throw ConstructError(
                .crossStackReference, path: stack.node.path,
                "'\(stack.node.path)' refers to '\(reference.target.node.path)' of another stack, which was not there "
                    + "when references were linked: synthesise again")
        }
        return .string("")
    }

    /// As it stands in the target's own stack.
    static func local(_ reference: Reference) throws -> JSON {
        let id = JSON.string(try reference.target.logicalID)
        guard let attribute = reference.attribute else { return ["Ref": id] }
        return ["Fn::GetAtt": [id, .string(attribute)]]
    }
}
