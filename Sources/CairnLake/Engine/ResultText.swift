import CairnModel

/// Prints values of a result as AWS does, out of the JSON that DuckDB writes.
///
/// Source: CloudTrail User Guide, "CloudTrail Lake SQL constraints": timestamps such as `2026-03-01 10:15:02.000`;
/// nested values in the form of Trino, `{bucketName=logs, Host=s3.amazonaws.com}` and `[a, b]`.
enum ResultText {
    /// `nil` for NULL.
    static func text(_ value: JSON, _ type: ResultType) -> String? {
        switch (value, type) {
        case (.null, _): nil
        case (.bool(let flag), _): flag ? "true" : "false"
        case (.number(let number), .floating): floating(number.literal)
        case (.number(let number), _): number.literal
        case (.string(let text), .timestamp): timestamp(text)
        case (.string(let text), .zonedTimestamp): zonedTimestamp(text)
        case (.string(let text), .floating): floating(text)
        case (.string(let text), _): text
        case (.array(let elements), .list(let type)): list(elements, type)
        case (.array(let elements), _): list(elements, .plain)
        case (.object(let object), .structure(let types)): structure(object, types)
        case (.object(let object), .map(let type)): map(object, type)
        case (.object(let object), _): map(object, .plain)
        }
    }

    private static func list(_ elements: [JSON], _ type: ResultType) -> String {
        "[" + elements.map { text($0, type) ?? "null" }.joined(separator: ", ") + "]"
    }

    private static func map(_ object: JSONObject, _ type: ResultType) -> String {
        "{" + object.members.map { "\($0.key)=\(text($0.value, type) ?? "null")" }.joined(separator: ", ") + "}"
    }

    private static func structure(_ object: JSONObject, _ types: [ResultType]) -> String {
        let parts = object.members.enumerated().map { index, member in
            "\(member.key)=\(text(member.value, types.indices.contains(index) ? types[index] : .plain) ?? "null")"
        }
        return "{" + parts.joined(separator: ", ") + "}"
    }

    /// Three digits of a second's fraction, as Trino's `timestamp(3)`.
    static func timestamp(_ text: String) -> String {
        let parts = text.split(separator: ".", maxSplits: 1)
        guard let whole = parts.first else { return text }
        let fraction = parts.count > 1 ? String(parts[1].prefix(3)) : ""
        return whole + "." + fraction + String(repeating: "0", count: max(0, 3 - fraction.utf8.count))
    }

    /// DuckDB writes the offset, which is UTC's: `2026-03-01 10:15:02.5+00`.
    static func zonedTimestamp(_ text: String) -> String {
        guard let plus = text.lastIndex(of: "+") else { return timestamp(text) }
        return timestamp(String(text[..<plus])) + " UTC"
    }

    /// As Java prints a `double`: with an exponent below 0.001 and from ten million on.
    static func floating(_ text: String) -> String {
        guard let value = Double(text) else { return text }
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Infinity" : "Infinity" }
        let size = abs(value)
        if value == 0 || (1e-3..<1e7).contains(size) {
            return value.description.contains("e") ? text : value.description
        }
        return scientific(value.description)
    }

    /// `1.25e+20`, `12345678.5`, `1e-05` → `1.25E20`, `1.23456785E7`, `1.0E-5`
    private static func scientific(_ text: String) -> String {
        let isNegative = text.hasPrefix("-")
        let parts = text.drop { $0 == "-" }.split(separator: "e", maxSplits: 1)
        let mantissa = (parts.first ?? "0").split(separator: ".", omittingEmptySubsequences: false)
        var exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        var digits = mantissa.joined()
        exponent += (mantissa.first?.count ?? 1) - 1
        while digits.hasPrefix("0"), digits.count > 1 {
            digits.removeFirst()
            exponent -= 1
        }
        while digits.hasSuffix("0"), digits.count > 1 { digits.removeLast() }
        let rest = digits.dropFirst()
        return (isNegative ? "-" : "") + digits.prefix(1) + "." + (rest.isEmpty ? "0" : rest) + "E\(exponent)"
    }
}
