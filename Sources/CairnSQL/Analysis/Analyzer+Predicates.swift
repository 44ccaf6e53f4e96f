extension Analyzer {
    func predicate(_ expression: Expression, in context: ExpressionContext) throws(QueryError) -> BoundExpression {
        let position = expression.position
        switch expression.kind {
        case .and(let terms):
            return BoundExpression(.and(try conditions(terms, in: context)), .boolean, position)
        case .or(let terms):
            return BoundExpression(.or(try conditions(terms, in: context)), .boolean, position)
        case .not(let operand):
            return BoundExpression(.not(try condition(operand, in: context)), .boolean, position)
        case .comparison(let sign, let left, let right):
            return try comparison(sign, try bind(left, in: context), try bind(right, in: context), at: position)
        case .distinctFrom(let left, let right, let negated):
            let (left, right) = try unified(
                try bind(left, in: context), try bind(right, in: context), "IS DISTINCT FROM", at: position)
            return BoundExpression(.distinctFrom(left, right, negated: negated), .boolean, position)
        case .isNull(let operand, let negated):
            return BoundExpression(.isNull(try bind(operand, in: context), negated: negated), .boolean, position)
        case .between(let value, let low, let high, let negated):
            return try between(value, low, high, negated, at: position, in: context)
        case .inList(let value, let list, let negated):
            return try inList(try bind(value, in: context), list, negated, at: position, in: context)
        case .like(let value, let pattern, let escape, let negated):
            return try like(value, pattern, escape, negated, at: position, in: context)
        default:
            return try queryPredicate(expression, in: context)
        }
    }

    private func queryPredicate(
        _ expression: Expression,
        in context: ExpressionContext
    ) throws(QueryError) -> BoundExpression {
        let position = expression.position
        switch expression.kind {
        case .quantified(let sign, let value, let quantifier, let query):
            let bound = try subquery(query, in: context, at: position, isRow: true)
            let value = try like(try bind(value, in: context), bound.rowType, sign, at: position)
            return BoundExpression(.quantified(sign, value, quantifier, bound), .boolean, position)
        case .inQuery(let value, let query, let negated):
            let bound = try subquery(query, in: context, at: position, isRow: true)
            let value = try like(try bind(value, in: context), bound.rowType, "IN", at: position)
            return BoundExpression(.inQuery(value, bound, negated: negated), .boolean, position)
        case .exists(let query):
            guard context.lambdas.isEmpty else {
                throw QueryError("Lambda expression cannot contain subqueries", at: position)
            }
            let surroundings = Surroundings(common: context.common, outer: ScopeReference(context.scope))
            return BoundExpression(.exists(try bind(query, in: surroundings)), .boolean, position)
        default:
            throw QueryError("This condition is not supported", at: position)
        }
    }

    /// A value that is compared with the rows of a sub-query.
    private func like(
        _ value: BoundExpression,
        _ type: SQLType,
        _ operation: String,
        at position: SourcePosition
    ) throws(QueryError) -> BoundExpression {
        guard let common = SQLType.common(value.type, type) else {
            throw QueryError(
                "value and result of subquery must be of the same type for \(operation) expression: "
                    + "\(value.type) vs \(type)",
                at: position
            )
        }
        return converted(value, to: common)
    }

    private func conditions(_ terms: [Expression], in context: ExpressionContext) throws(QueryError)
        -> [BoundExpression]
    {
        var result: [BoundExpression] = []
        for term in terms { result.append(try condition(term, in: context)) }
        return result
    }

    private func between(
        _ value: Expression,
        _ low: Expression,
        _ high: Expression,
        _ negated: Bool,
        at position: SourcePosition,
        in context: ExpressionContext
    ) throws(QueryError) -> BoundExpression {
        let value = try bind(value, in: context)
        let (first, low) = try unified(value, try bind(low, in: context), "BETWEEN", at: position)
        let (second, high) = try unified(value, try bind(high, in: context), "BETWEEN", at: position)
        guard first.type.isOrderable else {
            throw QueryError("Cannot apply operator: \(first.type) BETWEEN", at: position)
        }
        if first == second {
            return BoundExpression(.between(first, low, high, negated: negated), .boolean, position)
        }
        let range = [
            BoundExpression(.comparison(">=", first, low), .boolean, position),
            BoundExpression(.comparison("<=", second, high), .boolean, position),
        ]
        let both = BoundExpression(.and(range), .boolean, position)
        return negated ? BoundExpression(.not(both), .boolean, position) : both
    }

    private func inList(
        _ value: BoundExpression,
        _ list: [Expression],
        _ negated: Bool,
        at position: SourcePosition,
        in context: ExpressionContext
    ) throws(QueryError) -> BoundExpression {
        let items = try all(list, in: context)
        var type = value.type
        for item in items { type = SQLType.common(type, item.type) ?? type }
        var typed = converted(value, to: type)
        var values: [BoundExpression] = []
        for item in items {
            let (left, right) = try unified(typed, item, "IN", at: item.position)
            typed = left
            values.append(right)
        }
        values = values.map { converted($0, to: typed.type) }
        return BoundExpression(.inList(typed, values, negated: negated), .boolean, position)
    }

    private func like(
        _ value: Expression,
        _ pattern: Expression,
        _ escape: Expression?,
        _ negated: Bool,
        at position: SourcePosition,
        in context: ExpressionContext
    ) throws(QueryError) -> BoundExpression {
        let parts = try all([value, pattern] + (escape.map { [$0] } ?? []), in: context)
        for part in parts where !part.type.coerces(to: .varchar) {
            throw QueryError("LIKE takes text, this is \(part.type)", at: part.position)
        }
        let texts = parts.map { converted($0, to: .varchar) }
        if texts.count == 3, let mark = texts[2].literalText, mark.count != 1 {
            throw QueryError("Escape string must be a single character", at: texts[2].position)
        }
        try checkPattern(texts)
        let node = BoundExpression.Node.like(
            texts[0], texts[1], escape: texts.count == 3 ? texts[2] : nil, negated: negated)
        return BoundExpression(node, .boolean, position)
    }

    /// Behind the escape character only `%`, `_` and itself may stand.
    private func checkPattern(_ texts: [BoundExpression]) throws(QueryError) {
        guard texts.count == 3, let mark = texts[2].literalText?.first, let pattern = texts[1].literalText else {
            return
        }
        var escaped = false
        for character in pattern {
            if escaped, character != "%", character != "_", character != mark {
                throw QueryError("Escape character must be followed by '%', '_' or itself", at: texts[1].position)
            }
            escaped = !escaped && character == mark
        }
        if escaped {
            throw QueryError("Escape character must be followed by '%', '_' or itself", at: texts[1].position)
        }
    }

    // MARK: CASE

    func searchedCase(
        _ branches: [CaseBranch],
        _ otherwise: Expression?,
        at position: SourcePosition,
        in context: ExpressionContext
    ) throws(QueryError) -> BoundExpression {
        var conditions: [BoundExpression] = []
        var values: [BoundExpression] = []
        for branch in branches {
            conditions.append(try condition(branch.condition, in: context))
            values.append(try bind(branch.value, in: context))
        }
        if let otherwise { values.append(try bind(otherwise, in: context)) }
        return try conditional(conditions, values, at: position)
    }

    func simpleCase(
        _ operand: Expression,
        _ branches: [CaseBranch],
        _ otherwise: Expression?,
        at position: SourcePosition,
        in context: ExpressionContext
    ) throws(QueryError) -> BoundExpression {
        let operand = try bind(operand, in: context)
        var conditions: [BoundExpression] = []
        var values: [BoundExpression] = []
        for branch in branches {
            let value = try bind(branch.condition, in: context)
            conditions.append(try comparison("=", operand, value, at: branch.condition.position))
            values.append(try bind(branch.value, in: context))
        }
        if let otherwise { values.append(try bind(otherwise, in: context)) }
        return try conditional(conditions, values, at: position)
    }

    /// One more value than there are conditions is the value of `ELSE`.
    func conditional(
        _ conditions: [BoundExpression],
        _ values: [BoundExpression],
        at position: SourcePosition
    ) throws(QueryError) -> BoundExpression {
        let (values, type) = try unified(values, of: "CASE results")
        let branches = zip(conditions, values).map { BoundBranch(condition: $0, value: $1) }
        let otherwise = values.count > conditions.count ? values.last : nil
        return BoundExpression(.conditional(branches, otherwise: otherwise), type, position)
    }
}
