/// Which keys are those of log files.
///
///     [prefix/]AWSLogs/222233334444/CloudTrail/eu-west-1/2026/03/01/
///         222233334444_CloudTrail_eu-west-1_20260301T1015Z_Qm3tYx81LpZc0VdN.json.gz
///
/// Digests, Insights, network activity and aggregated events have other names.
public enum LogFileKey {
    private static let mark = Array("_CloudTrail_".utf8)
    private static let ending = Array(".json.gz".utf8)

    /// Whether the whole key is `….+_CloudTrail_[\w-]+_<8 digits>T<4 digits>Z_\w+.json.gz`, as the Java library asks.
    public static func isLogFile(_ key: String) -> Bool {
        let bytes = Array(key.utf8)
        guard bytes.count > mark.count + ending.count, bytes.suffix(ending.count).elementsEqual(ending) else {
            return false
        }
        let text = bytes.dropLast(ending.count)
        var start = 1
        while start + mark.count < text.count {
            if text[start..<start + mark.count].elementsEqual(mark), isRest(text[(start + mark.count)...]) {
                return true
            }
            start += 1
        }
        return false
    }

    /// The account in the name of a log file: what stands between the last slash and the first underscore behind it.
    public static func account(in key: String) -> String? {
        guard let name = key.split(separator: "/", omittingEmptySubsequences: false).last,
            let end = name.firstIndex(of: "_")
        else { return nil }
        return String(name[..<end])
    }

    /// Region, time and unique text.
    private static func isRest(_ text: ArraySlice<UInt8>) -> Bool {
        guard text.allSatisfy({ isWord($0) || $0 == UInt8(ascii: "-") }) else { return false }
        let time = 16  // _20260301T1015Z_
        var start = text.startIndex + 1
        while start + time < text.endIndex {
            if isTime(text[start..<start + time]), text[(start + time)...].allSatisfy(isWord) { return true }
            start += 1
        }
        return false
    }

    private static func isTime(_ text: ArraySlice<UInt8>) -> Bool {
        for (index, byte) in text.enumerated() {
            switch index {
            case 0, 15: guard byte == UInt8(ascii: "_") else { return false }
            case 9: guard byte == UInt8(ascii: "T") else { return false }
            case 14: guard byte == UInt8(ascii: "Z") else { return false }
            default: guard isDigit(byte) else { return false }
            }
        }
        return true
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte == UInt8(ascii: "_")
    }
}
