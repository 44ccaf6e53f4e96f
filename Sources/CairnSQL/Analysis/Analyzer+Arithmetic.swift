extension Analyzer {
    func unary(_ sign: String, _ operand: BoundExpression, at position: SourcePosition) throws(QueryError)
        -> BoundExpression
    {
        guard operand.type.isNumeric || operand.type.isInterval else {
            throw QueryError("Cannot negate \(operand.type)", at: position)
        }
        return sign == "+" ? operand : BoundExpression(.negation(operand), operand.type, position)
    }

    func arithmetic(
        _ sign: String,
        _ left: BoundExpression,
        _ right: BoundExpression,
        at position: SourcePosition
    ) throws(QueryError) -> BoundExpression {
        guard let operation = ArithmeticOperator(rawValue: sign) else {
            throw QueryError("Unknown operator \(sign)", at: position)
        }
        if let result = numeric(operation, left, right, at: position) { return result }
        guard let type = timeType(operation, left.type, right.type) else {
            throw QueryError("Cannot apply operator: \(left.type) \(sign) \(right.type)", at: position)
        }
        var (a, b) = (left, right)
        if left.type.isTemporal, right.type.isTemporal {
            (a, b) = (converted(left, to: instant(left, right)), converted(right, to: instant(left, right)))
        }
        return BoundExpression(.arithmetic(operation, a, b), type, position)
    }

    private func instant(_ left: BoundExpression, _ right: BoundExpression) -> SQLType {
        let common = SQLType.common(left.type, right.type) ?? .timestamp
        return common == .date ? .timestamp : common
    }

    private func numeric(
        _ operation: ArithmeticOperator,
        _ left: BoundExpression,
        _ right: BoundExpression,
        at position: SourcePosition
    ) -> BoundExpression? {
        guard left.type.isNumeric || left.type == .unknown, right.type.isNumeric || right.type == .unknown,
            let common = SQLType.common(left.type, right.type)
        else { return nil }
        guard common.isDecimal else {
            let (a, b) = (converted(left, to: common), converted(right, to: common))
            return BoundExpression(.arithmetic(operation, a, b), common, position)
        }
        guard let a = left.type.asDecimal, let b = right.type.asDecimal else { return nil }
        let sides = (
            converted(left, to: .decimal(precision: a.precision, scale: a.scale)),
            converted(right, to: .decimal(precision: b.precision, scale: b.scale))
        )
        let type = decimalType(operation, a, b)
        return BoundExpression(.arithmetic(operation, sides.0, sides.1), type, position)
    }

    /// Source: Trino documentation, "Decimal functions and operators".
    private func decimalType(
        _ operation: ArithmeticOperator,
        _ a: (precision: Int, scale: Int),
        _ b: (precision: Int, scale: Int)
    ) -> SQLType {
        let scale = max(a.scale, b.scale)
        switch operation {
        case .add, .subtract:
            let whole = max(a.precision - a.scale, b.precision - b.scale)
            return .decimal(precision: min(38, whole + scale + 1), scale: scale)
        case .multiply:
            return .decimal(precision: min(38, a.precision + b.precision), scale: min(38, a.scale + b.scale))
        case .divide:
            return .decimal(precision: min(38, a.precision + b.scale + max(b.scale - a.scale, 0)), scale: scale)
        case .modulo:
            let whole = min(a.precision - a.scale, b.precision - b.scale)
            return .decimal(precision: max(1, whole + scale), scale: scale)
        }
    }

    /// Sums of times and intervals.
    private func timeType(_ operation: ArithmeticOperator, _ left: SQLType, _ right: SQLType) -> SQLType? {
        switch operation {
        case .add where left.isTemporal && right.isInterval: left
        case .add where left.isInterval && right.isTemporal: right
        case .subtract where left.isTemporal && right.isInterval: left
        case .subtract where left.isTemporal && right.isTemporal: .intervalDayToSecond
        case .add where left.isInterval && left == right, .subtract where left.isInterval && left == right: left
        case .multiply where left.isInterval && right.isNumeric: left
        case .multiply where left.isNumeric && right.isInterval: right
        case .divide where left.isInterval && right.isNumeric: left
        default: nil
        }
    }

    func concatenation(_ parts: [BoundExpression], at position: SourcePosition) throws(QueryError) -> BoundExpression {
        if let element = parts.lazy.compactMap(\.type.arrayElement).first {
            return try arrayConcatenation(parts, element, at: position)
        }
        if parts.contains(where: { $0.type == .varbinary }) {
            let (values, type) = try unified(parts, of: "operands of ||")
            return BoundExpression(.call("||", values), type, position)
        }
        for part in parts where !part.type.coerces(to: .varchar) {
            throw QueryError("Cannot concatenate \(part.type) with text; cast it to varchar", at: part.position)
        }
        return BoundExpression(.call("||", parts.map { converted($0, to: .varchar) }), .varchar, position)
    }

    /// Elements may be joined to an array on both sides.
    private func arrayConcatenation(
        _ parts: [BoundExpression],
        _ element: SQLType,
        at position: SourcePosition
    ) throws(QueryError) -> BoundExpression {
        var type = element
        for part in parts {
            guard let common = SQLType.common(type, part.type.arrayElement ?? part.type) else {
                throw QueryError("Cannot concatenate array(\(type)) with \(part.type)", at: part.position)
            }
            type = common
        }
        let values = parts.map { part in
            if part.type.arrayElement != nil { return converted(part, to: .array(type)) }
            return BoundExpression(.array([converted(part, to: type)]), .array(type), part.position)
        }
        return BoundExpression(.call("||", values), .array(type), position)
    }
}

extension SQLType {
    var arrayElement: SQLType? {
        guard case .array(let element) = self else { return nil }
        return element
    }
}
