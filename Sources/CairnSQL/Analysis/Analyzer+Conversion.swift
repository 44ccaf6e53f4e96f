extension Analyzer {
    /// The expression as a value of a type that its own coerces to.
    func converted(_ expression: BoundExpression, to type: SQLType) -> BoundExpression {
        guard expression.type.withoutNames != type.withoutNames else { return expression }
        return BoundExpression(.cast(expression, safe: false), type, expression.position)
    }

    /// Both sides as values of one type.
    ///
    /// Lake compares times and booleans with plain text, which Trino does not: such text is read as the other
    /// side's type.
    func unified(
        _ left: BoundExpression,
        _ right: BoundExpression,
        _ operation: String,
        at position: SourcePosition
    ) throws(QueryError) -> (BoundExpression, BoundExpression) {
        let (left, right) = (left.asInstant, right.asInstant)
        if left.type.isZoned != right.type.isZoned, left.type.isTemporal, right.type.isTemporal {
            return (inUTC(left), inUTC(right))
        }
        if let type = SQLType.common(left.type, right.type) {
            return (converted(left, to: type), converted(right, to: type))
        }
        if left.type == .varchar, let converted = try fromText(left, like: right) { return converted }
        if right.type == .varchar, let converted = try fromText(right, like: left) {
            return (converted.1, converted.0)
        }
        throw QueryError("Cannot apply operator: \(left.type) \(operation) \(right.type)", at: position)
    }

    /// A time without zone is one in UTC; comparing it as it is leaves columns bare, so that an engine can skip files.
    private func inUTC(_ value: BoundExpression) -> BoundExpression {
        guard value.type.isZoned else { return converted(value, to: .timestamp) }
        return converted(converted(value.asInstant, to: .timestampWithZone("UTC")), to: .timestamp)
    }

    /// Text as a time or boolean, with the other side as its type needs it.
    private func fromText(
        _ text: BoundExpression,
        like other: BoundExpression
    ) throws(QueryError) -> (BoundExpression, BoundExpression)? {
        switch other.type {
        case .boolean:
            return (BoundExpression(.cast(text, safe: false), .boolean, text.position), other)
        case .date, .timestamp, .timestampWithZone:
            break
        default:
            return nil
        }
        guard let literal = text.literalText else {
            let moment = BoundExpression(.call("moment", [text]), .timestamp, text.position)
            return (moment, inUTC(other))
        }
        guard let moment = MomentText(literal) else {
            throw QueryError(
                "'\(literal.prefix(60))' is not a time",
                at: text.position,
                expected: ["'YYYY-MM-DD hh:mm:ss'"]
            )
        }
        let value = moment.bound(at: text.position)
        guard let type = SQLType.common(value.type, other.type) else { return nil }
        return (converted(value, to: type), converted(other, to: type))
    }

    func comparison(
        _ sign: String,
        _ left: BoundExpression,
        _ right: BoundExpression,
        at position: SourcePosition
    ) throws(QueryError) -> BoundExpression {
        let (left, right) = try unified(left, right, sign, at: position)
        let isEquality = sign == "=" || sign == "<>"
        guard isEquality ? left.type.isComparable : left.type.isOrderable else {
            throw QueryError("Cannot apply operator: \(left.type) \(sign) \(right.type)", at: position)
        }
        return BoundExpression(.comparison(sign, left, right), .boolean, position)
    }

    /// The expressions as values of their common type.
    func unified(_ expressions: [BoundExpression], of what: String) throws(QueryError) -> ([BoundExpression], SQLType) {
        var type = SQLType.unknown
        for expression in expressions {
            guard let common = SQLType.common(type, expression.type) else {
                throw QueryError(
                    "All \(what) must be of one type: \(type), \(expression.type)",
                    at: expression.position
                )
            }
            type = common
        }
        return (expressions.map { converted($0, to: type) }, type)
    }

    func coalesce(_ expressions: [BoundExpression], at position: SourcePosition) throws(QueryError) -> BoundExpression {
        let (values, type) = try unified(expressions, of: "COALESCE operands")
        return BoundExpression(.call("coalesce", values), type, position)
    }
}
