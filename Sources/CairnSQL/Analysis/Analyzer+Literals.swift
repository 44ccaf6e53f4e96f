extension Analyzer {
    /// Numbers, and literals with a type before them.
    func literal(_ expression: Expression) throws(QueryError) -> BoundExpression {
        let position = expression.position
        switch expression.kind {
        case .integer(let text):
            guard let value = Int64(text) else { throw QueryError("Invalid numeric literal: \(text)", at: position) }
            let type: SQLType = value <= Int64(Int32.max) ? .integer : .bigint
            return BoundExpression(.literal(.number(String(value))), type, position)
        case .double(let text):
            return BoundExpression(.literal(.number(text)), .double, position)
        case .decimal(let text):
            return BoundExpression(.literal(.number(text)), try decimalType(of: text, at: position), position)
        case .interval(let literal):
            return try interval(literal, at: position)
        case .typed(let type, let text):
            return try typed(type, text, at: position)
        default:
            throw QueryError("This literal is not supported", at: position)
        }
    }

    private func decimalType(of text: String, at position: SourcePosition) throws(QueryError) -> SQLType {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let scale = parts.count > 1 ? parts[1].count : 0
        let whole = parts[0].drop { $0 == "0" }.count
        guard whole + scale <= 38 else { throw QueryError("Invalid numeric literal: \(text)", at: position) }
        return .decimal(precision: max(1, whole + scale), scale: scale)
    }

    private func typed(_ name: TypeName, _ text: String, at position: SourcePosition) throws(QueryError)
        -> BoundExpression
    {
        switch name.name {
        case "date", "timestamp":
            guard let moment = MomentText(text), name.name == "timestamp" || moment.time == nil else {
                throw QueryError("'\(text.prefix(60))' is not a valid \(name.name) literal", at: position)
            }
            return name.name == "date" ? moment.bound(at: position) : moment.boundTimestamp(at: position)
        case "time":
            guard let moment = MomentText("2000-01-01 " + text), moment.zone == nil, let time = moment.time,
                (0...6).contains(moment.precision)
            else { throw QueryError("'\(text.prefix(60))' is not a valid time literal", at: position) }
            return BoundExpression(.literal(.moment(time)), .time(moment.precision), position)
        case "ipaddress":
            guard let address = AddressText(text) else {
                throw QueryError("Cannot cast value to IPADDRESS: \(text.prefix(60))", at: position)
            }
            return BoundExpression(.literal(.binary(address.digits)), .ipaddress, position)
        case "decimal":
            let digits = text.hasPrefix("-") ? String(text.dropFirst()) : text
            guard !digits.isEmpty, digits.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }),
                digits.count(where: { $0 == "." }) <= 1, digits != "."
            else { throw QueryError("'\(text.prefix(60))' is not a valid decimal literal", at: position) }
            let type = try decimalType(of: digits, at: position)
            let value = BoundExpression(.literal(.string(text)), .varchar, position)
            return BoundExpression(.cast(value, safe: false), type, position)
        default:
            let digits = text.hasPrefix("-") ? text.dropFirst() : Substring(text)
            if let type = try? SQLType(name), type.isInteger, let number = Int64(text), Int64(digits) != nil {
                let written: SQLType = Int32(exactly: number) == nil ? .bigint : .integer
                let value = BoundExpression(.literal(.number(String(number))), written, position)
                return converted(value, to: type)
            }
            let value = BoundExpression(.literal(.string(text)), .varchar, position)
            if name.name == "json" { return BoundExpression(.call("json_parse(varchar)", [value]), .json, position) }
            return try cast(value, to: try SQLType(name), safe: false, at: position)
        }
    }

    // MARK: Intervals

    private func interval(_ literal: IntervalLiteral, at position: SourcePosition) throws(QueryError) -> BoundExpression
    {
        let isMonths = literal.unit == "YEAR" || literal.unit == "MONTH"
        let value = literal.end == nil ? single(literal) : compound(literal, isMonths: isMonths)
        guard let value, abs(value) <= 1 << 53 else {
            throw QueryError("'\(literal.text.prefix(60))' is not a valid interval literal", at: position)
        }
        let signed = literal.negative ? -value : value
        let type: SQLType = isMonths ? .intervalYearToMonth : .intervalDayToSecond
        return BoundExpression(.literal(.interval(signed)), type, position)
    }

    private func milliseconds(_ unit: String) -> Int {
        switch unit {
        case "SECOND": 1_000
        case "MINUTE": 60_000
        case "HOUR": 3_600_000
        case "DAY": 86_400_000
        default: 604_800_000
        }
    }

    private func single(_ literal: IntervalLiteral) -> Int? {
        let text = literal.text.trimmingBlanks
        switch literal.unit {
        case "YEAR": return Int(text).flatMap { product($0, 12) }
        case "MONTH": return Int(text)
        case "SECOND": return seconds(text)
        default: return Int(text).flatMap { product($0, milliseconds(literal.unit)) }
        }
    }

    private func product(_ a: Int, _ b: Int) -> Int? {
        let (value, overflow) = a.multipliedReportingOverflow(by: b)
        return overflow ? nil : value
    }

    /// `7` or `7.125`
    private func seconds(_ text: String) -> Int? {
        let negative = text.hasPrefix("-")
        let parts = (negative ? text.dropFirst() : Substring(text)).split(
            separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let whole = Int(parts[0]), whole >= 0 else { return nil }
        let digits = parts.count > 1 ? String(parts[1]) : "0"
        guard !digits.isEmpty, digits.count <= 3,
            let fraction = Int(digits + String(repeating: "0", count: 3 - digits.count))
        else { return nil }
        guard let value = product(whole, 1_000) else { return nil }
        return negative ? -(value + fraction) : value + fraction
    }

    /// `2 03:04:05` DAY TO SECOND, `1-6` YEAR TO MONTH, and what lies between.
    private func compound(_ literal: IntervalLiteral, isMonths: Bool) -> Int? {
        if literal.text.hasPrefix("-") || literal.text.hasPrefix("+") {
            var rest = literal
            rest.text.removeFirst()
            guard !rest.text.hasPrefix("-"), !rest.text.hasPrefix("+") else { return nil }
            return compound(rest, isMonths: isMonths).map { literal.text.hasPrefix("-") ? -$0 : $0 }
        }
        if isMonths {
            let parts = literal.text.split(separator: "-").compactMap { Int($0) }
            guard literal.unit == "YEAR", literal.end == "MONTH", parts.count == 2 else { return nil }
            return product(parts[0], 12).map { $0 + parts[1] }
        }
        let units = ["DAY", "HOUR", "MINUTE", "SECOND"]
        guard let first = units.firstIndex(of: literal.unit), let last = units.firstIndex(of: literal.end ?? ""),
            first < last
        else { return nil }
        let parts = literal.text.split(whereSeparator: { $0 == " " || $0 == ":" }).map(String.init)
        guard parts.count == last - first + 1 else { return nil }
        var total = 0
        for (unit, part) in zip(units[first...last], parts) {
            guard let value = unit == "SECOND" ? seconds(part) : Int(part).flatMap({ product($0, milliseconds(unit)) })
            else { return nil }
            total += value
        }
        return total
    }
}
