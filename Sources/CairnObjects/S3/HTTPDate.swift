import CairnModel

/// The date of HTTP's headers, such as `Sun, 06 Nov 1994 08:49:37 GMT`.
///
/// Source: RFC 9110, section 5.6.7.
enum HTTPDate {
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// Seconds since the epoch; `nil` for a text of another form.
    static func seconds(_ text: String) -> Double? {
        let parts = text.utf8.split(separator: UInt8(ascii: " ")).map { Substring($0) }
        guard parts.count == 6, parts[5] == "GMT", let day = Int(parts[1]), 1...31 ~= day,
            let month = months.firstIndex(where: { $0 == parts[2] }), let year = Int(parts[3]), 1...9999 ~= year
        else { return nil }
        let time = parts[4].utf8.split(separator: UInt8(ascii: ":")).map { Int(Substring($0)) }
        guard time.count == 3, let hour = time[0], let minute = time[1], let second = time[2], 0...23 ~= hour,
            0...59 ~= minute, 0...60 ~= second
        else { return nil }
        let days = CivilTime.daysSinceEpoch(year: year, month: month + 1, day: day)
        return Double(days * 86_400 + hour * 3600 + minute * 60 + second)
    }
}
