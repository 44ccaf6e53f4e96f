extension DuckDBFunctions {
    private static let units = ["millisecond", "second", "minute", "hour", "day", "week", "month", "quarter", "year"]

    private static func unit(_ call: DuckDBCall) throws(QueryError) -> String {
        let unit = try call.literal(0, "The unit").lowercased()
        let isDate = call.arguments.last?.type == .date
        let known = isDate ? Array(units.dropFirst(4)) : units
        guard known.contains(unit) else {
            throw QueryError(
                "'\(unit)' is not a valid \(isDate ? "DATE" : "Timestamp") field",
                at: call.arguments[0].position,
                expected: known.map { "'\($0)'" }
            )
        }
        return unit
    }

    /// Wraps a computation over local time for values with a zone.
    private static func inZone(_ call: DuckDBCall, _ template: (String) -> String, _ argument: String) -> String {
        guard case .timestampWithZone(let zone) = call.type else { return template(argument) }
        let name = DuckDBText.string(zone)
        return "timezone(\(name), \(template("timezone(\(name), \(argument))")))"
    }

    @Sendable static func dateTrunc(_ call: DuckDBCall) throws(QueryError) -> String {
        let unit = try unit(call)
        if call.type == .date { return try call.expand("CAST(date_trunc('\(unit)', $2) AS DATE)") }
        return try call.expand(inZone(call, { "date_trunc('\(unit)', \($0))" }, "$2"))
    }

    @Sendable static func dateAdd(_ call: DuckDBCall) throws(QueryError) -> String {
        let unit = try unit(call)
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
        if call.type == .date { return try call.expand("CAST(($3 + \(interval)) AS DATE)") }
        let keepsClock = ["day", "week", "month", "quarter", "year"].contains(unit)
        guard keepsClock else { return try call.expand("($3 + \(interval))") }
        return try call.expand(inZone(call, { "(\($0) + \(interval))" }, "$3"))
    }

    /// Full units only: DuckDB's `date_diff` counts the boundaries between.
    @Sendable static func dateDiff(_ call: DuckDBCall) throws(QueryError) -> String {
        let unit = try unit(call)
        var sides = ("$2", "$3")
        if case .timestampWithZone(let zone) = call.arguments[1].type {
            let name = DuckDBText.string(zone)
            sides = ("timezone(\(name), $2)", "timezone(\(name), $3)")
        }
        return try call.expand("date_sub('\(unit)', \(sides.0), \(sides.1))")
    }

    // MARK: Formats

    @Sendable static func dateFormat(_ call: DuckDBCall) throws(QueryError) -> String {
        let format = try call.literal(1, "The format")
        guard let translated = TimeFormat.mySQL(format, parsing: false) else { throw badFormat(call, format) }
        return try call.expand("strftime($1, \(DuckDBText.string(translated)))")
    }

    @Sendable static func dateParse(_ call: DuckDBCall) throws(QueryError) -> String {
        let format = try call.literal(1, "The format")
        guard let translated = TimeFormat.mySQL(format, parsing: true) else { throw badFormat(call, format) }
        return try call.expand("strptime($1, \(DuckDBText.string(translated)))")
    }

    @Sendable static func formatDatetime(_ call: DuckDBCall) throws(QueryError) -> String {
        let format = try call.literal(1, "The format")
        guard let translated = TimeFormat.joda(format) else { throw badFormat(call, format) }
        return try call.expand("strftime($1, \(DuckDBText.string(translated)))")
    }

    @Sendable static func parseDatetime(_ call: DuckDBCall) throws(QueryError) -> String {
        let format = try call.literal(1, "The format")
        guard let translated = TimeFormat.joda(format) else { throw badFormat(call, format) }
        return try call.expand("timezone('UTC', CAST(strptime($1, \(DuckDBText.string(translated))) AS TIMESTAMP))")
    }

    private static func badFormat(_ call: DuckDBCall, _ format: String) -> QueryError {
        call.refused("The format '\(format.prefix(60))' has parts that are not supported", argument: 1)
    }

    @Sendable static func castDate(_ call: DuckDBCall) throws(QueryError) -> String {
        try call.printer.cast(call.arguments[0], to: .date, safe: false)
    }

    @Sendable static func isoDate(_ call: DuckDBCall) throws(QueryError) -> String {
        let form = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
        return try call.expand(checked("TRY_CAST($1 AS DATE)", form: form, failure: "Invalid ISO 8601 date"))
    }

    /// Times with an offset of their own keep it in Trino; only UTC can be kept here, others fail as they come.
    @Sendable static func isoTimestamp(_ call: DuckDBCall) throws(QueryError) -> String {
        let form = #"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}(:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?)?(Z|[+-]00:?00)?)?"#
        let value = "timezone('UTC', TRY_CAST(regexp_replace($1, '(Z|[+-]00:?00)$', '') AS TIMESTAMP))"
        let failure = "Only ISO 8601 timestamps in UTC are supported"
        return try call.expand(checked(value, form: form, failure: failure))
    }

    @Sendable static func isoZoned(_ call: DuckDBCall) throws(QueryError) -> String {
        guard call.arguments[0].type == .timestampWithZone("UTC") else {
            throw call.refused("to_iso8601 of a time in another zone than UTC is not supported", argument: 0)
        }
        return try call.expand("strftime(timezone('UTC', $1), '%Y-%m-%dT%H:%M:%S.%gZ')")
    }
}
