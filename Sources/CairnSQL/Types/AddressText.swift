/// An IP address as text, read as Trino does: IPv4 with four numbers, or IPv6 with at most one `::` and an IPv4 tail.
struct AddressText {
    /// 16 bytes; an IPv4 address is mapped into IPv6.
    private(set) var bytes: [UInt8]

    private static let mappedPrefix: [UInt8] = Array(repeating: 0, count: 10) + [0xFF, 0xFF]

    var isIPv4: Bool { bytes.prefix(12) == Self.mappedPrefix[...] }

    init?(_ text: some StringProtocol) {
        if let octets = Self.octets(text) {
            bytes = Self.mappedPrefix + octets
        } else if let groups = Self.groups(text) {
            bytes = groups.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        } else {
            return nil
        }
    }

    private static func octets(_ text: some StringProtocol) -> [UInt8]? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var octets: [UInt8] = []
        for part in parts {
            guard (1...3).contains(part.utf8.count), part.utf8.allSatisfy({ (48...57).contains($0) }),
                part.count == 1 || part.first != "0", let octet = UInt8(part)
            else { return nil }
            octets.append(octet)
        }
        return octets
    }

    private static func groups(_ text: some StringProtocol) -> [UInt16]? {
        let halves = text.split(separator: "::", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = list(halves[0], isLast: halves.count == 1) else { return nil }
        if halves.count == 1 { return first.count == 8 ? first : nil }
        guard let second = list(halves[1], isLast: true), first.count + second.count <= 7 else { return nil }
        return first + Array(repeating: 0, count: 8 - first.count - second.count) + second
    }

    /// Groups with `:` between them, the last of which may be an IPv4 address.
    private static func list(_ text: some StringProtocol, isLast: Bool) -> [UInt16]? {
        guard !text.isEmpty else { return [] }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        var groups: [UInt16] = []
        for (index, part) in parts.enumerated() {
            if isLast, index == parts.count - 1, let tail = octets(part) {
                groups += [UInt16(tail[0]) << 8 | UInt16(tail[1]), UInt16(tail[2]) << 8 | UInt16(tail[3])]
            } else {
                guard (1...4).contains(part.utf8.count),
                    part.utf8.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }),
                    let group = UInt16(part, radix: 16)
                else { return nil }
                groups.append(group)
            }
        }
        return groups
    }

    /// The bytes as hexadecimal digits.
    var digits: String { Self.digits(bytes) }

    static func digits(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined()
    }
}
