extension Analyzer {
    /// A cast, if Trino has one between the types.
    func cast(
        _ value: BoundExpression,
        to type: SQLType,
        safe: Bool,
        at position: SourcePosition
    ) throws(QueryError) -> BoundExpression {
        guard canCast(value.type, to: type) else {
            throw QueryError("Cannot cast \(value.type) to \(type)", at: position)
        }
        if value.type.withoutNames == type.withoutNames, value.type == type { return value }
        if type.isZoned, let text = value.literalText, text.trimmingBlanks.dropFirst(10).first == " ",
            let moment = MomentText(text), moment.zone != nil, moment.time?.count ?? 0 <= 12
        {
            return moment.boundTimestamp(at: position)
        }
        return BoundExpression(.cast(value, safe: safe), type, position)
    }

    /// A cast to a type as it is named: `varchar(n)` cuts text, and fails for other values that do not fit.
    func cast(
        _ value: BoundExpression,
        to name: TypeName,
        safe: Bool,
        at position: SourcePosition
    ) throws(QueryError) -> BoundExpression {
        let type = try SQLType(name)
        let text = try cast(value, to: type, safe: safe, at: position)
        guard name.name == "varchar", let length = name.numbers.first else {
            if let inner = name.boundedPart {
                throw QueryError("varchar(n) inside of another type is not supported, varchar is", at: inner.position)
            }
            return text
        }
        guard (0...Int(Int32.max)).contains(length) else {
            throw QueryError("The length of a varchar must be from 0 to 2147483647", at: name.position)
        }
        guard ![.uuid, .ipaddress, .json].contains(value.type) else {
            throw QueryError("Cannot cast \(value.type) to varchar(\(length))", at: position)
        }
        let count = BoundExpression(.literal(.number(String(length))), .integer, position)
        let form = value.type == .varchar || value.type == .unknown ? "cut" : safe ? "fit or null" : "fit"
        return BoundExpression(.call("varchar " + form, [text, count]), .varchar, position)
    }

    private func canCast(_ from: SQLType, to: SQLType) -> Bool {
        if from == .unknown || from.withoutNames == to.withoutNames { return true }
        if from.isNumeric, to.isNumeric { return true }
        if from.isTemporal, to.isTemporal { return true }
        switch (from, to) {
        case (.time, .time), (.timestamp, .time), (.timestampWithZone, .time): return true
        case (.varbinary, .ipaddress), (.ipaddress, .varbinary), (.varbinary, .uuid), (.uuid, .varbinary): return true
        case (.varchar, _): return isScalar(to) || to == .json
        case (_, .varchar): return isScalar(from) || from.isInterval || from == .json
        case (.boolean, _): return to.isNumeric || to == .json
        case (_, .boolean): return from.isNumeric || from == .json
        case (.json, _): return canComeFromJSON(to)
        case (_, .json): return canBecomeJSON(from)
        default: return canCastNested(from, to)
        }
    }

    private func isScalar(_ type: SQLType) -> Bool {
        type.isNumeric || type.isTemporal || type.isTime || [.boolean, .varchar, .uuid, .ipaddress].contains(type)
    }

    /// What the names of members may be as keys of a map.
    private func isJSONKey(_ type: SQLType) -> Bool { type == .varchar || type == .boolean || type.isInteger }

    private func canBecomeJSON(_ type: SQLType) -> Bool {
        switch type {
        case .date, .timestamp: true
        case .array(let element): canBecomeJSON(element)
        case .map(let key, let value): isJSONKey(key) && canBecomeJSON(value)
        case .row(let fields): fields.allSatisfy { canBecomeJSON($0.type) }
        default: canComeFromJSON(type)
        }
    }

    private func canComeFromJSON(_ type: SQLType) -> Bool {
        switch type {
        case .array(let element): canComeFromJSON(element)
        case .map(let key, let value): isJSONKey(key) && canComeFromJSON(value)
        case .row(let fields): fields.allSatisfy { canComeFromJSON($0.type) }
        default: type.isNumeric || [.boolean, .varchar, .json].contains(type)
        }
    }

    private func canCastNested(_ from: SQLType, _ to: SQLType) -> Bool {
        switch (from, to) {
        case (.array(let a), .array(let b)): return canCast(a, to: b)
        case (.map(let key, let value), .map(let otherKey, let otherValue)):
            return canCast(key, to: otherKey) && canCast(value, to: otherValue)
        case (.row(let a), .row(let b)):
            return a.count == b.count && zip(a, b).allSatisfy { canCast($0.type, to: $1.type) }
        default: return false
        }
    }

    // MARK: Types of values

    /// The type as `typeof` names it. Lengths of text are known for literals and casts only.
    func shownType(of value: BoundExpression) -> String {
        switch value.node {
        case .literal(.string(let text)): "varchar(\(text.unicodeScalars.count))"
        case .call(let name, let arguments) where name.hasPrefix("varchar "):
            "varchar(\(arguments[1].literalInteger ?? 0))"
        default: value.type.description
        }
    }

    // MARK: Zones and parts of times

    func atTimeZone(
        _ value: BoundExpression,
        _ zone: BoundExpression,
        at position: SourcePosition
    ) throws(QueryError) -> BoundExpression {
        let type = SQLType.timestampWithZone(try self.zone(zone))
        guard value.type.isTemporal else {
            throw QueryError("Type of value must be a time, this is \(value.type)", at: value.position)
        }
        let instant = value.type.isZoned ? value : converted(value, to: .timestampWithZone("UTC"))
        return BoundExpression(.cast(instant, safe: false), type, position)
    }

    /// A zone that is named in the statement: it is part of the type of what is in it.
    private func zone(_ zone: BoundExpression) throws(QueryError) -> String {
        if let text = zone.literalText, let name = ZoneName.canonical(text) { return name }
        if case .literal(.interval(let milliseconds)) = zone.node, zone.type == .intervalDayToSecond,
            milliseconds.isMultiple(of: 60_000), let name = ZoneName.name(ofOffset: milliseconds / 60_000)
        {
            return name
        }
        throw QueryError(
            "The time zone must be a literal, such as 'Europe/Berlin' or '+02:00'", at: zone.position)
    }

    /// The type of a call whose result is in a zone that its arguments name.
    func zonedResult(_ signature: String, _ arguments: [BoundExpression]) throws(QueryError) -> SQLType? {
        switch signature {
        case "with_timezone(timestamp, varchar)", "from_unixtime(double, varchar)":
            return .timestampWithZone(try zone(arguments[1]))
        case "from_unixtime(double, bigint, bigint)":
            guard let hours = arguments[1].literalInteger, let minutes = arguments[2].literalInteger,
                abs(hours) <= 24, abs(minutes) <= 1_440, let name = ZoneName.name(ofOffset: hours * 60 + minutes)
            else {
                throw QueryError(
                    "The offset must be hours and minutes in numbers, 14 hours at most", at: arguments[1].position)
            }
            return .timestampWithZone(name)
        case "from_iso8601_timestamp(varchar)":
            guard let text = arguments[0].literalText, let start = text.firstIndex(of: "T"),
                let sign = text[start...].lastIndex(where: { $0 == "+" || $0 == "-" })
            else { return nil }
            return ZoneName.canonical(String(text[sign...])).map(SQLType.timestampWithZone)
        default:
            return nil
        }
    }

    /// `EXTRACT(field FROM value)` is a function of the field's name.
    func extract(_ field: Name, _ value: BoundExpression) throws(QueryError) -> BoundExpression {
        let fields = [
            "YEAR", "QUARTER", "MONTH", "WEEK", "DAY", "DAY_OF_MONTH", "DAY_OF_WEEK", "DOW", "DAY_OF_YEAR", "DOY",
            "YEAR_OF_WEEK", "YOW", "HOUR", "MINUTE", "SECOND", "TIMEZONE_HOUR", "TIMEZONE_MINUTE",
        ]
        guard fields.contains(field.text.uppercased()) else {
            throw QueryError("Invalid EXTRACT field: \(field.text)", at: field.position, expected: fields)
        }
        return try scalar(field.key, [value], at: field.position)
    }
}

extension TypeName {
    /// A `varchar(n)` among the types that this one is put together of.
    fileprivate var boundedPart: TypeName? {
        for parameter in parameters {
            if parameter.type.name == "varchar", !parameter.type.numbers.isEmpty { return parameter.type }
            if let part = parameter.type.boundedPart { return part }
        }
        return nil
    }
}
