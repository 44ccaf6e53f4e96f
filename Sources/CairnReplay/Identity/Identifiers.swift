import CairnModel

/// What in a record can be the identifier of a resource.
enum Identifiers {
    /// The texts of a value that an event may have in common with others.
    static func all(in json: JSON) -> Set<String> {
        var found: Set<String> = []
        forEachText(in: json, key: "") { _, text in
            if isIdentifier(text) { found.insert(text) }
        }
        return found
    }

    /// Eight characters or more and a digit among them, but no date, number or name of a region.
    static func isIdentifier(_ text: String) -> Bool {
        guard (8...2048).contains(text.utf8.count), text.utf8.contains(where: isDigit) else { return false }
        return !RegionName.isRegion(text) && !isDate(text) && Double(text) == nil || AccountID.isValid(text)
    }

    static func forEachText(in json: JSON, key: String, depth: Int = 0, _ body: (String, String) -> Void) {
        guard depth < 32 else { return }
        switch json {
        case .string(let text): body(key, text)
        case .array(let elements):
            for element in elements { forEachText(in: element, key: key, depth: depth + 1, body) }
        case .object(let object):
            for member in object.members { forEachText(in: member.value, key: member.key, depth: depth + 1, body) }
        default: break
        }
    }

    /// `Jul 10, 2023 12:25:04 PM`, `2026-02-03T04:05:06Z`, and what looks like them.
    static func isDate(_ text: String) -> Bool {
        let bytes = Array(text.utf8.prefix(40))
        if bytes.count >= 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            bytes[..<4].allSatisfy(isDigit), bytes[5..<7].allSatisfy(isDigit)
        {
            return true
        }
        let words = text.split { $0 == " " || $0 == "," || $0 == "\u{202F}" }
        return words.count >= 4 && words[0].count <= 3 && text.contains(":")
            && (text.hasSuffix("M") || text.hasSuffix("C") || text.hasSuffix("T"))
    }

    static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}

/// Names of regions, such as `eu-west-1`, and of zones in them, `eu-west-1b`.
enum RegionName {
    static func isRegion(_ text: some StringProtocol) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard (3...4).contains(parts.count), text.utf8.count <= 24, let number = parts.last,
            (1...2).contains(number.utf8.count), number.utf8.allSatisfy(Identifiers.isDigit)
        else { return false }
        return parts.dropLast().allSatisfy { part in
            part.utf8.count >= 2 && part.utf8.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
        } && parts[0].utf8.count <= 4
    }

    /// The region of a zone; `nil` if this is none.
    static func ofZone(_ text: some StringProtocol) -> String? {
        guard let last = text.last, ("a"..."z").contains(last) else { return nil }
        let region = String(text.dropLast())
        return isRegion(region) ? region : nil
    }
}
