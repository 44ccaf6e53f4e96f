extension DuckDBFunctions {
    private static let units = ["millisecond", "second", "minute", "hour", "day", "week", "month", "quarter", "year"]
    private static let clockUnits = Set(units.prefix(4))

    /// Writes what is done for the unit in the first argument; one that is no literal is looked at in each row.
    private static func byUnit(
        _ call: DuckDBCall,
        _ body: (String) throws(QueryError) -> String
    ) throws(QueryError) -> String {
        let isDate = call.arguments.allSatisfy { !$0.type.isTemporal || $0.type == .date }
        let known = isDate ? Array(units.dropFirst(4)) : units
        let field = isDate ? "DATE" : "Timestamp"
        if let unit = call.arguments[0].literalText?.lowercased() {
            guard known.contains(unit) else {
                throw QueryError(
                    "'\(unit)' is not a valid \(field) field",
                    at: call.arguments[0].position,
                    expected: known.map { "'\($0)'" }
                )
            }
            return try call.expand(try body(unit))
        }
        var branches = ""
        for unit in known { branches += " WHEN '\(unit)' THEN \(try body(unit))" }
        let nulls = call.arguments.indices.map { "$\($0 + 1) IS NULL" }.joined(separator: " OR ")
        return try call.expand(
            "CASE WHEN \(nulls) THEN NULL ELSE CASE lower($1)\(branches) "
                + "ELSE {fail:The unit is not a valid \(field) field} END END")
    }

    @Sendable static func dateTrunc(_ call: DuckDBCall) throws(QueryError) -> String {
        try byUnit(call) { unit throws(QueryError) in
            guard case .timestampWithZone(let zone) = call.type else {
                let value = "date_trunc('\(unit)', $2)"
                return call.type == .date ? "CAST(\(value) AS DATE)" : value
            }
            let clock = DuckDBText.clock("$2", in: zone)
            let truncated = "date_trunc('\(unit)', \(clock))"
            guard clockUnits.contains(unit), zone != "UTC" else { return DuckDBText.instant(truncated, in: zone) }
            // The same clock may come twice in a night: what is cut off tells the instant, the clock does not.
            return "($2 - (\(clock) - \(truncated)))"
        }
    }

    @Sendable static func dateAdd(_ call: DuckDBCall) throws(QueryError) -> String {
        try byUnit(call) { unit throws(QueryError) in
            let interval =
                switch unit {
                case "month": "to_months(CAST($2 AS INTEGER))"
                case "quarter": "to_months(CAST($2 * 3 AS INTEGER))"
                case "year": "to_years(CAST($2 AS INTEGER))"
                case "week": "to_days(CAST($2 * 7 AS INTEGER))"
                case "day": "to_days(CAST($2 AS INTEGER))"
                case "millisecond": "to_milliseconds($2)"
                default: "to_\(unit)s($2)"
                }
            if call.type == .date { return "CAST(($3 + \(interval)) AS DATE)" }
            guard case .timestampWithZone(let zone) = call.type, !clockUnits.contains(unit) else {
                return "($3 + \(interval))"
            }
            return DuckDBText.instant("(\(DuckDBText.clock("$3", in: zone)) + \(interval))", in: zone)
        }
    }

    /// Full units only: DuckDB's `date_diff` counts the boundaries between.
    ///
    /// Days and longer units are those of the first time's zone.
    @Sendable static func dateDiff(_ call: DuckDBCall) throws(QueryError) -> String {
        let call = DuckDBCall(call, call.arguments.map(\.asInstant))
        let types = call.arguments[1...].map(\.type)
        let isZoned = types.contains(where: \.isZoned)
        return try byUnit(call) { unit throws(QueryError) in
            guard isZoned else { return "date_sub('\(unit)', $2, $3)" }
            let zone = clockUnits.contains(unit) ? "UTC" : types[0].zone ?? "UTC"
            let clocks = ["$2", "$3"].enumerated().map { index, text in
                DuckDBText.clock(types[index].isZoned ? text : DuckDBText.instant(text, in: "UTC"), in: zone)
            }
            return "date_sub('\(unit)', \(clocks.joined(separator: ", ")))"
        }
    }

    @Sendable static func toUnixTime(_ call: DuckDBCall) throws(QueryError) -> String {
        try call.expand("epoch($1)", [call.arguments[0].asInstant])
    }

    // MARK: Zones

    @Sendable static func withTimeZone(_ call: DuckDBCall) throws(QueryError) -> String {
        guard case .timestampWithZone(let zone) = call.type else { throw call.refused("A zone is expected") }
        return try call.expand(DuckDBText.instant("$1", in: zone))
    }

    /// Milliseconds, as in Trino; DuckDB would keep more.
    static let fromUnixTime = "make_timestamptz(CAST(floor($1 * 1000 + 0.5) AS BIGINT) * 1000)"

    @Sendable static func zoneHour(_ call: DuckDBCall) throws(QueryError) -> String {
        try call.expand("(\(zoneSeconds(call.arguments[0], "$1")) // 3600)")
    }

    @Sendable static func zoneMinute(_ call: DuckDBCall) throws(QueryError) -> String {
        try call.expand("(\(zoneSeconds(call.arguments[0], "$1")) // 60 % 60)")
    }

    @Sendable static func zoneName(_ call: DuckDBCall) throws(QueryError) -> String {
        guard case .timestampWithZone(let zone) = call.arguments[0].type else {
            throw call.refused("A zone is expected")
        }
        return try call.expand("CASE WHEN $1 IS NOT NULL THEN \(DuckDBText.string(zone)) END")
    }

    /// How far a value's clock is from UTC.
    private static func zoneSeconds(_ value: BoundExpression, _ text: String) -> String {
        guard case .timestampWithZone(let zone) = value.type, zone != "UTC" else {
            return "CAST(epoch(\(text)) * 0 AS BIGINT)"
        }
        return "CAST(epoch(\(DuckDBText.clock(text, in: zone))) - epoch(\(text)) AS BIGINT)"
    }

    /// `+02:00`
    private static func offset(
        _ value: BoundExpression,
        _ text: String,
        separator: String,
        zero: String
    ) -> String {
        guard case .timestampWithZone(let zone) = value.type, zone != "UTC" else { return "'\(zero)'" }
        let seconds = zoneSeconds(value, text)
        return "(list_transform([\(seconds)], lambda {b}: CASE WHEN {b} = 0 THEN '\(zero)' "
            + "ELSE printf('%s%02d\(separator)%02d', CASE WHEN {b} < 0 THEN '-' ELSE '+' END, "
            + "abs({b}) // 3600, abs({b}) // 60 % 60) END))[1]"
    }

    @Sendable static func isoZoned(_ call: DuckDBCall) throws(QueryError) -> String {
        guard case .timestampWithZone(let zone) = call.arguments[0].type else {
            throw call.refused("A zone is expected")
        }
        let clock = "strftime(\(DuckDBText.clock("$1", in: zone)), '%Y-%m-%dT%H:%M:%S.%g')"
        return try call.expand("(\(clock) || \(offset(call.arguments[0], "$1", separator: ":", zero: "Z")))")
    }

    // MARK: Formats

    @Sendable static func dateFormat(_ call: DuckDBCall) throws(QueryError) -> String {
        try formatted(call, TimeFormat.mySQL(_:parsing:))
    }

    @Sendable static func formatDatetime(_ call: DuckDBCall) throws(QueryError) -> String {
        try formatted(call, TimeFormat.joda(_:parsing:))
    }

    /// The value that is formatted has lost its zone; the third argument still has it.
    private static func formatted(
        _ call: DuckDBCall,
        _ read: (String, Bool) -> TimeFormat?
    ) throws(QueryError) -> String {
        let text = try call.literal(1, "The format")
        guard let format = read(text, false) else { throw badFormat(call, text) }
        let value = call.arguments[0].uncast
        guard value.type.isZoned || !format.namesZone else {
            throw call.refused("The format names a zone, which this time has none of", argument: 1)
        }
        let pieces = format.parts.map { part in
            switch part {
            case .text(let text): "strftime($1, \(DuckDBText.string(text)))"
            case .fraction(let digits): "left(strftime($1, '%g'), \(digits))"
            case .offset(let separator): offset(value, "$3", separator: separator, zero: "+00\(separator)00")
            case .zone: DuckDBText.string(value.type.zone ?? "UTC")
            }
        }
        if pieces.isEmpty { return try call.expand("CASE WHEN $1 IS NOT NULL THEN '' END") }
        let template = "(\(pieces.joined(separator: " || ")))"
        return try call.expand(template, template.contains("$3") ? call.arguments + [value] : call.arguments)
    }

    @Sendable static func dateParse(_ call: DuckDBCall) throws(QueryError) -> String {
        let text = try call.literal(1, "The format")
        guard let format = TimeFormat.mySQL(text, parsing: true), let pattern = format.pattern else {
            throw badFormat(call, text)
        }
        return try call.expand(parsed("$1", pattern, format))
    }

    @Sendable static func parseDatetime(_ call: DuckDBCall) throws(QueryError) -> String {
        try parseDatetime(call, .utc)
    }

    static func parseDatetime(_ call: DuckDBCall, _ reading: ZoneReading) throws(QueryError) -> String {
        let text = try call.literal(1, "The format")
        guard var format = TimeFormat.joda(text, parsing: true) else { throw badFormat(call, text) }
        let hasOffset = format.removeLastOffset()
        guard let pattern = format.pattern else { throw badFormat(call, text) }
        guard hasOffset else {
            let clock = parsed("$1", pattern, format)
            return try call.expand(reading == .clock ? clock : "timezone('UTC', \(clock))")
        }
        let offset = "regexp_extract($1, '(Z|[+-][0-9]{2}(:?[0-9]{2})?)$', 1)"
        let rest = "left($1, length($1) - length(\(offset)))"
        return try call.expand(
            "CASE WHEN $1 IS NOT NULL AND \(offset) = '' THEN {fail:Invalid format: the text has no offset from UTC} ELSE "
                + zoned(parsed(rest, pattern, format), offset, reading) + " END")
    }

    private static func parsed(_ text: String, _ pattern: String, _ format: TimeFormat) -> String {
        var (text, pattern) = (text, pattern)
        if let year = format.missingYear { (text, pattern) = ("('\(year) ' || \(text))", "%Y " + pattern) }
        let value = "strptime(\(text), \(DuckDBText.string(pattern)))"
        if format.hasShortYear {
            // DuckDB's century of two digits begins a year earlier.
            return "(\(value) + to_years(CASE WHEN year(\(value)) = 1969 THEN 100 ELSE 0 END))"
        }
        return format.hasFraction ? "date_trunc('millisecond', CAST(\(value) AS TIMESTAMP))" : value
    }

    private static func badFormat(_ call: DuckDBCall, _ format: String) -> QueryError {
        call.refused("The format '\(format.prefix(60))' has parts that are not supported", argument: 1)
    }
}

extension SQLType {
    var zone: String? {
        guard case .timestampWithZone(let zone) = self else { return nil }
        return zone
    }
}
