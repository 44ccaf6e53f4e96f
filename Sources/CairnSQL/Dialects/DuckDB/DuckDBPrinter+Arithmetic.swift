extension DuckDBPrinter {
    func arithmetic(
        _ sign: ArithmeticOperator,
        _ left: BoundExpression,
        _ right: BoundExpression,
        _ expression: BoundExpression
    ) throws(QueryError) -> String {
        let type = expression.type
        if type.isTemporal || type.isTime { return try shifted(sign, left, right, type) }
        if type.isInterval { return try interval(sign, left, right, type) }
        switch sign {
        case .divide where type.isDecimal: return try decimalQuotient(left, right, type)
        case .divide where type.isInteger: return try guarded("($1 // $2)", left, right, type)
        case .divide where type.isFloating && !right.isOtherThanZero:
            // Whether the engine has NULL for this depends on a setting of it.
            let sign = "CASE WHEN signbit($2) THEN -1 ELSE 1 END"
            let limit = "(\(sign) * $1 * CAST('Infinity' AS \(DuckDBText.type(type))))"
            return try expand("CASE WHEN $2 = 0 THEN \(limit) ELSE ($1 / $2) END", [left, right], type: type)
        case .modulo where !type.isFloating: return try guarded("($1 % $2)", left, right, type)
        default: break
        }
        let result = "(\(try self.expression(left)) \(sign.rawValue) \(try self.expression(right)))"
        return type.isDecimal ? "CAST(\(result) AS \(DuckDBText.type(type)))" : result
    }

    /// DuckDB gives NULL for a division by zero, Trino fails.
    private func guarded(
        _ operation: String,
        _ left: BoundExpression,
        _ right: BoundExpression,
        _ type: SQLType
    ) throws(QueryError) -> String {
        if let divisor = right.literalInteger, divisor != 0 { return try expand(operation, [left, right], type: type) }
        let template = "CASE WHEN $2 = 0 THEN {fail:Division by zero} ELSE \(operation) END"
        return try expand(template, [left, right], type: type)
    }

    /// DuckDB divides decimals as doubles; Trino rounds to the scale of the result. Done in whole numbers.
    private func decimalQuotient(
        _ left: BoundExpression,
        _ right: BoundExpression,
        _ type: SQLType
    ) throws(QueryError) -> String {
        guard let a = left.type.asDecimal, let b = right.type.asDecimal, let result = type.asDecimal else {
            return "NULL"
        }
        let numerator = whole("$1", a.scale, shiftedBy: result.scale + b.scale - a.scale)
        let divisor = whole("$2", b.scale, shiftedBy: 0)
        let quotient = "((2 * abs(\(numerator)) + abs(\(divisor))) // (2 * abs(\(divisor))))"
        let signed = "(CASE WHEN ($1 < 0) <> ($2 < 0) THEN - \(quotient) ELSE \(quotient) END)"
        let scaled =
            result.scale == 0
            ? signed
            : "CAST(\(signed) AS DECIMAL(\(38 - 0), 0)) * CAST('\(fraction(result.scale))' AS DECIMAL(\(result.scale), "
                + "\(result.scale)))"
        let value = "CAST(\(scaled) AS \(DuckDBText.type(type)))"
        return try expand(
            "CASE WHEN $2 = 0 THEN {fail:Division by zero} ELSE \(value) END", [left, right], type: type)
    }

    /// A decimal without its point, with zeros behind it.
    private func whole(_ argument: String, _ scale: Int, shiftedBy zeros: Int) -> String {
        let factor = scale + zeros
        let value =
            scale == 0
            ? argument : "(\(argument) * CAST(1\(String(repeating: "0", count: scale)) AS DECIMAL(\(scale + 1), 0)))"
        let integer = "CAST(\(value) AS HUGEINT)"
        let shift = factor - scale
        return shift == 0 ? integer : "(\(integer) * CAST(1\(String(repeating: "0", count: shift)) AS HUGEINT))"
    }

    private func fraction(_ scale: Int) -> String { "0." + String(repeating: "0", count: scale - 1) + "1" }

    // MARK: Times

    /// A time and an interval.
    private func shifted(
        _ sign: ArithmeticOperator,
        _ left: BoundExpression,
        _ right: BoundExpression,
        _ type: SQLType
    ) throws(QueryError) -> String {
        let (time, interval) = left.type.isInterval ? (right, left) : (left, right)
        if type == .date { return try shiftedDate(sign, time, interval) }
        let moment = try expression(time)
        let length = try expression(interval)
        switch type {
        case .timestampWithZone(let zone) where interval.type == .intervalYearToMonth && zone != "UTC":
            return DuckDBText.instant("(\(DuckDBText.clock(moment, in: zone)) \(sign.rawValue) \(length))", in: zone)
        default: return "(\(moment) \(sign.rawValue) \(length))"
        }
    }

    /// Dates are moved by whole days only.
    private func shiftedDate(
        _ sign: ArithmeticOperator,
        _ date: BoundExpression,
        _ interval: BoundExpression
    ) throws(QueryError) -> String {
        let moved = "CAST(($1 \(sign.rawValue) $2) AS DATE)"
        let message = "Cannot add hour, minutes or seconds to a date"
        if interval.type == .intervalYearToMonth { return try expand(moved, [date, interval], type: .date) }
        if case .literal(.interval(let length)) = interval.node {
            guard length.isMultiple(of: 86_400_000) else { throw QueryError(message, at: interval.position) }
            return try expand(moved, [date, interval], type: .date)
        }
        return try expand(
            "CASE WHEN {ms:$2} % 86400000 <> 0 THEN {fail:\(message)} ELSE \(moved) END", [date, interval], type: .date)
    }

    private func interval(
        _ sign: ArithmeticOperator,
        _ left: BoundExpression,
        _ right: BoundExpression,
        _ type: SQLType
    ) throws(QueryError) -> String {
        let first = try expression(left)
        let second = try expression(right)
        if left.type.isTime {
            return "to_milliseconds(CAST(trunc((epoch_us(\(first)) - epoch_us(\(second))) / 1000.0) AS BIGINT))"
        }
        guard sign == .multiply || sign == .divide else { return "(\(first) \(sign.rawValue) \(second))" }
        if sign == .divide, right.literalInteger.map({ $0 == 0 }) ?? true {
            return try expand(
                "CASE WHEN $2 = 0 THEN {fail:Division by zero} ELSE \(scaled("$1", sign, "$2", type)) END",
                [left, right],
                type: type)
        }
        let (length, number) = left.type.isInterval ? (first, second) : (second, first)
        return scaled(length, sign, number, type)
    }

    private func scaled(_ length: String, _ sign: ArithmeticOperator, _ number: String, _ type: SQLType) -> String {
        if type == .intervalYearToMonth {
            return "to_months(CAST(trunc(\(DuckDBText.months(length)) \(sign.rawValue) \(number)) AS INTEGER))"
        }
        return "to_milliseconds(CAST(trunc(epoch(\(length)) * 1000 \(sign.rawValue) \(number)) AS BIGINT))"
    }
}

extension BoundExpression {
    /// Whether it is a number, and not zero, at first sight.
    var isOtherThanZero: Bool {
        switch node {
        case .literal(.number(let text)): (Double(text) ?? 0) != 0
        case .cast(let inner, _): inner.isOtherThanZero
        default: false
        }
    }
}
