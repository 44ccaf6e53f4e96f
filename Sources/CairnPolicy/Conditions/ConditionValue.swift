import CairnModel

/// One value of a condition, read once as what its operator compares.
struct ConditionValue: Sendable, Hashable {
    private enum Operand: Sendable, Hashable {
        case pattern(PolicyPattern)
        case number(Double)
        case date(Double)
        case bool(Bool)
        case bytes([UInt8])
        case range(IPRange)
    }

    /// Why a text is not a value for an operator.
    struct Mismatch: Error, Hashable {
        let message: String
    }

    /// As it stands in the document.
    let text: String
    private let operand: Operand

    /// A value for a string or ARN operator, without variables.
    init(_ text: String, plainFor comparison: ConditionOperator.Comparison) {
        self.text = text
        operand = .pattern(PolicyPattern(text, style: Self.style(of: comparison)))
    }

    init(
        _ text: String, for comparison: ConditionOperator.Comparison, withVariables: Bool
    ) throws(Mismatch) {
        self.text = text
        operand = try Self.operand(text, comparison, withVariables: withVariables)
    }

    private static func operand(
        _ text: String, _ comparison: ConditionOperator.Comparison, withVariables: Bool
    ) throws(Mismatch) -> Operand {
        switch comparison {
        case .stringEquals, .stringEqualsIgnoreCase, .stringLike, .arn:
            return .pattern(try pattern(text, style: style(of: comparison), withVariables: withVariables))
        case .number:
            guard let number = number(text) else { throw Mismatch(message: "'\(text)' is not a number") }
            return .number(number)
        case .date:
            guard let date = PolicyDate.seconds(text) else {
                throw Mismatch(message: "'\(text)' is not a date such as 2026-03-01T10:00:00Z or an epoch time")
            }
            return .date(date)
        case .bool, .null:
            if let flag = bool(text) { return .bool(flag) }
            guard comparison == .bool, withVariables, text.hasPrefix("${") else {
                throw Mismatch(message: "'\(text)' is neither true nor false")
            }
            return .pattern(try pattern(text, style: .exact, withVariables: true))
        case .binary:
            guard let bytes = Base64.bytes(text) else { throw Mismatch(message: "'\(text)' is not base 64") }
            return .bytes(bytes)
        case .ipAddress:
            guard let range = IPRange(text) else {
                throw Mismatch(message: "'\(text)' is not an IP address or a range such as 203.0.113.0/24")
            }
            return .range(range)
        }
    }

    private static func pattern(
        _ text: String, style: PolicyPattern.Style, withVariables: Bool
    ) throws(Mismatch) -> PolicyPattern {
        do {
            return try PolicyPattern(text, style: style, withVariables: withVariables)
        } catch {
            throw Mismatch(message: error.message)
        }
    }

    private static func style(of comparison: ConditionOperator.Comparison) -> PolicyPattern.Style {
        switch comparison {
        case .stringLike: .like
        case .arn: .arn
        default: .exact
        }
    }

    /// Whether a value of the request compares; a value of another kind does not.
    func matches(_ value: String, _ comparison: ConditionOperator.Comparison, in context: PolicyContext) -> Bool {
        switch (comparison, operand) {
        case (.stringEqualsIgnoreCase, .pattern(let pattern)), (.bool, .pattern(let pattern)):
            pattern.equalsIgnoringCase(value, in: context)
        case (_, .pattern(let pattern)): pattern.matches(value, in: context)
        case (.number(let order), .number(let number)): Self.number(value).map { order.holds($0, number) } ?? false
        case (.date(let order), .date(let date)): PolicyDate.seconds(value).map { order.holds($0, date) } ?? false
        case (_, .bool(let flag)): Self.bool(value) == flag
        case (_, .bytes(let bytes)): Base64.bytes(value) == bytes
        case (_, .range(let range)): IPRange(value).map(range.contains) ?? false
        default: false
        }
    }

    /// Whether a Null condition with this value is met.
    func demands(absence: Bool) -> Bool { operand == .bool(absence) }

    private static func bool(_ text: String) -> Bool? {
        switch text.lowercased() {
        case "true": true
        case "false": false
        default: nil
        }
    }

    /// Decimal numbers alone: none of the other texts that `Double` reads.
    private static func number(_ text: String) -> Double? {
        guard text.utf8.count <= 64, text.utf8.allSatisfy({ "0123456789+-.eE".utf8.contains($0) }) else { return nil }
        return Double(text)
    }
}
