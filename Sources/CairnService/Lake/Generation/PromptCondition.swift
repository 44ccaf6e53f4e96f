/// One thing that events must be, or must not be.
struct PromptCondition {
    enum Kind: Equatable {
        case caller, callerAccount, account, region, address, service, operation, error, accessKey, category, access
        case deed, signIn, resource, tag, outcome, mfa
    }

    /// A column and the value that it has.
    struct Value: Hashable {
        var column: String
        var value: String
        /// Whether the value is the beginning of the column's.
        var isPrefix = false
    }

    var kind: Kind
    /// Any of these.
    var values: [Value] = []
    /// Or a condition as it is.
    var fixed: String?
    var isNegated = false

    init(_ kind: Kind, _ column: String, _ value: String, isPrefix: Bool = false) {
        self.kind = kind
        values = [Value(column: column, value: value, isPrefix: isPrefix)]
    }

    init(_ kind: Kind, fixed: String) {
        self.kind = kind
        self.fixed = fixed
    }

    static func any(_ kind: Kind, _ column: String, of values: [String]) -> PromptCondition {
        var condition = PromptCondition(kind, column, values.first ?? "")
        condition.values = values.map { Value(column: column, value: $0) }
        return condition
    }

    var sql: String {
        if let fixed { return isNegated ? "NOT coalesce(\(fixed), false)" : fixed }
        var columns: [String] = []
        for value in values where !columns.contains(value.column) { columns.append(value.column) }
        let parts = columns.flatMap { column in tests(of: column) }
        return parts.count == 1 || isNegated ? parts.joined(separator: " AND ") : "(\(parts.joined(separator: " OR ")))"
    }

    private func tests(of column: String) -> [String] {
        let own = values.filter { $0.column == column }
        let exact = own.filter { !$0.isPrefix }.map { Self.literal($0.value) }
        var parts = own.filter(\.isPrefix).map { value in
            let test = "starts_with(\(column), \(Self.literal(value.value)))"
            return isNegated ? "(\(column) IS NULL OR NOT \(test))" : test
        }
        guard !exact.isEmpty else { return parts }
        let list = exact.count == 1 ? exact[0] : "(\(exact.joined(separator: ", ")))"
        let sign = isNegated ? (exact.count == 1 ? "<>" : "NOT IN") : (exact.count == 1 ? "=" : "IN")
        // What has no value is not that value either.
        parts.append(isNegated ? "(\(column) IS NULL OR \(column) \(sign) \(list))" : "\(column) \(sign) \(list)")
        return parts
    }

    static func literal(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
    }
}
