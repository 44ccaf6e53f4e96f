/// A time zone as statements name it: `Europe/Berlin`, `UTC`, `+02:00`.
enum ZoneName {
    private static let utc: Set = [
        "z", "utc", "gmt", "ut", "gmt0", "zulu", "universal", "uct", "greenwich", "etc/utc", "etc/gmt", "etc/gmt0",
        "etc/uct", "etc/universal", "etc/zulu", "etc/greenwich",
    ]

    /// The zone as results name it; `nil` for what is no zone.
    static func canonical(_ text: String) -> String? {
        if utc.contains(text.lowercased()) { return "UTC" }
        if let minutes = offset(text) { return name(ofOffset: minutes) }
        let isName =
            (text.first?.isLetter ?? false) && text.count <= 50
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_+-/".contains($0)) }
        return isName ? text : nil
    }

    /// The zone at a distance from UTC, which is 14 hours at most; `nil` beyond.
    static func name(ofOffset minutes: Int) -> String? {
        guard abs(minutes) <= 14 * 60 else { return nil }
        if minutes == 0 { return "UTC" }
        return (minutes < 0 ? "-" : "+") + twoDigits(abs(minutes) / 60) + ":" + twoDigits(abs(minutes) % 60)
    }

    /// The minutes of `+hh:mm`, `+hhmm` and `+hh`; `nil` for names.
    static func offset(_ text: String) -> Int? {
        guard let sign = text.first, sign == "+" || sign == "-" else { return nil }
        let digits = text.dropFirst().filter { $0 != ":" }
        guard digits.count == 2 || digits.count == 4, digits.allSatisfy({ $0.isASCII && $0.isNumber }),
            text.count == 3 || text.count == 5 || (text.count == 6 && text.dropFirst(3).first == ":"),
            let hours = Int(digits.prefix(2)), let minutes = digits.count == 2 ? 0 : Int(digits.suffix(2)), minutes < 60
        else { return nil }
        return (sign == "-" ? -1 : 1) * (hours * 60 + minutes)
    }

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}
