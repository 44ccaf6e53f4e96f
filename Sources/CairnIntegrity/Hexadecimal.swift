import CairnModel

/// Bytes as pairs of lower-case digits.
enum Hexadecimal {
    static func text(_ bytes: some Sequence<UInt8>) -> String {
        var digits: [UInt8] = []
        digits.reserveCapacity(2 * bytes.underestimatedCount)
        for byte in bytes {
            digits.append(HexDigits.lowercase(byte >> 4))
            digits.append(HexDigits.lowercase(byte & 0x0F))
        }
        return String(decoding: digits, as: UTF8.self)
    }

    /// Tells whether a text, in either case, says those bytes.
    static func isText(_ text: String, of bytes: some Sequence<UInt8>) -> Bool {
        var digits = text.utf8.makeIterator()
        for byte in bytes {
            guard let high = digits.next().flatMap(HexDigits.value), let low = digits.next().flatMap(HexDigits.value),
                high << 4 | low == byte
            else { return false }
        }
        return digits.next() == nil
    }

    /// Returns the bytes of a text in either case, `nil` for another text.
    static func bytes(_ text: String) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count / 2)
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = HexDigits.value(of: digits[index]), let low = HexDigits.value(of: digits[index + 1]) else {
                return nil
            }
            bytes.append(high << 4 | low)
        }
        return bytes
    }
}
