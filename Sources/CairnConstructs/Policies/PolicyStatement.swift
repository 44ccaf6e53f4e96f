import CairnModel

/// A statement of a policy.
///
/// Source: IAM User Guide, "AWS JSON policy element reference".
public struct PolicyStatement: Hashable {
    public enum Effect: String, Hashable, Sendable {
        case allow = "Allow"
        case deny = "Deny"
    }

    public var sid: String?
    public var effect: Effect
    public var actions: [TemplateString]
    public var notActions: [TemplateString]
    public var principals: [PolicyPrincipal]
    public var notPrincipals: [PolicyPrincipal]
    public var resources: [TemplateString]
    public var notResources: [TemplateString]
    /// By operator and key, such as `["StringEquals": ["aws:SourceArn": "…"]]`; a value is a text or a list of texts.
    public var conditions: PropertyList

    /// What is given twice is taken once.
    public init(
        sid: String? = nil, _ effect: Effect = .allow, actions: [TemplateString] = [],
        notActions: [TemplateString] = [], principals: [PolicyPrincipal] = [], notPrincipals: [PolicyPrincipal] = [],
        resources: [TemplateString] = [], notResources: [TemplateString] = [], conditions: PropertyList = [:]
    ) {
        self.sid = sid
        self.effect = effect
        self.actions = actions.unique
        self.notActions = notActions.unique
        self.principals = principals.unique
        self.notPrincipals = notPrincipals.unique
        self.resources = resources.unique
        self.notResources = notResources.unique
        self.conditions = conditions
    }
}

extension PolicyStatement {
    /// The statement's JSON: a list of one is written as its value, an empty one not at all.
    func json(_ resolver: Resolver) throws -> JSONObject {
        var object = JSONObject()
        object["Action"] = try Self.list(actions.map(resolver.json))
        object["NotAction"] = try Self.list(notActions.map(resolver.json))
        object["Condition"] = conditions.isEmpty ? nil : try resolver.json(conditions)
        object["Effect"] = .string(effect.rawValue)
        object["Principal"] = try Self.json(principals, resolver)
        object["NotPrincipal"] = try Self.json(notPrincipals, resolver)
        object["Resource"] = try Self.list(resources.map(resolver.json))
        object["NotResource"] = try Self.list(notResources.map(resolver.json))
        object["Sid"] = sid.map { .string($0) }
        return object
    }

    private static func json(_ principals: [PolicyPrincipal], _ resolver: Resolver) throws -> JSON? {
        guard !principals.isEmpty else { return nil }
        var values: [(key: String, values: [JSON])] = []
        for principal in principals {
            let entry = principal.entry(in: resolver.stack)
            let value = try resolver.json(entry.value)
            guard let key = entry.key else { return value }
            if let index = values.firstIndex(where: { $0.key == key }) {
                if !values[index].values.contains(value) { values[index].values.append(value) }
            } else {
                values.append((key, [value]))
            }
        }
        return .object(JSONObject(values.map { ($0.key, list($0.values) ?? .null) }))
    }

    private static func list(_ values: [JSON]) -> JSON? { values.count > 1 ? .array(values) : values.first }
}

extension Array where Element: Hashable {
    /// Each element once, where it stands first.
    var unique: [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
