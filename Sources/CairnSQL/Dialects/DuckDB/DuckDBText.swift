/// Names, literals and types in DuckDB's spelling.
enum DuckDBText {
    static func name(_ name: String) -> String {
        "\"" + doubled("\"", in: printable(name)) + "\""
    }

    /// A string literal on one line: characters that would end it are put in by their number.
    static func string(_ text: String) -> String {
        var parts: [String] = []
        var plain = ""
        for scalar in text.unicodeScalars {
            if scalar.value < 0x20 || scalar.value == 0x7F || scalar.value == 0x2028 || scalar.value == 0x2029 {
                if !plain.isEmpty { parts.append(quoted(plain)) }
                plain = ""
                parts.append("chr(\(scalar.value))")
            } else {
                plain.unicodeScalars.append(scalar)
            }
        }
        if !plain.isEmpty || parts.isEmpty { parts.append(quoted(plain)) }
        return parts.count == 1 ? parts[0] : "(" + parts.joined(separator: " || ") + ")"
    }

    private static func quoted(_ text: String) -> String { "'" + doubled("'", in: text) + "'" }

    private static func doubled(_ mark: Character, in text: String) -> String {
        var result = ""
        for character in text.unicodeScalars {
            result.unicodeScalars.append(character)
            if Character(character) == mark { result.append(mark) }
        }
        return result
    }

    /// Control characters have no place in a name.
    private static func printable(_ name: String) -> String {
        String(String.UnicodeScalarView(name.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }))
    }

    // MARK: Zones

    /// What the clocks of a zone show at an instant.
    static func clock(_ instant: String, in zone: String) -> String {
        guard let minutes = ZoneName.offset(zone) else { return "timezone(\(string(zone)), \(instant))" }
        return "(timezone('UTC', \(instant)) + to_minutes(\(minutes)))"
    }

    /// The instant at which the clocks of a zone show a time.
    static func instant(_ clock: String, in zone: String) -> String {
        guard let minutes = ZoneName.offset(zone) else { return "timezone(\(string(zone)), \(clock))" }
        return "timezone('UTC', \(clock) - to_minutes(\(minutes)))"
    }

    /// The length of an interval of days, in milliseconds.
    static func milliseconds(_ interval: String) -> String { "CAST(round(epoch(\(interval)) * 1000) AS BIGINT)" }

    /// The length of an interval of months.
    static func months(_ interval: String) -> String {
        "CAST(date_part('year', \(interval)) * 12 + date_part('month', \(interval)) AS BIGINT)"
    }

    static func type(_ type: SQLType) -> String {
        switch type {
        case .unknown: "INTEGER"
        case .decimal(let precision, let scale): "DECIMAL(\(precision), \(scale))"
        case .real: "FLOAT"
        case .varbinary, .ipaddress: "BLOB"
        case .time: "TIME"
        case .timestampWithZone: "TIMESTAMPTZ"
        case .intervalDayToSecond, .intervalYearToMonth: "INTERVAL"
        case .array(let element): self.type(element) + "[]"
        case .map(let key, let value): "MAP(\(self.type(key)), \(self.type(value)))"
        case .row(let fields): structure(fields)
        case .function: "INTEGER"
        default: type.description.uppercased().split(separator: "(").first.map(String.init) ?? "VARCHAR"
        }
    }

    private static func structure(_ fields: [SQLType.RowField]) -> String {
        let parts = fields.enumerated().map { index, field in
            name(field.name ?? "field\(index)") + " " + type(field.type)
        }
        return "STRUCT(" + parts.joined(separator: ", ") + ")"
    }
}
