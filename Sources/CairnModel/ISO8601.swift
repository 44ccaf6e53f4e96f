/// Dates as AWS writes them: `2026-02-03T04:05:06Z`, always UTC.
///
/// Source: RFC 3339; the day arithmetic is the proleptic Gregorian calendar.
public enum ISO8601 {
    /// Returns the extended form in whole seconds, such as `2026-02-03T04:05:06Z`.
    /// - Parameter seconds: seconds since 1970-01-01T00:00:00Z.
    public static func string(epochSeconds seconds: Int64) -> String {
        let time = CivilTime(epochSeconds: seconds)
        if let text = time.text(separators: ("-", ":")) { return text }
        return time.dateText(separator: "-") + "T" + time.timeText(separator: ":") + "Z"
    }

    /// Returns the compact form of Signature Version 4 and log file names, such as `20260203T040506Z`.
    public static func compactString(epochSeconds seconds: Int64) -> String {
        let time = CivilTime(epochSeconds: seconds)
        if let text = time.text(separators: nil) { return text }
        return time.dateText(separator: "") + "T" + time.timeText(separator: "") + "Z"
    }

    /// Reads `yyyy-MM-ddTHH:mm:ss[.fraction](Z|±hh:mm)`, and the compact `yyyyMMddTHHmmssZ`.
    ///
    /// Returns seconds since the epoch with the fraction, or `nil` for another text or a date that does not exist.
    public static func parse(_ text: String) -> Double? {
        var reader = ISO8601Reader(Array(text.utf8))
        return reader.read()
    }
}

/// A point in time split into the fields of a calendar, in UTC.
public struct CivilTime: Sendable, Hashable {
    public var year: Int
    public var month: Int
    public var day: Int
    public var hour: Int
    public var minute: Int
    public var second: Int

    public init(epochSeconds: Int64) {
        let days = Int(epochSeconds.flooredDivision(by: 86_400))
        let rest = Int(epochSeconds - Int64(days) * 86_400)
        (year, month, day) = Self.date(daysSinceEpoch: days)
        hour = rest / 3600
        minute = rest / 60 % 60
        second = rest % 60
    }

    /// The number of days from 1970-01-01 to a date.
    public static func daysSinceEpoch(year: Int, month: Int, day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = Int(Int64(shifted).flooredDivision(by: 400))
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func date(daysSinceEpoch days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = Int(Int64(shifted).flooredDivision(by: 146_097))
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch + (monthFromMarch < 10 ? 3 : -9)
        return (
            yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        )
    }

    /// The date as `2026-02-03` with the separator given.
    public func dateText(separator: String) -> String {
        Self.padded(year, to: 4) + separator + Self.padded(month, to: 2) + separator + Self.padded(day, to: 2)
    }

    /// The time of day as `04:05:06` with the separator given.
    public func timeText(separator: String) -> String {
        Self.padded(hour, to: 2) + separator + Self.padded(minute, to: 2) + separator + Self.padded(second, to: 2)
    }

    private static func padded(_ value: Int, to width: Int) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }
}

extension CivilTime {
    /// Date and time digit by digit into one buffer, as nearly every record needs it; `nil` for years that do not have
    /// four digits.
    fileprivate func text(separators: (date: Unicode.Scalar, time: Unicode.Scalar)?) -> String? {
        guard (0...9999).contains(year) else { return nil }
        let dash = separators.map { UInt8(ascii: $0.date) }
        let colon = separators.map { UInt8(ascii: $0.time) }
        return String(unsafeUninitializedCapacity: 20) { buffer in
            var end = 0
            Self.put(year / 100, then: nil, into: buffer, at: &end)
            Self.put(year % 100, then: dash, into: buffer, at: &end)
            Self.put(month, then: dash, into: buffer, at: &end)
            Self.put(day, then: UInt8(ascii: "T"), into: buffer, at: &end)
            Self.put(hour, then: colon, into: buffer, at: &end)
            Self.put(minute, then: colon, into: buffer, at: &end)
            Self.put(second, then: UInt8(ascii: "Z"), into: buffer, at: &end)
            return end
        }
    }

    @inline(__always)
    private static func put(
        _ value: Int, then separator: UInt8?, into buffer: UnsafeMutableBufferPointer<UInt8>, at end: inout Int
    ) {
        buffer[end] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value / 10)
        buffer[end + 1] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value % 10)
        end += 2
        guard let separator else { return }
        buffer[end] = separator
        end += 1
    }
}

extension Int64 {
    fileprivate func flooredDivision(by divisor: Int64) -> Int64 {
        self >= 0 ? self / divisor : -((-self + divisor - 1) / divisor)
    }
}

private struct ISO8601Reader {
    let bytes: [UInt8]
    var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func read() -> Double? {
        guard let year = digits(4) else { return nil }
        let extended = skip(UInt8(ascii: "-"))
        guard let month = digits(2), !extended || skip(UInt8(ascii: "-")), let day = digits(2),
            (1...12).contains(month), (1...Self.length(ofMonth: month, year: year)).contains(day),
            skip(UInt8(ascii: "T")) || skip(UInt8(ascii: " ")), let seconds = timeOfDay(extended: extended),
            let offset = zoneOffset(), position == bytes.count
        else { return nil }
        let days = CivilTime.daysSinceEpoch(year: year, month: month, day: day)
        return Double(days * 86_400 - offset) + seconds
    }

    private mutating func timeOfDay(extended: Bool) -> Double? {
        guard let hour = digits(2), !extended || skip(UInt8(ascii: ":")), let minute = digits(2),
            !extended || skip(UInt8(ascii: ":")), let second = digits(2), hour < 24, minute < 60, second < 61
        else { return nil }
        return Double(hour * 3600 + minute * 60 + second) + fraction()
    }

    private mutating func fraction() -> Double {
        guard skip(UInt8(ascii: ".")) else { return 0 }
        var value = 0.0
        var scale = 0.1
        while let digit = digits(1) {
            value += Double(digit) * scale
            scale /= 10
        }
        return value
    }

    private mutating func zoneOffset() -> Int? {
        if skip(UInt8(ascii: "Z")) { return 0 }
        let sign = skip(UInt8(ascii: "+")) ? 1 : skip(UInt8(ascii: "-")) ? -1 : 0
        guard sign != 0, let hours = digits(2) else { return nil }
        _ = skip(UInt8(ascii: ":"))
        guard let minutes = digits(2) else { return nil }
        return sign * (hours * 3600 + minutes * 60)
    }

    private mutating func digits(_ count: Int) -> Int? {
        guard position + count <= bytes.count else { return nil }
        var value = 0
        for index in position..<position + count {
            guard bytes[index] >= UInt8(ascii: "0"), bytes[index] <= UInt8(ascii: "9") else { return nil }
            value = value * 10 + Int(bytes[index] - UInt8(ascii: "0"))
        }
        position += count
        return value
    }

    private mutating func skip(_ byte: UInt8) -> Bool {
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    private static func length(ofMonth month: Int, year: Int) -> Int {
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    }
}
