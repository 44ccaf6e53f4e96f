/// Collects the violations of the model's constraints in one request.
public struct ConstraintChecks: Sendable {
    public private(set) var violations: [ConstraintViolation] = []
    private var path: [APICodingError.Step] = []

    /// More are not collected: a request of a thousand bad tags needs no thousand messages.
    private static let violationCountMax = 100

    init() {}

    mutating func text(_ value: String?, _ name: String, _ constraint: TextConstraint) {
        guard let value, let rule = constraint.violatedRule(by: value) else { return }
        note(value, .member(name), rule)
    }

    mutating func integer(_ value: Int32?, _ name: String, _ range: ClosedRange<Int32>) {
        guard let value, !range.contains(value) else { return }
        let rule =
            value < range.lowerBound
            ? "greater than or equal to \(range.lowerBound)"
            : "less than or equal to \(range.upperBound)"
        note(String(value), .member(name), "Member must have value \(rule)")
    }

    mutating func enumeration<Value: OpenEnumeration>(_ value: Value?, _ name: String) {
        guard let value, let rule = Self.violatedRule(by: value) else { return }
        note(value.rawValue, .member(name), rule)
    }

    mutating func count(_ value: (some Collection)?, _ name: String, _ range: ClosedRange<Int>) {
        guard let value, !range.contains(value.count) else { return }
        let rule =
            value.count < range.lowerBound
            ? "greater than or equal to \(range.lowerBound)"
            : "less than or equal to \(range.upperBound)"
        let shown = "[\(value.count) element\(value.count == 1 ? "" : "s")]"
        note(shown, .member(name), "Member must have length \(rule)")
    }

    mutating func structure(_ value: (some APIShape)?, _ name: String) {
        guard let value else { return }
        path.append(.member(name))
        value.check(&self)
        path.removeLast()
    }
}

extension ConstraintChecks {
    mutating func structures(_ values: [some APIShape]?, _ name: String) {
        guard let values else { return }
        path.append(.member(name))
        for (index, value) in values.enumerated() where violations.count < Self.violationCountMax {
            path.append(.element(index))
            value.check(&self)
            path.removeLast()
        }
        path.removeLast()
    }

    mutating func texts(_ values: [String]?, _ name: String, _ constraint: TextConstraint) {
        guard let values else { return }
        for (index, value) in values.enumerated() {
            guard let rule = constraint.violatedRule(by: value) else { continue }
            note(value, .member(name), .element(index), rule)
        }
    }

    mutating func enumerations<Value: OpenEnumeration>(_ values: [Value]?, _ name: String) {
        guard let values else { return }
        for (index, value) in values.enumerated() {
            guard let rule = Self.violatedRule(by: value) else { continue }
            note(value.rawValue, .member(name), .element(index), rule)
        }
    }

    mutating func map(
        _ values: [String: String]?, _ name: String, keys: TextConstraint, values allowed: TextConstraint
    ) {
        for (key, value) in (values ?? [:]).sorted(by: { $0.key < $1.key }) {
            if let rule = keys.violatedRule(by: key) { note(key, .member(name), .mapKey(key), rule) }
            if let rule = allowed.violatedRule(by: value) { note(value, .member(name), .member(key), rule) }
        }
    }

    mutating func map<Key: OpenEnumeration>(_ values: [Key: String]?, _ name: String, values allowed: TextConstraint) {
        for (key, value) in (values ?? [:]).sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            let text = key.rawValue
            if let rule = Self.violatedRule(by: key) { note(text, .member(name), .mapKey(text), rule) }
            if let rule = allowed.violatedRule(by: value) { note(value, .member(name), .member(text), rule) }
        }
    }

    private static func violatedRule<Value: OpenEnumeration>(by value: Value) -> String? {
        if Value.knownValues.contains(value) { return nil }
        let allowed = Value.knownValues.map(\.rawValue).joined(separator: ", ")
        return "Member must satisfy enum value set: [\(allowed)]"
    }

    private mutating func note(_ value: String, _ steps: APICodingError.Step..., rule: String) {
        guard violations.count < Self.violationCountMax else { return }
        violations.append(ConstraintViolation(path: path + steps, value: value, rule: rule))
    }

    private mutating func note(_ value: String, _ step: APICodingError.Step, _ rule: String) {
        note(value, step, rule: rule)
    }

    private mutating func note(
        _ value: String, _ step: APICodingError.Step, _ next: APICodingError.Step, _ rule: String
    ) {
        note(value, step, next, rule: rule)
    }
}
