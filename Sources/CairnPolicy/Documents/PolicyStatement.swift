public import CairnModel

/// One statement: who may or may not do what, on what, and when.
public struct PolicyStatement: Sendable, Hashable {
    public enum Effect: String, Sendable, Hashable {
        case allow = "Allow"
        case deny = "Deny"
    }

    public var sid: String?
    public var effect: Effect
    /// `nil` in an identity policy.
    public var principals: PolicyPrincipals?
    public var actions: PolicyPatterns
    /// `nil` in a role's trust policy, which is about the role alone.
    public var resources: PolicyPatterns?
    /// All must be met.
    public var conditions: [PolicyCondition]

    public init(
        sid: String? = nil, effect: Effect, principals: PolicyPrincipals? = nil, actions: PolicyPatterns,
        resources: PolicyPatterns? = nil, conditions: [PolicyCondition] = []
    ) {
        self.sid = sid
        self.effect = effect
        self.principals = principals
        self.actions = actions
        self.resources = resources
        self.conditions = conditions
    }

    public var json: JSON {
        var object = JSONObject()
        object["Sid"] = sid.map(JSON.string)
        object["Effect"] = .string(effect.rawValue)
        if let principals { object[principals.isNegated ? "NotPrincipal" : "Principal"] = principals.json }
        object[actions.isNegated ? "NotAction" : "Action"] = actions.json
        if let resources { object[resources.isNegated ? "NotResource" : "Resource"] = resources.json }
        object["Condition"] = PolicyCondition.json(of: conditions)
        return .object(object)
    }
}

/// The value of Action, NotAction, Resource or NotResource.
public struct PolicyPatterns: Sendable, Hashable {
    public var patterns: [PolicyPattern]
    /// Whether it is the `Not…` form: everything but these.
    public var isNegated: Bool

    public init(_ patterns: [PolicyPattern], isNegated: Bool = false) {
        self.patterns = patterns
        self.isNegated = isNegated
    }

    /// Actions, such as `s3:Put*`; upper and lower case are the same.
    public static func actions(_ texts: [String], isNegated: Bool = false) -> PolicyPatterns {
        PolicyPatterns(texts.map { PolicyPattern($0, style: .action) }, isNegated: isNegated)
    }

    /// ARNs with wildcards, without variables.
    public static func resources(_ texts: [String], isNegated: Bool = false) -> PolicyPatterns {
        PolicyPatterns(texts.map { PolicyPattern($0, style: .resource) }, isNegated: isNegated)
    }

    public var texts: [String] { patterns.map(\.text) }

    var json: JSON { .oneOrMore(texts) }
}

extension JSON {
    /// A list as policies write it: a single string for one.
    static func oneOrMore(_ texts: [String]) -> JSON {
        if texts.count == 1 { return .string(texts[0]) }
        return .array(texts.map(JSON.string))
    }
}
