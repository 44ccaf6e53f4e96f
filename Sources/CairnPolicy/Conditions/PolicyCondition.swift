import CairnModel

/// One key of one operator of a Condition: met if the request's values of the key compare to one of the values.
///
/// Source: IAM User Guide, "IAM JSON policy elements: Condition" and "Single-valued vs. multivalued context keys".
public struct PolicyCondition: Sendable, Hashable {
    public let `operator`: ConditionOperator
    /// As it stands in the document; upper and lower case are the same.
    public let key: String
    let values: [ConditionValue]

    init(_ operator: ConditionOperator, key: String, values: [ConditionValue]) {
        self.operator = `operator`
        self.key = key
        self.values = values
    }

    static func stringEquals(_ key: String, _ values: String...) -> PolicyCondition {
        PolicyCondition(
            .stringEquals, key: key, values: values.map { ConditionValue($0, plainFor: .stringEquals) })
    }

    static func stringLike(_ key: String, _ values: String...) -> PolicyCondition {
        PolicyCondition(.stringLike, key: key, values: values.map { ConditionValue($0, plainFor: .stringLike) })
    }

    /// The trail that CloudTrail acts for; with wildcards in its ARN, any such trail.
    static func source(_ trailARN: String) -> PolicyCondition {
        trailARN.contains("*") ? stringLike("aws:SourceArn", trailARN) : stringEquals("aws:SourceArn", trailARN)
    }

    /// The values as they stand in the document.
    public var texts: [String] { values.map(\.text) }

    /// Whether the condition is met by a request.
    public func isMet(in context: PolicyContext) -> Bool {
        let found = context[key] ?? []
        if `operator`.comparison == .null { return values.contains { $0.demands(absence: found.isEmpty) } }
        if found.isEmpty {
            if `operator`.isIfExists { return true }
            return isMetByNothing
        }
        // An empty string is an empty set to the set operators.
        if `operator`.quantifier != .none, found.allSatisfy(\.isEmpty) { return isMetByNothing }
        switch `operator`.quantifier {
        case .none: return found.contains { isMatched($0, context) } != `operator`.isNegated
        case .forAllValues: return found.allSatisfy { isMatched($0, context) != `operator`.isNegated }
        case .forAnyValue: return found.contains { isMatched($0, context) != `operator`.isNegated }
        }
    }

    private var isMetByNothing: Bool {
        switch `operator`.quantifier {
        case .none: `operator`.isNegated
        case .forAllValues: true
        case .forAnyValue: false
        }
    }

    private func isMatched(_ value: String, _ context: PolicyContext) -> Bool {
        values.contains { $0.matches(value, `operator`.comparison, in: context) }
    }

    /// The Condition element of several conditions; `nil` for none.
    static func json(of conditions: [PolicyCondition]) -> JSON? {
        guard !conditions.isEmpty else { return nil }
        var operators = JSONObject()
        for condition in conditions {
            var keys = operators[condition.operator.name]?.objectValue ?? JSONObject()
            keys[condition.key] = .oneOrMore(condition.texts)
            operators[condition.operator.name] = .object(keys)
        }
        return .object(operators)
    }
}
