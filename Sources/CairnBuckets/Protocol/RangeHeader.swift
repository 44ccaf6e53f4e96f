import CairnObjects

/// The header Range.
///
/// Source: RFC 9110, section 14.1.2. What is not one range of bytes is passed over, as the RFC allows and S3 does.
enum RangeHeader {
    static func range(_ text: String) -> ObjectRange? {
        guard text.hasPrefix("bytes="), !text.contains(",") else { return nil }
        let parts = text.dropFirst("bytes=".count).split(
            separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        switch (number(parts[0]), number(parts[1])) {
        case (let first?, let last?): return first <= last ? .closed(first...min(last, Int.max - 1)) : nil
        case (let first?, nil): return parts[1].isEmpty ? .from(first) : nil
        case (nil, let count?): return parts[0].isEmpty ? .last(count) : nil
        case (nil, nil): return nil
        }
    }

    private static func number(_ text: Substring) -> Int? {
        text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ? Int(text) : nil
    }
}
