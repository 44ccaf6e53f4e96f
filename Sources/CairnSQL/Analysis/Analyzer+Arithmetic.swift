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
            let type = instant(left, right)
            (a, b) = (converted(left.asInstant, to: type), converted(right.asInstant, to: type))
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
        case .add where left.isTime && right == .intervalDayToSecond: left.withMilliseconds
        case .add where left == .intervalDayToSecond && right.isTime: right.withMilliseconds
        case .subtract where left.isTime && right == .intervalDayToSecond: left.withMilliseconds
        case .subtract where left.isTime && right.isTime: .intervalDayToSecond
        case .add where left.isInterval && left == right, .subtract where left.isInterval && left == right: left
        case .multiply where left.isInterval && right.isNumeric: left
        case .multiply where left.isNumeric && right.isInterval: right
        case .divide where left.isInterval && right.isNumeric: left
        default: nil
        }
    }

    func concatenation(_ parts: [BoundExpression], at position: SourcePosition) throws(QueryError) -> BoundExpression {
        if parts.contains(where: { $0.type.arrayElement != nil }) {
            return try arrayConcatenation(parts, at: position)
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

    /// From left to right; elements may be joined to an array on both sides, which may be arrays themselves.
    private func arrayConcatenation(
        _ parts: [BoundExpression],
        at position: SourcePosition
    ) throws(QueryError) -> BoundExpression {
        let leading = parts.prefix { $0.type.arrayElement == nil }
        let first = leading.count > 1 ? try concatenation(Array(leading), at: position) : parts[0]
        var values = [first]
        var type = first.type
        for part in parts.dropFirst(max(leading.count, 1)) {
            if let element = type.arrayElement, let other = part.type.arrayElement,
                let common = SQLType.common(element, other)
            {
                type = .array(common)
                values.append(part)
            } else if let element = type.arrayElement, let common = SQLType.common(element, part.type) {
                type = .array(common)
                values.append(BoundExpression(.array([converted(part, to: common)]), type, part.position))
            } else if let other = part.type.arrayElement, let common = SQLType.common(type, other) {
                // What is on the left so far becomes the first element.
                let first = values.count == 1 ? values[0] : joined(values, type, at: position)
                type = .array(common)
                values = [BoundExpression(.array([converted(first, to: common)]), type, first.position), part]
            } else {
                throw QueryError("Cannot concatenate \(type) with \(part.type)", at: part.position)
            }
        }
        return joined(values, type, at: position)
    }

    private func joined(_ values: [BoundExpression], _ type: SQLType, at position: SourcePosition) -> BoundExpression {
        BoundExpression(.call("||", values.map { converted($0, to: type) }), type, position)
    }
}

extension SQLType {
    /// A time of day that an interval of milliseconds was added to.
    var withMilliseconds: SQLType {
        guard case .time(let precision) = self else { return self }
        return .time(max(precision, 3))
    }

    var arrayElement: SQLType? {
        guard case .array(let element) = self else { return nil }
        return element
    }
}
