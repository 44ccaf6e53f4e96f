import CairnModel

/// Dates of HTTP headers: `Tue, 29 Apr 2014 18:30:38 GMT`.
///
/// Source: RFC 9110, section 5.6.7 (IMF-fixdate).
enum HTTPDate {
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]

    static func text(epochSeconds: Int64) -> String {
        let time = CivilTime(epochSeconds: epochSeconds)
        let dayNumber = CivilTime.daysSinceEpoch(year: time.year, month: time.month, day: time.day)
        // The epoch was a Thursday.
        let weekday = days[((dayNumber + 4) % 7 + 7) % 7]
        let day = time.day < 10 ? "0\(time.day)" : "\(time.day)"
        return "\(weekday), \(day) \(months[time.month - 1]) \(time.year) \(time.timeText(separator: ":")) GMT"
    }

    /// Reads the form above; the day's name may be missing, seconds may have a fraction, the zone is UTC.
    static func parse(_ text: String) -> Double? {
        let words = text.split(separator: " ", maxSplits: 8, omittingEmptySubsequences: true)
        let fields = words.first?.utf8.last == UInt8(ascii: ",") ? words.dropFirst() : words[...]
        guard fields.count == 5, let zone = fields.last, ["GMT", "UTC", "+0000", "Z"].contains(zone),
            let day = Int(fields[fields.startIndex]), (1...31).contains(day),
            let month = months.firstIndex(of: String(fields[fields.startIndex + 1])),
            let year = Int(fields[fields.startIndex + 2]), (0...9999).contains(year),
            let seconds = timeOfDay(fields[fields.startIndex + 3])
        else { return nil }
        return Double(CivilTime.daysSinceEpoch(year: year, month: month + 1, day: day) * 86_400) + seconds
    }

    private static func timeOfDay(_ text: Substring) -> Double? {
        let parts = text.split(separator: ":", maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count == 3, let hour = Int(parts[0]), (0..<24).contains(hour), let minute = Int(parts[1]),
            (0..<60).contains(minute), let second = Double(parts[2]), (0..<61).contains(second)
        else { return nil }
        return Double(hour * 3600 + minute * 60) + second
    }
}
