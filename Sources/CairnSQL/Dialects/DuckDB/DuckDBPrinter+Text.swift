extension DuckDBPrinter {
    /// A value as text.
    /// - Parameter nested: whether it stands in an array, map or row, where NULL is written as `null`.
    func text(_ value: String, of type: SQLType, nested: Bool) throws(QueryError) -> String {
        let text = try simpleText(value, of: type)
        return nested ? "coalesce(\(text), 'null')" : text
    }

    private func simpleText(_ value: String, of type: SQLType) throws(QueryError) -> String {
        switch type {
        case .varchar: return value
        case .real, .double: return floating(value)
        case .timestamp: return "strftime(\(value), '%Y-%m-%d %H:%M:%S.%g')"
        case .timestampWithZone(let zone):
            let clock = DuckDBText.clock(value, in: zone)
            return "(strftime(\(clock), '%Y-%m-%d %H:%M:%S.%g') || ' ' || \(DuckDBText.string(zone)))"
        case .ipaddress: return try addressText(value)
        case .time(let precision):
            let text = "CAST(\(value) AS VARCHAR)"
            if precision == 0 { return "left(\(text), 8)" }
            return "(left(\(text), 8) || '.' || left(rpad(substr(\(text), 10), 6, '0'), \(precision)))"
        case .intervalDayToSecond: return dayInterval(value)
        case .intervalYearToMonth:
            let months = DuckDBText.months(value)
            let sign = "CASE WHEN \(months) < 0 THEN '-' ELSE '' END"
            return "(\(sign) || abs(\(months)) // 12 || '-' || abs(\(months)) % 12)"
        case .varbinary:
            return "trim(regexp_replace(lower(hex(\(value))), '(..)', '\\1 ', 'g'))"
        case .array(let element):
            return try withLambda { name throws(QueryError) in
                let items = "list_transform(\(value), lambda \(name): \(try text(name, of: element, nested: true)))"
                return "('[' || array_to_string(\(items), ', ') || ']')"
            }
        case .map(let key, let item): return try mapText(value, key, item)
        case .row(let fields): return try rowText(value, fields)
        case .decimal(let precision, let scale): return decimalText(value, precision, scale)
        default: return "CAST(\(value) AS VARCHAR)"
        }
    }

    /// DuckDB writes no zero before the point of a number that has no room for one.
    func decimalText(_ value: String, _ precision: Int, _ scale: Int) -> String {
        guard precision == scale else { return "CAST(\(value) AS VARCHAR)" }
        guard precision < 38 else { return "replace(CAST(\(value) AS VARCHAR), '.', '0.')" }
        return "CAST(CAST(\(value) AS DECIMAL(\(precision + 1), \(scale))) AS VARCHAR)"
    }

    private func mapText(_ value: String, _ key: SQLType, _ item: SQLType) throws(QueryError) -> String {
        try withLambda { name throws(QueryError) in
            let key = try text("(\(name)).key", of: key, nested: true)
            let item = try text("(\(name)).value", of: item, nested: true)
            let items = "list_transform(map_entries(\(value)), lambda \(name): \(key) || '=' || \(item))"
            return "('{' || array_to_string(\(items), ', ') || '}')"
        }
    }

    private func rowText(_ value: String, _ fields: [SQLType.RowField]) throws(QueryError) -> String {
        try withLambda { name throws(QueryError) in
            var parts: [String] = []
            for (index, field) in fields.enumerated() {
                let label = field.name?.lowercased() ?? "field\(index)"
                let part = try text(self.field(name, fields, index), of: field.type, nested: true)
                parts.append("\(DuckDBText.string(label + "=")) || \(part)")
            }
            let inner = "'{' || \(parts.joined(separator: " || ', ' || ")) || '}'"
            let guarded = "CASE WHEN \(name) IS NULL THEN NULL ELSE \(inner) END"
            return "(list_transform([\(value)], lambda \(name): \(guarded)))[1]"
        }
    }

    /// Java's text of a floating-point number, which is Trino's: with an exponent from 10⁷ on and below 10⁻³.
    func floating(_ value: String) -> String {
        let size = "CAST(abs(\(value)) AS VARCHAR)"
        let digits = "ltrim(replace(\(size), '.', ''), '0')"
        let mantissa = "(left(\(digits), 1) || '.' || coalesce(nullif(rtrim(substring(\(digits), 2), '0'), ''), '0'))"
        let written = "split_part(\(size), 'e', 1)"
        let exponent = "CAST(TRY_CAST(split_part(\(size), 'e', 2) AS INTEGER) AS VARCHAR)"
        let point = "CASE WHEN contains(\(written), '.') THEN '' ELSE '.0' END"
        return "(CASE WHEN isnan(\(value)) THEN 'NaN' "
            + "WHEN isinf(\(value)) THEN CASE WHEN \(value) > 0 THEN 'Infinity' ELSE '-Infinity' END "
            + "WHEN \(value) = 0 OR (abs(\(value)) >= 1e-3 AND abs(\(value)) < 1e7) THEN CAST(\(value) AS VARCHAR) "
            + "ELSE CASE WHEN \(value) < 0 THEN '-' ELSE '' END || "
            + "CASE WHEN contains(\(size), 'e') THEN \(written) || \(point) || 'E' || \(exponent) "
            + "WHEN abs(\(value)) < 1 THEN \(mantissa) || 'E-4' "
            + "ELSE \(mantissa) || 'E' || (length(split_part(\(size), '.', 1)) - 1) END END)"
    }

    /// A floating-point number cast to text, with one digit before the point: `1.0E0`, `3.77E1`.
    func scientific(_ value: String) throws(QueryError) -> String {
        try withLambda { name throws(QueryError) in
            let (whole, part) = ("split_part(\(name)m, '.', 1)", "split_part(\(name)m, '.', 2)")
            let digits = "trim(\(whole) || \(part), '0')"
            let point =
                "CASE WHEN \(whole) <> '0' THEN length(\(whole)) - 1 "
                + "ELSE length(ltrim(\(part), '0')) - length(\(part)) - 1 END"
            let text =
                "left(\(digits), 1) || '.' || coalesce(nullif(substr(\(digits), 2), ''), '0') || 'E' || "
                + "(\(point) + coalesce(TRY_CAST(split_part(\(name)t, 'e', 2) AS INTEGER), 0))"
            let written =
                "(list_transform([CAST(abs(\(name)) AS VARCHAR)], lambda \(name)t: "
                + "(list_transform([split_part(\(name)t, 'e', 1)], lambda \(name)m: \(text)))[1]))[1]"
            let body =
                "CASE WHEN \(name) IS NULL THEN NULL WHEN isnan(\(name)) THEN 'NaN' "
                + "ELSE CASE WHEN starts_with(CAST(\(name) AS VARCHAR), '-') THEN '-' ELSE '' END || "
                + "CASE WHEN isinf(\(name)) THEN 'Infinity' WHEN \(name) = 0 THEN '0E0' ELSE \(written) END END"
            return "(list_transform([\(value)], lambda \(name): \(body)))[1]"
        }
    }

    /// `2 03:04:05.678`
    private func dayInterval(_ value: String) -> String {
        let milliseconds = "CAST(round(abs(epoch(\(value))) * 1000) AS BIGINT)"
        return "(CASE WHEN epoch(\(value)) < 0 THEN '-' ELSE '' END || printf('%d %02d:%02d:%02d.%03d', "
            + "\(milliseconds) // 86400000, \(milliseconds) // 3600000 % 24, \(milliseconds) // 60000 % 60, "
            + "\(milliseconds) // 1000 % 60, \(milliseconds) % 1000))"
    }
}
