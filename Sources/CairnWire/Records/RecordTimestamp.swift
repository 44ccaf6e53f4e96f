import CairnModel

/// Points in time as records hold them.
///
/// The most frequent form is Java's for US English, in UTC: `Jul 10, 2023 12:25:04 PM`; since 2023 some services write
/// a second comma, after the year. Newer REST JSON services write ISO 8601, EC2's answers milliseconds since the epoch.
enum RecordTimestamp {
    enum Style: Sendable, Hashable {
        case english
        /// With the second comma.
        case englishWithComma
        case iso8601
        case epochMilliseconds
    }

    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// The latest and earliest times that a calendar of four-digit years can hold, in seconds since the epoch.
    private static let calendarRange = -62_135_596_800.0...253_402_300_799.0

    /// Returns the JSON of a point in time.
    /// - Parameter seconds: seconds since the epoch; a time that no calendar holds becomes a plain number or null.
    static func json(_ seconds: Double, style: Style) -> JSON {
        guard calendarRange.contains(seconds) else { return JSONNumber(seconds).map(JSON.number) ?? .null }
        switch style {
        case .english, .englishWithComma:
            let text = englishString(
                epochSeconds: Int64(seconds.rounded(.down)), commaAfterYear: style == .englishWithComma)
            return .string(text)
        case .iso8601: return .string(isoString(seconds))
        case .epochMilliseconds: return .integer(Int64((seconds * 1000).rounded()))
        }
    }

    static func englishString(epochSeconds: Int64, commaAfterYear: Bool = false) -> String {
        let time = CivilTime(epochSeconds: epochSeconds)
        let hour = time.hour % 12 == 0 ? 12 : time.hour % 12
        let half = time.hour < 12 ? "AM" : "PM"
        let comma = commaAfterYear ? "," : ""
        return "\(months[time.month - 1]) \(time.day), \(time.year)\(comma) \(hour):\(padded(time.minute)):"
            + "\(padded(time.second)) \(half)"
    }

    /// ISO 8601 with as many digits of a fraction as are needed, at most six.
    private static func isoString(_ seconds: Double) -> String {
        let whole = Int64(seconds.rounded(.down))
        let microseconds = Int64(((seconds - Double(whole)) * 1_000_000).rounded())
        guard microseconds > 0, microseconds < 1_000_000 else {
            return ISO8601.string(epochSeconds: whole + microseconds / 1_000_000)
        }
        var fraction = String(repeating: "0", count: 6 - String(microseconds).utf8.count) + String(microseconds)
        while fraction.hasSuffix("0") { fraction.removeLast() }
        return String(ISO8601.string(epochSeconds: whole).dropLast()) + "." + fraction + "Z"
    }

    private static func padded(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }

    /// Reads any of the forms, as seconds since the epoch; numbers above the year 5138 in seconds are milliseconds.
    static func seconds(from json: JSON) -> Double? {
        switch json {
        case .string(let text):
            if let seconds = ISO8601.parse(text) ?? englishSeconds(text) { return seconds }
            return Double(text).flatMap(epochSeconds)
        case .number(let number): return Double(number.literal).flatMap(epochSeconds)
        default: return nil
        }
    }

    private static func epochSeconds(_ number: Double) -> Double? {
        guard number.isFinite else { return nil }
        return abs(number) >= 1e11 ? number / 1000 : number
    }

    /// Reads `Jul 10, 2023 12:25:04 PM`, with or without the second comma, with a narrow no-break space before the
    /// half of the day, and also the invalid `18:58:30 PM`.
    static func englishSeconds(_ text: String) -> Double? {
        let parts = text.split { $0 == " " || $0 == "," || $0 == "\u{202F}" || $0 == "\u{A0}" }
        guard parts.count == 5, let month = months.firstIndex(of: String(parts[0])), let day = Int(parts[1]),
            let year = Int(parts[2]), (1...31).contains(day), (1...9999).contains(year),
            let seconds = clockSeconds(parts[3], half: parts[4])
        else { return nil }
        return Double(CivilTime.daysSinceEpoch(year: year, month: month + 1, day: day) * 86_400 + seconds)
    }

    private static func clockSeconds(_ clock: Substring, half: Substring) -> Int? {
        let fields = clock.split(separator: ":").map { Int($0) }
        guard fields.count == 3, let hour = fields[0], let minute = fields[1], let second = fields[2],
            (0...23).contains(hour), (0...59).contains(minute), (0...60).contains(second)
        else { return nil }
        switch half {
        case "AM": return (hour == 12 ? 0 : hour) * 3600 + minute * 60 + second
        case "PM": return (hour < 12 ? hour + 12 : hour) * 3600 + minute * 60 + second
        default: return nil
        }
    }

    /// How a service's records write times, by model id, as observed in their newest records.
    /// - Parameter isCalledByService: whether the record is of a call that an AWS service made for somebody.
    static func style(service: String, isCalledByService: Bool = false) -> Style {
        if iso8601Services.contains(service) { return .iso8601 }
        if isCalledByService, commaFromServices.contains(service) { return .englishWithComma }
        return commaServices.contains(service) ? .englishWithComma : .english
    }

    private static let iso8601Services: Set<String> = ["rolesanywhere"]

    private static let commaServices: Set<String> = [
        "appmesh", "cloudhsmv2", "kms", "rbin", "secretsmanager", "ssm", "sts",
    ]

    /// Those whose records have the second comma only if the source of the call is a service, not an address: the same
    /// call is recorded twice, once in each spelling.
    private static let commaFromServices: Set<String> = ["health"]
}
