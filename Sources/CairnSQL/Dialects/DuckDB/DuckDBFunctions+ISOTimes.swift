/// Times in the forms of ISO 8601, and texts with offsets from UTC.
extension DuckDBFunctions {
    @Sendable static func castDate(_ call: DuckDBCall) throws(QueryError) -> String {
        try call.printer.cast(call.arguments[0], to: .date, safe: false)
    }

    private static let isoDay = "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?|-[0-9]{3}|-W[0-9]{2}(-[1-7])?)?"

    /// A date by month, week or day of the year; NULL if there is no such day.
    private static func isoDay(_ text: String) -> String {
        let formats = ["%Y-%m-%d", "%Y-%m", "%Y", "%Y-%j", "%G-W%V-%u"]
        let values = formats.map { "try_strptime({b}, '\($0)')" }
        let checked = values.enumerated().map { index, value in
            // DuckDB takes days and weeks that a year does not have, and goes on in the next one.
            index < 3 ? value : "CASE WHEN strftime(\(value), '\(formats[index])') = {b} THEN \(value) END"
        }
        return "(list_transform([regexp_replace(\(text), '(W..)$', '\\1-1')], "
            + "lambda {b}: coalesce(\(checked.joined(separator: ", ")))))[1]"
    }

    @Sendable static func isoDate(_ call: DuckDBCall) throws(QueryError) -> String {
        let value = "coalesce(TRY_CAST($1 AS DATE), CAST(\(isoDay("$1")) AS DATE))"
        return try call.expand(
            "CASE WHEN $1 IS NULL THEN NULL WHEN regexp_full_match($1, '\(isoDay)') "
                + "THEN coalesce(\(value), {fail:Invalid ISO 8601 date}) ELSE {fail:Invalid ISO 8601 date} END")
    }

    /// What is wanted of a text that names its own zone, which Trino keeps and no engine of ours does.
    enum ZoneReading {
        /// The time, if it is in UTC.
        case utc
        /// The instant.
        case instant
        /// What the clock shows in that zone.
        case clock
    }

    @Sendable static func isoTimestamp(_ call: DuckDBCall) throws(QueryError) -> String {
        try isoTimestamp(call, call.type == .timestampWithZone("UTC") ? .utc : .instant)
    }

    static func isoTimestamp(_ call: DuckDBCall, _ reading: ZoneReading) throws(QueryError) -> String {
        let time = #"([01][0-9]|2[0-3])(:[0-5][0-9](:[0-5][0-9]([.,][0-9]+)?)?)?"#
        let form = #"\#(isoDay)(T(\#(time))?(Z|[+-][0-9]{2}(:?[0-9]{2})?)?)?"#
        let offset = #"regexp_extract($1, 'T[^Z+-]*(Z|[+-].*)$', 1)"#
        let clock = "regexp_replace($1, 'T?(Z|T[+-].*)?$|(T[^+-]*)[+-].*$', '\\2')"
        let full = "TRY_CAST(replace(\(clock), ',', '.') AS TIMESTAMP)"
        let hour = "to_hours(coalesce(TRY_CAST(regexp_extract(\(clock), 'T(..)$', 1) AS INTEGER), 0))"
        let value = "coalesce(\(full), \(isoDay("regexp_replace(\(clock), 'T..$', '')")) + \(hour))"
        let failure = "{fail:Invalid ISO 8601 timestamp}"
        let cut = "coalesce(date_trunc('millisecond', \(value)), CAST(\(failure) AS TIMESTAMP))"
        // Times as events have them are read the short way.
        let common = #"[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3])(:[0-5][0-9]){2}(\.[0-9]{1,3})?Z"#
        let short = "TRY_CAST(rtrim($1, 'Z') AS TIMESTAMP)"
        return try call.expand(
            "CASE WHEN regexp_full_match($1, '\(common)') AND \(short) IS NOT NULL "
                + "THEN \(reading == .clock ? short : "timezone('UTC', \(short))") WHEN $1 IS NULL THEN NULL "
                + "WHEN regexp_full_match($1, '\(form)') "
                + "THEN \(zoned(cut, offset, reading)) ELSE \(failure) END")
    }

    /// A clock and the text of its offset, which is empty or `Z` for UTC.
    static func zoned(_ clock: String, _ offset: String, _ reading: ZoneReading) -> String {
        if reading == .clock { return clock }
        let hours = "TRY_CAST(left({b}, 3) AS INTEGER)"
        let minutes = "coalesce(TRY_CAST(left({b}, 1) || regexp_extract({b}, '^...:?(..)$', 1) AS INTEGER), 0)"
        let away = "CASE WHEN {b} IN ('', 'Z') THEN 0 ELSE \(hours) * 60 + \(minutes) END"
        let distance = "(list_transform([\(offset)], lambda {b}: \(away)))[1]"
        if reading == .instant { return "timezone('UTC', \(clock) - to_minutes(\(distance)))" }
        return "CASE WHEN \(distance) = 0 THEN timezone('UTC', \(clock)) "
            + "ELSE {fail:Only timestamps in UTC are supported here; name a zone with AT TIME ZONE} END"
    }
}

extension BoundExpression {
    /// The value under conversions of times.
    var uncast: BoundExpression {
        guard case .cast(let inner, false) = node, inner.type.isTemporal, type.isTemporal else { return self }
        return inner
    }
}
