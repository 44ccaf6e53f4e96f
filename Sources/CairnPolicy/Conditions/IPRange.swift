/// An IP address, or the addresses that share its first bits; version 4 or 6.
///
/// Source: RFC 4632 and RFC 4291. An IPv4 address in IPv6 clothes (`::ffff:203.0.113.7`) is taken as IPv4.
struct IPRange: Sendable, Hashable {
    /// Four or sixteen.
    private let bytes: [UInt8]
    private let prefixBits: Int

    init?(_ text: String) {
        guard text.utf8.count <= 64 else { return nil }
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard var bytes = Self.version4(parts[0]) ?? Self.version6(parts[0]) else { return nil }
        var prefixBits = bytes.count * 8
        if parts.count == 2 {
            guard let bits = Self.decimal(parts[1], max: prefixBits) else { return nil }
            prefixBits = bits
        }
        if bytes.count == 16, prefixBits >= 96, bytes[..<10].allSatisfy({ $0 == 0 }), bytes[10..<12] == [0xFF, 0xFF] {
            bytes = Array(bytes[12...])
            prefixBits -= 96
        }
        self.bytes = bytes
        self.prefixBits = prefixBits
    }

    /// Whether all of another range lies in this one.
    func contains(_ other: IPRange) -> Bool {
        guard bytes.count == other.bytes.count, other.prefixBits >= prefixBits else { return false }
        for (index, byte) in bytes.enumerated() {
            let bits = min(8, max(0, prefixBits - index * 8))
            let mask = UInt8(truncatingIfNeeded: 0xFF00 >> bits)
            if (byte ^ other.bytes[index]) & mask != 0 { return false }
        }
        return true
    }

    private static func version4(_ text: Substring) -> [UInt8]? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var bytes: [UInt8] = []
        for part in parts {
            guard let value = decimal(part, max: 255) else { return nil }
            bytes.append(UInt8(value))
        }
        return bytes
    }

    private static func version6(_ text: Substring) -> [UInt8]? {
        guard text.contains(":") else { return nil }
        guard let gap = doubleColon(in: text) else {
            let bytes = groups(text)
            return bytes?.count == 16 ? bytes : nil
        }
        let rest = text[text.index(gap, offsetBy: 2)...]
        guard let head = groups(text[..<gap]), let tail = groups(rest), head.count + tail.count <= 14 else {
            return nil
        }
        return head + [UInt8](repeating: 0, count: 16 - head.count - tail.count) + tail
    }

    private static func doubleColon(in text: Substring) -> Substring.Index? {
        var previous: Substring.Index?
        for index in text.indices {
            if let previous, text[previous] == ":", text[index] == ":" { return previous }
            previous = index
        }
        return nil
    }

    /// Groups of up to four hexadecimal digits; the last may be an IPv4 address.
    private static func groups(_ text: Substring) -> [UInt8]? {
        guard !text.isEmpty else { return [] }
        var bytes: [UInt8] = []
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            if index == parts.count - 1, part.contains("."), let last = version4(part) {
                bytes += last
            } else if let group = hexadecimal(part) {
                bytes += [UInt8(group >> 8), UInt8(group & 0xFF)]
            } else {
                return nil
            }
        }
        return bytes.count <= 16 ? bytes : nil
    }

    private static func hexadecimal(_ text: Substring) -> UInt16? {
        guard (1...4).contains(text.utf8.count), text.first != "+", text.first != "-" else { return nil }
        return UInt16(text, radix: 16)
    }

    private static func decimal(_ text: Substring, max: Int) -> Int? {
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        guard (1...3).contains(text.utf8.count), text.utf8.allSatisfy(digits.contains), let value = Int(text),
            value <= max
        else { return nil }
        return value
    }
}
