import CairnModel

/// Reads what is percent-encoded in paths, query strings and forms.
///
/// Source: RFC 3986, section 2; forms by the WHATWG URL Standard (`+` for a blank).
enum PercentEncoding {
    /// Returns the text that the bytes encode. A `%` without two digits stays as it is; invalid UTF-8 is repaired.
    static func decode(_ bytes: some RandomAccessCollection<UInt8>, plusIsBlank: Bool) -> String {
        guard needsDecoding(bytes, plusIsBlank: plusIsBlank) else { return String(decoding: bytes, as: UTF8.self) }
        var plain: [UInt8] = []
        plain.reserveCapacity(bytes.count)
        var index = bytes.startIndex
        while index != bytes.endIndex {
            let byte = bytes[index]
            if byte == UInt8(ascii: "%"), bytes.distance(from: index, to: bytes.endIndex) > 2,
                let high = HexDigits.value(of: bytes[bytes.index(index, offsetBy: 1)]),
                let low = HexDigits.value(of: bytes[bytes.index(index, offsetBy: 2)])
            {
                plain.append(high << 4 | low)
                index = bytes.index(index, offsetBy: 3)
                continue
            }
            plain.append(plusIsBlank && byte == UInt8(ascii: "+") ? 0x20 : byte)
            index = bytes.index(after: index)
        }
        return String(decoding: plain, as: UTF8.self)
    }

    private static func needsDecoding(_ bytes: some RandomAccessCollection<UInt8>, plusIsBlank: Bool) -> Bool {
        bytes.contains { $0 == UInt8(ascii: "%") || (plusIsBlank && $0 == UInt8(ascii: "+")) }
    }
}
