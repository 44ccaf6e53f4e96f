/// A date or a time as text: `YYYY-MM-DD[ hh:mm[:ss[.fff]]][ zone]`, with `T` for the blank and `Z` for the zone.
struct MomentText {
    private(set) var date = ""
    /// `hh:mm:ss[.ffffff]`; `nil` for a date alone.
    private(set) var time: String?
    private(set) var zone: String?
    /// How many digits were written behind the second.
    private(set) var precision = 0

    init?(_ text: String) {
        var rest = Substring(text.trimmingBlanks)
        guard let year = Self.number(&rest, 4...4), Self.skip(&rest, "-"), let month = Self.number(&rest, 1...2),
            Self.skip(&rest, "-"), let day = Self.number(&rest, 1...2), (1...12).contains(month),
            day >= 1, day <= Self.dayCount(year, month)
        else { return nil }
        date = "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))"
        guard !rest.isEmpty else { return }
        guard Self.skip(&rest, " ") || Self.skip(&rest, "T"), readTime(&rest) else { return nil }
        let zone = String(rest).trimmingBlanks
        guard !zone.isEmpty else { return }
        guard let name = ZoneName.canonical(zone) else { return nil }
        self.zone = name
    }

    private mutating func readTime(_ rest: inout Substring) -> Bool {
        guard let hour = Self.number(&rest, 1...2), hour < 24, Self.skip(&rest, ":"),
            let minute = Self.number(&rest, 1...2), minute < 60
        else { return false }
        var second = 0
        var fraction = ""
        if Self.skip(&rest, ":") {
            guard let value = Self.number(&rest, 1...2), value < 60 else { return false }
            second = value
            if Self.skip(&rest, ".") {
                fraction = String(rest.prefix { $0.isASCII && $0.isNumber })
                rest.removeFirst(fraction.count)
                guard (1...12).contains(fraction.count) else { return false }
                precision = fraction.count
            }
        }
        let whole = [hour, minute, second].map { Self.padded($0, 2) }.joined(separator: ":")
        time = fraction.isEmpty ? whole : whole + "." + fraction.prefix(6)
        return true
    }

    private static func number(_ rest: inout Substring, _ length: ClosedRange<Int>) -> Int? {
        let digits = rest.prefix(length.upperBound).prefix { $0.isASCII && $0.isNumber }
        guard digits.count >= length.lowerBound, let value = Int(digits) else { return nil }
        rest.removeFirst(digits.count)
        return value
    }

    private static func skip(_ rest: inout Substring, _ character: Character) -> Bool {
        guard rest.first == character else { return false }
        rest.removeFirst()
        return true
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    private static func dayCount(_ year: Int, _ month: Int) -> Int {
        let isLeap = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
        return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
    }

    /// The literal, with the type that Trino gives to such a text.
    func bound(at position: SourcePosition) -> BoundExpression {
        guard let time else { return BoundExpression(.literal(.moment(date)), .date, position) }
        let type = zone.map(SQLType.timestampWithZone) ?? .timestamp
        return BoundExpression(.literal(.moment(date + " " + time)), type, position)
    }

    /// The literal as a timestamp, midnight for a date.
    func boundTimestamp(at position: SourcePosition) -> BoundExpression {
        let type = zone.map(SQLType.timestampWithZone) ?? .timestamp
        return BoundExpression(.literal(.moment(date + " " + (time ?? "00:00:00"))), type, position)
    }
}

extension String {
    var trimmingBlanks: String {
        var text = Substring(self)
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
