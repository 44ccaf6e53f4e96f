/// How a condition compares, such as `StringEquals` or `ForAnyValue:ArnNotLikeIfExists`.
///
/// Source: IAM User Guide, "IAM JSON policy elements: Condition operators".
public struct ConditionOperator: Sendable, Hashable {
    enum Order: Sendable, Hashable {
        case equal, less, lessOrEqual, greater, greaterOrEqual

        func holds<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
            switch self {
            case .equal: left == right
            case .less: left < right
            case .lessOrEqual: left <= right
            case .greater: left > right
            case .greaterOrEqual: left >= right
            }
        }
    }

    enum Comparison: Sendable, Hashable {
        case stringEquals, stringEqualsIgnoreCase, stringLike, arn, bool, binary, ipAddress, null
        case number(Order)
        case date(Order)
    }

    enum Quantifier: Sendable, Hashable {
        case none, forAllValues, forAnyValue
    }

    /// As it stands in the document.
    public let name: String
    let comparison: Comparison
    /// Whether it is a `Not…` operator, which is met where the comparison is not.
    let isNegated: Bool
    /// Whether a missing key meets it.
    let isIfExists: Bool
    let quantifier: Quantifier

    /// Reads an operator's name; upper and lower case are the same. `nil` for an unknown one.
    public init?(_ name: String) {
        var rest = name.lowercased()[...]
        var quantifier = Quantifier.none
        for (prefix, value) in [("forallvalues:", Quantifier.forAllValues), ("foranyvalue:", .forAnyValue)]
        where rest.hasPrefix(prefix) {
            rest = rest.dropFirst(prefix.count)
            quantifier = value
        }
        let isIfExists = rest.hasSuffix("ifexists")
        if isIfExists { rest = rest.dropLast("ifexists".count) }
        guard let (comparison, isNegated) = Self.comparisons[String(rest)] else { return nil }
        // Null asks whether the key exists: it has no form for when it does.
        if comparison == .null && isIfExists { return nil }
        self.init(
            name: name, comparison: comparison, isNegated: isNegated, isIfExists: isIfExists, quantifier: quantifier)
    }

    private init(
        name: String, comparison: Comparison, isNegated: Bool = false, isIfExists: Bool = false,
        quantifier: Quantifier = .none
    ) {
        self.name = name
        self.comparison = comparison
        self.isNegated = isNegated
        self.isIfExists = isIfExists
        self.quantifier = quantifier
    }

    static let stringEquals = ConditionOperator(name: "StringEquals", comparison: .stringEquals)
    static let stringLike = ConditionOperator(name: "StringLike", comparison: .stringLike)

    private static let comparisons: [String: (Comparison, isNegated: Bool)] = [
        "stringequals": (.stringEquals, false),
        "stringnotequals": (.stringEquals, true),
        "stringequalsignorecase": (.stringEqualsIgnoreCase, false),
        "stringnotequalsignorecase": (.stringEqualsIgnoreCase, true),
        "stringlike": (.stringLike, false),
        "stringnotlike": (.stringLike, true),
        "numericequals": (.number(.equal), false),
        "numericnotequals": (.number(.equal), true),
        "numericlessthan": (.number(.less), false),
        "numericlessthanequals": (.number(.lessOrEqual), false),
        "numericgreaterthan": (.number(.greater), false),
        "numericgreaterthanequals": (.number(.greaterOrEqual), false),
        "dateequals": (.date(.equal), false),
        "datenotequals": (.date(.equal), true),
        "datelessthan": (.date(.less), false),
        "datelessthanequals": (.date(.lessOrEqual), false),
        "dategreaterthan": (.date(.greater), false),
        "dategreaterthanequals": (.date(.greaterOrEqual), false),
        "bool": (.bool, false),
        "binaryequals": (.binary, false),
        "ipaddress": (.ipAddress, false),
        "notipaddress": (.ipAddress, true),
        "arnequals": (.arn, false),
        "arnlike": (.arn, false),
        "arnnotequals": (.arn, true),
        "arnnotlike": (.arn, true),
        "null": (.null, false),
    ]
}
