import CairnModel

/// Bytes as pairs of digits.
enum Hexadecimal {
    static func text(_ bytes: [UInt8]) -> String {
        String(decoding: bytes.flatMap { [HexDigits.lowercase($0 >> 4), HexDigits.lowercase($0 & 15)] }, as: UTF8.self)
    }

    /// Pairs that are none are left out.
    static func bytes(_ text: String) -> [UInt8] {
        let digits = text.utf8.compactMap(HexDigits.value)
        return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }
}
