/// A range of IP addresses in CIDR notation, such as `10.0.0.0/8` or `::1`.
///
/// Source: RFC 4632 and RFC 4291, section 2.3.
public struct AddressRange: Sendable, Hashable {
    private let prefix: [UInt8]
    private let prefixBitCount: Int

    /// Reads an address, with or without a prefix length; `nil` for another text.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = parts.first, let bytes = IPAddress.bytes(String(address)) else { return nil }
        let bitCount = parts.count == 2 ? Int(parts[1]) : bytes.count * 8
        guard let bitCount, (0...bytes.count * 8).contains(bitCount) else { return nil }
        prefix = bytes
        prefixBitCount = bitCount
    }

    /// Whether an address as text lies in the range. An IPv4 address in IPv6 form counts as IPv4.
    public func contains(_ address: String) -> Bool {
        guard let bytes = IPAddress.bytes(address), bytes.count == prefix.count else { return false }
        let (wholeBytes, bits) = (prefixBitCount / 8, prefixBitCount % 8)
        guard bytes[..<wholeBytes] == prefix[..<wholeBytes] else { return false }
        guard bits > 0 else { return true }
        return (bytes[wholeBytes] ^ prefix[wholeBytes]) >> UInt8(8 - bits) == 0
    }
}

/// IP addresses as text.
enum IPAddress {
    /// The 4 or 16 bytes of an address, `nil` if the text is none.
    static func bytes(_ text: String) -> [UInt8]? {
        if let bytes = ipv4(Substring(text)) { return bytes }
        guard let bytes = ipv6(text) else { return nil }
        let mapped = bytes[..<10].allSatisfy { $0 == 0 } && bytes[10] == 0xff && bytes[11] == 0xff
        return mapped ? Array(bytes[12...]) : bytes
    }

    private static func ipv4(_ text: Substring) -> [UInt8]? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var bytes: [UInt8] = []
        for part in parts {
            guard (1...3).contains(part.utf8.count), part.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
                let byte = UInt8(part)
            else { return nil }
            bytes.append(byte)
        }
        return bytes
    }

    private static func ipv6(_ text: String) -> [UInt8]? {
        guard text.utf8.count <= 45, text.contains(":") else { return nil }
        let halves = text.components(separatedByDoubleColon: ())
        guard halves.count <= 2, let head = groups(halves[0]) else { return nil }
        guard halves.count == 2 else { return head.count == 16 ? head : nil }
        guard let tail = groups(halves[1]), head.count + tail.count <= 14 else { return nil }
        return head + [UInt8](repeating: 0, count: 16 - head.count - tail.count) + tail
    }

    private static func groups(_ text: Substring) -> [UInt8]? {
        guard !text.isEmpty else { return [] }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        var bytes: [UInt8] = []
        for (index, part) in parts.enumerated() {
            if index == parts.count - 1, part.contains("."), let tail = ipv4(part) {
                bytes += tail
            } else {
                guard (1...4).contains(part.utf8.count), part.utf8.allSatisfy({ $0 != 0x2b && $0 != 0x2d }),
                    let group = UInt16(part, radix: 16)
                else { return nil }
                bytes += [UInt8(group >> 8), UInt8(group & 0xff)]
            }
        }
        return bytes
    }
}

extension String {
    fileprivate func components(separatedByDoubleColon: Void) -> [Substring] {
        var parts: [Substring] = []
        var start = startIndex
        var position = startIndex
        while position < endIndex {
            let next = index(after: position)
            if self[position] == ":", next < endIndex, self[next] == ":" {
                parts.append(self[start..<position])
                start = index(after: next)
                position = start
            } else {
                position = next
            }
        }
        return parts + [self[start...]]
    }
}
