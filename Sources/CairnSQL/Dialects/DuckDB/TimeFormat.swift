/// Formats of times, written for `strftime` and `strptime`.
enum TimeFormat {
    /// Source: Trino documentation, "MySQL date functions".
    private static let mySQL: [Character: String] = [
        "a": "%a", "b": "%b", "c": "%-m", "d": "%d", "e": "%-d", "f": "%f", "H": "%H", "h": "%I", "I": "%I", "i": "%M",
        "j": "%j", "k": "%-H", "l": "%-I", "M": "%B", "m": "%m", "p": "%p", "r": "%I:%M:%S %p", "S": "%S", "s": "%S",
        "T": "%H:%M:%S", "W": "%A", "Y": "%Y", "y": "%y", "%": "%%", "v": "%V", "x": "%G",
    ]

    /// A format of `date_format` and `date_parse`; `nil` if it has a part that means something else there.
    static func mySQL(_ format: String, parsing: Bool) -> String? {
        var result = ""
        var rest = Substring(format)
        while let character = rest.popFirst() {
            guard character == "%" else {
                result.append(character)
                continue
            }
            guard let specifier = rest.popFirst() else { return nil }
            if "DUuVwX".contains(specifier) { return nil }
            if parsing, "vxjaWr".contains(specifier) { return nil }
            result += mySQL[specifier] ?? String(specifier)
        }
        return result
    }

    private static let joda: [String: String] = [
        "yyyy": "%Y", "y": "%Y", "YYYY": "%Y", "yy": "%y", "MM": "%m", "M": "%-m", "MMM": "%b", "MMMM": "%B",
        "dd": "%d",
        "d": "%-d", "HH": "%H", "H": "%-H", "hh": "%I", "h": "%-I", "mm": "%M", "m": "%-M", "ss": "%S", "s": "%-S",
        "SSS": "%g", "a": "%p", "EEEE": "%A", "EEE": "%a", "EE": "%a", "E": "%a", "DDD": "%j", "D": "%-j",
    ]

    /// A format of `format_datetime` and `parse_datetime`; `nil` if it has a part that is not known.
    ///
    /// Source: Trino documentation, "Java date functions".
    static func joda(_ format: String) -> String? {
        var result = ""
        var rest = Substring(format)
        while let character = rest.first {
            if character == "'" {
                guard let text = quoted(&rest) else { return nil }
                result += text
            } else if character.isASCII, character.isLetter {
                let run = String(rest.prefix { $0 == character })
                rest.removeFirst(run.count)
                guard let part = joda[run] else { return nil }
                result += part
            } else {
                rest.removeFirst()
                result += character == "%" ? "%%" : String(character)
            }
        }
        return result
    }

    private static func quoted(_ rest: inout Substring) -> String? {
        rest.removeFirst()
        if rest.first == "'" {
            rest.removeFirst()
            return "'"
        }
        let text = rest.prefix { $0 != "'" }
        rest.removeFirst(text.count)
        guard rest.popFirst() == "'" else { return nil }
        return String(text).replacingAll("%", with: "%%")
    }
}
