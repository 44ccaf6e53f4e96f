/// The names of regions, such as `eu-west-1` and `us-gov-east-1`.
enum RegionText {
    /// Whether a text can be the name of a region: letters, digits and hyphens, a letter first.
    static func isValid(_ text: some StringProtocol) -> Bool {
        guard let first = text.utf8.first, text.utf8.count <= 32, isLetter(first) else { return false }
        return text.utf8.allSatisfy { isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "-") }
    }

    /// The region that a host of AWS names, such as `eu-west-1` in `b.s3.eu-west-1.amazonaws.com`.
    static func find(inHost host: String?) -> String? {
        guard let host else { return nil }
        for label in host.split(separator: ".").dropFirst() {
            let parts = label.split(separator: "-", omittingEmptySubsequences: false)
            guard parts.count >= 3, parts[0].utf8.count == 2, let last = parts.last, last.utf8.count == 1,
                last.utf8.allSatisfy(isDigit), isValid(label)
            else { continue }
            return String(label)
        }
        return nil
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }
    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
