extension DuckDBFunctions {
    /// `3.81 d` as an interval of whole milliseconds.
    @Sendable static func parseDuration(_ call: DuckDBCall) throws(QueryError) -> String {
        let form = #"\s*\d+(\.\d+)?\s*(ns|us|ms|s|m|h|d)\s*"#
        let factors = [
            ("ns", "1e-6"), ("us", "1e-3"), ("ms", "1"), ("s", "1000"), ("m", "60000"), ("h", "3600000"),
            ("d", "86400000"),
        ]
        let branches = factors.map { "WHEN '\($0)' THEN \($1)::DOUBLE" }.joined(separator: " ")
        let factor = "CASE regexp_extract($1, '[a-z]+') \(branches) END"
        let value = #"TRY_CAST(regexp_extract($1, '\d+(\.\d+)?') AS DOUBLE)"#
        return try call.expand(
            "CASE WHEN $1 IS NULL THEN NULL WHEN regexp_full_match($1, '\(form)') "
                + "THEN to_milliseconds(CAST(floor(\(value) * \(factor) + 0.5) AS BIGINT)) "
                + "ELSE {fail:The text is not a valid duration} END")
    }

    /// `1 hour, 2 minutes, 42 seconds`: what is nothing is left out, unless all is.
    @Sendable static func readableSeconds(_ call: DuckDBCall) throws(QueryError) -> String {
        let units = [
            ("week", "{b} // 604800"), ("day", "{b} // 86400 % 7"), ("hour", "{b} // 3600 % 24"),
            ("minute", "{b} // 60 % 60"), ("second", "{b} % 60"),
        ]
        let parts = units.map { name, value in
            "CASE \(value) WHEN 0 THEN NULL WHEN 1 THEN '1 \(name)' ELSE (\(value)) || ' \(name)s' END"
        }
        let text = "coalesce(nullif(concat_ws(', ', \(parts.joined(separator: ", "))), ''), '0 seconds')"
        let seconds = "abs(CAST(floor($1 + 0.5) AS BIGINT))"
        return try call.expand(
            "CASE WHEN $1 IS NULL THEN NULL WHEN NOT isfinite($1) THEN {fail:Invalid argument found: no finite number} "
                + "ELSE (list_transform([\(seconds)], lambda {b}: \(text)))[1] END")
    }
}
