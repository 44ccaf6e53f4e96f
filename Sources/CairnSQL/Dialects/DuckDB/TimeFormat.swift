/// A format of times, in pieces for `strftime` and `strptime`.
struct TimeFormat {
    enum Part: Hashable {
        case text(String)
        /// Less than three digits of the fraction of a second.
        case fraction(Int)
        /// `+0200`, or with a separator.
        case offset(String)
        case zone
    }

    private(set) var parts: [Part] = []
    private var hasYear = false
    private(set) var hasShortYear = false
    private var hasDay = false
    /// Whether more than milliseconds may be read, which Trino cuts off.
    private(set) var hasFraction = false

    var namesZone: Bool {
        parts.contains { part in
            if case .offset = part { return true }
            return part == .zone
        }
    }

    /// The format as one pattern; `nil` if it has parts that DuckDB's patterns do not have.
    var pattern: String? {
        if parts.isEmpty { return "" }
        guard parts.count == 1, case .text(let text) = parts[0] else { return nil }
        return text
    }

    /// The year that is meant where none is read: 2000 with a month or day, else 1970, with the first of January.
    var missingYear: String? { hasYear ? nil : hasDay ? "2000" : "1970" }

    /// Takes an offset off the end.
    mutating func removeLastOffset() -> Bool {
        guard case .offset = parts.last else { return false }
        parts.removeLast()
        return true
    }

    private mutating func append(_ text: String) {
        if case .text(let earlier) = parts.last {
            parts[parts.count - 1] = .text(earlier + text)
        } else {
            parts.append(.text(text))
        }
    }

    private mutating func appendLiteral(_ text: String) { append(text.replacingAll("%", with: "%%")) }

    // MARK: MySQL

    /// Source: Trino documentation, "MySQL date functions".
    private static let mySQL: [Character: String] = [
        "a": "%a", "b": "%b", "c": "%-m", "d": "%d", "e": "%-d", "f": "%f", "H": "%H", "h": "%I", "I": "%I", "i": "%M",
        "j": "%j", "k": "%-H", "l": "%-I", "M": "%B", "m": "%m", "p": "%p", "r": "%I:%M:%S %p", "S": "%S", "s": "%S",
        "T": "%H:%M:%S", "W": "%A", "Y": "%Y", "y": "%y", "%": "%%", "v": "%V", "x": "%G",
    ]

    /// A format of `date_format` and `date_parse`; `nil` if it has a part that means something else there.
    static func mySQL(_ format: String, parsing: Bool) -> TimeFormat? {
        var result = TimeFormat()
        var rest = Substring(format)
        while let character = rest.popFirst() {
            guard character == "%" else {
                result.appendLiteral(String(character))
                continue
            }
            guard let specifier = rest.popFirst() else { return nil }
            if "DUuVwX".contains(specifier) { return nil }
            if parsing, "vxjaW".contains(specifier) { return nil }
            if "Yy".contains(specifier) { result.hasYear = true }
            if specifier == "y" { result.hasShortYear = true }
            if "mcbMdej".contains(specifier) { result.hasDay = true }
            if specifier == "f" {
                result.hasFraction = true
                // Times have milliseconds.
                result.append(parsing ? "%n" : "%g000")
            } else if let text = mySQL[specifier] {
                result.append(text)
            } else {
                result.appendLiteral(String(specifier))
            }
        }
        return result
    }

    // MARK: Joda

    private static let joda: [String: String] = [
        "yyyy": "%Y", "y": "%Y", "YYYY": "%Y", "Y": "%Y", "yy": "%y", "YY": "%y", "MM": "%m", "M": "%-m", "MMM": "%b",
        "MMMM": "%B", "dd": "%d", "d": "%-d", "HH": "%H", "H": "%-H", "hh": "%I", "h": "%-I", "mm": "%M", "m": "%-M",
        "ss": "%S", "s": "%-S", "SSS": "%g", "a": "%p", "EEEE": "%A", "EEE": "%a", "EE": "%a", "E": "%a", "DDD": "%j",
        "D": "%-j", "xxxx": "%G", "x": "%G", "ww": "%V", "e": "%u", "G": "AD",
    ]

    /// A format of `format_datetime` and `parse_datetime`; `nil` if it has a part that is not known.
    ///
    /// Source: Trino documentation, "Java date functions".
    static func joda(_ format: String, parsing: Bool) -> TimeFormat? {
        var result = TimeFormat()
        var rest = Substring(format)
        while let character = rest.first {
            if character == "'" {
                guard let text = quoted(&rest) else { return nil }
                result.appendLiteral(text)
            } else if character.isASCII, character.isLetter {
                let run = String(rest.prefix { $0 == character })
                rest.removeFirst(run.count)
                guard result.append(joda: run, character, parsing: parsing) else { return nil }
            } else {
                rest.removeFirst()
                result.appendLiteral(String(character))
            }
        }
        return result
    }

    private mutating func append(joda run: String, _ letter: Character, parsing: Bool) -> Bool {
        if letter == "S", run.count != 3 {
            return appendFraction(run.count, parsing: parsing)
        }
        if letter == "Z" {
            parts.append(run.count > 2 ? .zone : .offset(run.count == 2 ? ":" : ""))
            return true
        }
        guard let part = Self.joda[run] else { return false }
        // Names of days count when they are read, and so does the century, which moves with the year of today.
        if parsing, "ExweGD".contains(letter) || part == "%y" { return false }
        if "yY".contains(letter) { hasYear = true }
        if "Md".contains(letter) { hasDay = true }
        append(part)
        return true
    }

    private mutating func appendFraction(_ digits: Int, parsing: Bool) -> Bool {
        if parsing {
            guard digits >= 6 else { return false }
            hasFraction = true
            append("%n")
        } else if digits > 3 {
            append("%g" + String(repeating: "0", count: digits - 3))
        } else {
            parts.append(.fraction(digits))
        }
        return true
    }

    private static func quoted(_ rest: inout Substring) -> String? {
        rest.removeFirst()
        if rest.first == "'" {
            rest.removeFirst()
            return "'"
        }
        var text = ""
        while let character = rest.popFirst() {
            if character != "'" {
                text.append(character)
            } else if rest.first == "'" {
                text.append("'")
                rest.removeFirst()
            } else {
                return text
            }
        }
        return nil
    }
}
