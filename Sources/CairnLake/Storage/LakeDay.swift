import CairnModel

/// A day of UTC: what events are kept by.
public struct LakeDay: Sendable, Hashable, Comparable {
    /// From 1970-01-01.
    public let daysSinceEpoch: Int

    public init(daysSinceEpoch: Int) { self.daysSinceEpoch = daysSinceEpoch }

    /// The day of a time; times beyond some millions of years are in the first or the last.
    public init(epochSeconds: Double) {
        let days = (epochSeconds / 86_400).rounded(.down)
        daysSinceEpoch = days.isNaN ? 0 : Int(min(max(days, -1e9), 1e9))
    }

    /// Reads `2026-03-01`; what follows is not looked at. `nil` if there is no such date.
    public init?(_ text: some Sequence<UInt8>) {
        var digits: [Int] = []
        digits.reserveCapacity(10)
        for byte in text.prefix(10) { digits.append(Int(byte) - 0x30) }
        let dash = Int(UInt8(ascii: "-")) - 0x30
        guard digits.count == 10, digits[4] == dash, digits[7] == dash else { return nil }
        for index in [0, 1, 2, 3, 5, 6, 8, 9] where !(0...9).contains(digits[index]) { return nil }
        let year = digits[0] * 1000 + digits[1] * 100 + digits[2] * 10 + digits[3]
        let month = digits[5] * 10 + digits[6]
        let day = digits[8] * 10 + digits[9]
        guard year > 0, (1...12).contains(month), (1...31).contains(day) else { return nil }
        daysSinceEpoch = CivilTime.daysSinceEpoch(year: year, month: month, day: day)
        guard Self.text(daysSinceEpoch).utf8.suffix(2).elementsEqual(Self.twoDigits(day)) else { return nil }
    }

    /// The day of an `eventTime`; `nil` if it is absent or no time.
    init?(_ eventTime: JSONSlice, in bytes: UnsafeRawBufferPointer) {
        guard let text = eventTime.quotedBytes(in: bytes), !eventTime.hasEscape, text.count >= 19,
            text[10] == UInt8(ascii: "T") || text[10] == UInt8(ascii: " ")
        else { return nil }
        if text.count == 20, text[19] == UInt8(ascii: "Z") {
            self.init(text)
            return
        }
        guard let seconds = eventTime.string(in: bytes).flatMap(ISO8601.parse) else { return nil }
        self.init(epochSeconds: seconds)
    }

    /// The seconds since the epoch of an `eventTime` on this day; `nil` if it is no time.
    func time(of eventTime: JSONSlice, in bytes: UnsafeRawBufferPointer) -> Double? {
        guard let text = eventTime.quotedBytes(in: bytes), text.count == 20, text[19] == UInt8(ascii: "Z") else {
            return eventTime.string(in: bytes).flatMap(ISO8601.parse)
        }
        var parts = [0, 0, 0]
        for part in 0..<3 {
            let (tens, ones) = (Int(text[11 + part * 3]) - 0x30, Int(text[12 + part * 3]) - 0x30)
            guard (0...9).contains(tens), (0...9).contains(ones) else { return nil }
            parts[part] = tens * 10 + ones
        }
        guard parts[0] < 24, parts[1] < 60, parts[2] < 61 else { return nil }
        return start + Double(parts[0] * 3600 + parts[1] * 60 + parts[2])
    }

    /// `2026-03-01`
    public var text: String { Self.text(daysSinceEpoch) }

    /// When the day begins, in seconds since the epoch.
    public var start: Double { Double(daysSinceEpoch) * 86_400 }

    /// When the day is over.
    public var end: Double { start + 86_400 }

    public static func < (left: Self, right: Self) -> Bool { left.daysSinceEpoch < right.daysSinceEpoch }

    private static func text(_ days: Int) -> String {
        CivilTime(epochSeconds: Int64(days) * 86_400).dateText(separator: "-")
    }

    private static func twoDigits(_ value: Int) -> [UInt8] {
        [UInt8(0x30 + value / 10), UInt8(0x30 + value % 10)]
    }
}
