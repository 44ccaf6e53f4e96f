import CairnModel

/// The dates that policies hold: seconds since the epoch, or one of the W3C forms of ISO 8601, which may stop at the
/// year, the month, the day or the minute.
enum PolicyDate {
    /// Seconds since 1970-01-01T00:00:00Z, or `nil` for another text.
    static func seconds(_ text: String) -> Double? {
        guard text.utf8.count <= 64 else { return nil }
        if let epoch = epoch(text) { return epoch }
        return ISO8601.parse(text) ?? completed(text).flatMap(ISO8601.parse)
    }

    /// Four digits are a year; more or fewer are a time.
    private static func epoch(_ text: String) -> Double? {
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        guard text.utf8.count != 4, text.utf8.allSatisfy({ digits.contains($0) || $0 == UInt8(ascii: ".") }) else {
            return nil
        }
        return Double(text)
    }

    /// Adds what a shorter form leaves out.
    private static func completed(_ text: String) -> String? {
        guard let time = text.firstIndex(of: "T") else {
            switch text.utf8.count {
            case 4: return text + "-01-01T00:00:00Z"
            case 7: return text + "-01T00:00:00Z"
            default: return text + "T00:00:00Z"
            }
        }
        let zone = text[time...].firstIndex { $0 == "Z" || $0 == "+" || $0 == "-" } ?? text.endIndex
        guard text[time..<zone].utf8.count == 6 else { return nil }
        return text[..<zone] + ":00" + text[zone...]
    }
}
