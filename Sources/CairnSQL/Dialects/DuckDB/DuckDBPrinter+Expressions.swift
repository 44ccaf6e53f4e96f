extension DuckDBPrinter {
    func expression(_ expression: BoundExpression) throws(QueryError) -> String {
        try countWritten()
        return try bounded(try unbounded(expression))
    }

    private func unbounded(_ expression: BoundExpression) throws(QueryError) -> String {
        switch expression.node {
        case .column(let relation, let name): return "r\(relation).\(DuckDBText.name(name))"
        case .parameter(let level, let index): return lambdaNames[level]?[index] ?? "NULL"
        case .literal(let literal): return self.literal(literal, expression.type)
        case .key(let inner): return try key(inner)
        case .call(let name, let arguments): return try call(name, arguments, expression)
        case .json(let json): return try self.json(json, expression)
        case .aggregate(let aggregate): return try self.aggregate(aggregate, expression)
        case .grouping(let keys):
            var texts: [String] = []
            for key in keys { texts.append(try self.key(key)) }
            return "CAST(GROUPING(\(texts.joined(separator: ", "))) AS INTEGER)"
        case .cast(let value, let safe): return try cast(value, to: expression.type, safe: safe)
        case .field(let value, let index): return try field(value, index)
        case .element(let value, let index): return try element(value, index, expression)
        case .arithmetic(let sign, let left, let right): return try arithmetic(sign, left, right, expression)
        case .negation(let value): return "(- \(try self.expression(value)))"
        case .array(let items): return "[" + (try list(items).joined(separator: ", ")) + "]"
        case .row(let items): return "row(" + (try list(items).joined(separator: ", ")) + ")"
        case .conditional(let branches, let otherwise): return try conditional(branches, otherwise)
        case .lambda(let level, let count, let body): return try lambda(level, count, body)
        case .attempt(let value): return try attempt(value)
        case .subquery(let query): return "(\(try self.query(query, names: nil)))"
        default: return try predicate(expression)
        }
    }

    // MARK: Predicates

    private func predicate(_ expression: BoundExpression) throws(QueryError) -> String {
        switch expression.node {
        case .comparison(let sign, let left, let right):
            return try comparison(sign, left, right)
        case .distinctFrom(let left, let right, let negated):
            let sign = negated ? "IS NOT DISTINCT FROM" : "IS DISTINCT FROM"
            let first = try canonical(try self.expression(left), left.type)
            return "(\(first) \(sign) \(try canonical(try self.expression(right), right.type)))"
        case .inQuery(let value, let query, let negated) where value.type.isNested:
            return try nestedIn(value, query, negated: negated)
        case .quantified("=", let value, .any, let query) where value.type.isNested:
            return try nestedIn(value, query, negated: false)
        case .quantified("<>", let value, .all, let query) where value.type.isNested:
            return try nestedIn(value, query, negated: true)
        case .quantified(let sign, let value, let quantifier, _) where value.type.isNested:
            // The others have no meaning in Trino either.
            throw QueryError("\(sign) \(quantifier.rawValue) of \(value.type) is not supported", at: value.position)
        case .quantified(let sign, let value, let quantifier, let query):
            let inner = try self.query(query, names: nil)
            return "(\(try self.expression(value)) \(sign) \(quantifier.rawValue) (\(inner)))"
        case .and(let terms): return "(" + (try list(terms).joined(separator: " AND ")) + ")"
        case .or(let terms): return "(" + (try list(terms).joined(separator: " OR ")) + ")"
        case .not(let value): return "(NOT \(try self.expression(value)))"
        case .isNull(let value, let negated):
            return "(\(try self.expression(value)) IS \(negated ? "NOT " : "")NULL)"
        case .between(let value, let low, let high, let negated)
        where value.type.isNested || value.type.isFloating && high.mayBeNaN:
            let range = "\(try comparison(">=", value, low)) AND \(try comparison("<=", value, high))"
            return "(\(negated ? "NOT " : "")(\(range)))"
        case .inList(let value, let items, let negated)
        where value.type.isNested || value.type.isFloating && items.contains(where: \.mayBeNaN):
            var parts: [String] = []
            for item in items { parts.append(try comparison("=", value, item)) }
            return "(\(negated ? "NOT " : "")(\(parts.joined(separator: " OR "))))"
        case .between(let value, let low, let high, let negated):
            let range = "\(try self.expression(low)) AND \(try self.expression(high))"
            return "(\(try self.expression(value)) \(negated ? "NOT " : "")BETWEEN \(range))"
        case .inList(let value, let items, let negated):
            let list = try list(items).joined(separator: ", ")
            return "(\(try self.expression(value)) \(negated ? "NOT " : "")IN (\(list)))"
        case .inQuery(let value, let query, let negated):
            let inner = try self.query(query, names: nil)
            return "(\(try self.expression(value)) \(negated ? "NOT " : "")IN (\(inner)))"
        case .like(let value, let pattern, let escape, let negated):
            return try like(value, pattern, escape, negated)
        case .exists(let query):
            return "EXISTS (\(try self.query(query, names: nil)))"
        default:
            throw QueryError("This expression is not supported", at: expression.position)
        }
    }

    private func like(
        _ value: BoundExpression,
        _ pattern: BoundExpression,
        _ escape: BoundExpression?,
        _ negated: Bool
    ) throws(QueryError) -> String {
        let sides = "\(try expression(value)) \(negated ? "NOT " : "")LIKE \(try expression(pattern))"
        guard let escape else { return "(\(sides))" }
        guard let mark = escape.literalText else {
            throw QueryError("The escape character must be a literal", at: escape.position)
        }
        let condition = "(\(sides) ESCAPE \(try expression(escape)))"
        guard pattern.literalText == nil else { return condition }
        // DuckDB takes any character behind the escape.
        let quoted = "\\x{\(String(mark.unicodeScalars.first?.value ?? 0, radix: 16))}"
        let other = "[^\(quoted)]"
        let form = DuckDBText.string("(?s:\(other)|\(quoted)(?:[%_]|\(quoted)))*")
        let failure = failure("Escape character must be followed by '%', '_' or itself", type: .boolean)
        return
            "(CASE WHEN NOT regexp_full_match(\(try expression(pattern)), \(form)) THEN \(failure) ELSE \(condition) END)"
    }

    // MARK: Values

    private func literal(_ literal: BoundLiteral, _ type: SQLType) -> String {
        switch literal {
        case .null: return "NULL"
        case .boolean(let value): return value ? "true" : "false"
        case .number(let text):
            if type.isDecimal { return "CAST('\(text)' AS \(DuckDBText.type(type)))" }
            return type == .double ? "CAST('\(text)' AS DOUBLE)" : text
        case .string(let text): return DuckDBText.string(text)
        case .binary(let digits): return "from_hex('\(digits)')"
        case .interval(let length):
            return type == .intervalYearToMonth ? "to_months(\(length))" : "to_milliseconds(\(length))"
        case .moment(let text):
            switch type {
            case .date: return "DATE '\(text)'"
            case .time: return "TIME '\(text)'"
            case .timestampWithZone(let zone): return DuckDBText.instant("TIMESTAMP '\(text)'", in: zone)
            default: return "TIMESTAMP '\(text)'"
            }
        }
    }

    private func field(_ value: BoundExpression, _ index: Int) throws(QueryError) -> String {
        let text = try expression(value)
        guard case .row(let fields) = value.type, let name = fields[index].name else {
            return "struct_extract_at(\(text), \(index + 1))"
        }
        switch value.node {
        case .column, .field: return "\(text).\(DuckDBText.name(name))"
        default: return "struct_extract(\(text), \(DuckDBText.string(name)))"
        }
    }

    /// A subscript, which fails where there is nothing; `element_at` is the one that gives NULL.
    private func element(
        _ value: BoundExpression,
        _ index: BoundExpression,
        _ expression: BoundExpression
    ) throws(QueryError) -> String {
        let isMap = if case .map = value.type { true } else { false }
        let template =
            isMap
            ? "CASE WHEN $1 IS NULL OR $2 IS NULL THEN NULL WHEN map_contains($1, $2) THEN $1[$2] "
                + "ELSE {fail:Key not present in map} END"
            : "CASE WHEN $1 IS NULL OR $2 IS NULL THEN NULL WHEN $2 BETWEEN 1 AND len($1) THEN $1[$2] "
                + "ELSE {fail:Array subscript out of bounds} END"
        return try expand(template, [value, index], type: expression.type)
    }

    private func conditional(_ branches: [BoundBranch], _ otherwise: BoundExpression?) throws(QueryError) -> String {
        var text = "CASE"
        for branch in branches {
            text += " WHEN \(try expression(branch.condition)) THEN \(try expression(branch.value))"
        }
        if let otherwise { text += " ELSE \(try expression(otherwise))" }
        return "(\(text) END)"
    }

    private func lambda(_ level: Int, _ count: Int, _ body: BoundExpression) throws(QueryError) -> String {
        try withLambda { name throws(QueryError) in
            let names = (0..<count).map { "\(name)_\($0)" }
            lambdaNames[level] = names
            return "lambda \(names.joined(separator: ", ")): \(try expression(body))"
        }
    }

    private func attempt(_ value: BoundExpression) throws(QueryError) -> String {
        try withoutAggregates(value) { value throws(QueryError) in
            let outer = isInAttempt
            isInAttempt = true
            defer { isInAttempt = outer }
            return "TRY(\(try expression(value)))"
        }
    }

    /// DuckDB's `TRY` takes no aggregates: they are put beside it, and come in by name.
    func withoutAggregates(
        _ value: BoundExpression,
        _ body: (BoundExpression) throws(QueryError) -> String
    ) throws(QueryError) -> String {
        guard value.containsAggregate || value.containsWindow else { return try body(value) }
        return try withLambda { name throws(QueryError) in
            let level = Self.extractedLevel + lambdaDepth
            var parts: [String] = []
            let inner = try extracting(value, level: level, &parts)
            lambdaNames[level] = parts.indices.map { "(\(name)).a\($0)" }
            let fields = parts.enumerated().map { "a\($0) := \($1)" }.joined(separator: ", ")
            return "(list_transform([struct_pack(\(fields))], lambda \(name): \(try body(inner))))[1]"
        }
    }

    /// Beyond every level of the statement's own lambdas.
    private static let extractedLevel = 1_000

    private func extracting(
        _ value: BoundExpression,
        level: Int,
        _ parts: inout [String]
    ) throws(QueryError) -> BoundExpression {
        let isOuter =
            switch value.node {
            case .aggregate, .key, .grouping: true
            default: false
            }
        if isOuter {
            parts.append(try expression(value))
            let node = BoundExpression.Node.parameter(level: level, index: parts.count - 1)
            return BoundExpression(node, value.type, value.position)
        }
        return try value.mappingParts { part throws(QueryError) in try extracting(part, level: level, &parts) }
    }
}
