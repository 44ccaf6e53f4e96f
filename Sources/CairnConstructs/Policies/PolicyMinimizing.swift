import CairnModel

/// Combines statements where the policy means the same afterwards.
///
/// Two statements of one effect and the same conditions are combined if two of their lists of actions, resources and
/// principals are the same.
///
/// Source: AWS CDK v2, feature flag `@aws-cdk/aws-iam:minimizePolicies`.
enum PolicyMinimizing {
    static func combined(_ statements: [PolicyStatement]) -> [PolicyStatement] {
        var result = statements
        while combineOnce(&result) {}
        return result
    }

    private static func combineOnce(_ statements: inout [PolicyStatement]) -> Bool {
        let countBefore = statements.count
        var index = 0
        while index < statements.count {
            var next = index + 1
            while next < statements.count {
                if let merged = merge(statements[index], statements[next]) {
                    statements[index] = merged
                    statements.remove(at: next)
                } else {
                    next += 1
                }
            }
            index += 1
        }
        return statements.count < countBefore
    }

    private static func merge(_ left: PolicyStatement, _ right: PolicyStatement) -> PolicyStatement? {
        guard left.effect == right.effect, left.sid == nil, right.sid == nil, left.conditions == right.conditions,
            areAlike(left.notActions, right.notActions), areAlike(left.notResources, right.notResources),
            areAlike(left.notPrincipals, right.notPrincipals),
            left.principals.contains(.star) == right.principals.contains(.star)
        else { return nil }
        let alike = [
            areAlike(left.actions, right.actions), areAlike(left.resources, right.resources),
            areAlike(left.principals, right.principals),
        ]
        guard alike.filter({ $0 }).count >= 2 else { return nil }
        var merged = left
        merged.actions = (left.actions + right.actions).unique
        merged.resources = (left.resources + right.resources).unique
        merged.principals = (left.principals + right.principals).unique
        return merged
    }

    private static func areAlike<Element: Hashable>(_ left: [Element], _ right: [Element]) -> Bool {
        Set(left) == Set(right)
    }

    /// Actions, resources and principals by their JSON text.
    static func sorted(_ statement: JSONObject) -> JSONObject {
        var result = statement
        for key in ["Action", "Resource"] { result[key] = result[key].map(sorted) }
        if case .object(let principals)? = result["Principal"] {
            result["Principal"] = .object(JSONObject(principals.members.map { ($0.key, sorted($0.value)) }))
        }
        return result
    }

    private static func sorted(_ value: JSON) -> JSON {
        guard case .array(let elements) = value else { return value }
        let unique = elements.unique.map { (text: Array($0.description.utf16), value: $0) }
        let ordered = unique.sorted { $0.text.lexicographicallyPrecedes($1.text) }.map(\.value)
        return ordered.count == 1 ? ordered[0] : .array(ordered)
    }
}
