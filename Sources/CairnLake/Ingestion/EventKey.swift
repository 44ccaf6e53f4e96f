import CairnModel

/// An `eventID` in sixteen bytes: a UUID as it is, any other text by a hash.
struct EventKey: Sendable, Hashable {
    private let high: UInt64
    private let low: UInt64

    init(_ text: UnsafeRawBufferPointer) {
        if let (high, low) = Self.uuid(text) {
            (self.high, self.low) = (high, low)
        } else {
            (high, low) = Self.hash(text)
        }
    }

    init(_ text: String) {
        self = Array(text.utf8).withUnsafeBytes { EventKey($0) }
    }

    /// `nil` if the record has none.
    init?(_ slice: JSONSlice, in bytes: UnsafeRawBufferPointer) {
        guard let text = slice.quotedBytes(in: bytes), !text.isEmpty else { return nil }
        self.init(text)
    }

    private static func uuid(_ text: UnsafeRawBufferPointer) -> (UInt64, UInt64)? {
        guard text.count == 36 else { return nil }
        var words: (UInt64, UInt64) = (0, 0)
        var digits = 0
        for (index, byte) in text.enumerated() {
            if [8, 13, 18, 23].contains(index) {
                guard byte == UInt8(ascii: "-") else { return nil }
                continue
            }
            let nibble: UInt64
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): nibble = UInt64(byte - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"): nibble = UInt64(byte - UInt8(ascii: "a") + 10)
            default: return nil
            }
            if digits < 16 { words.0 = words.0 << 4 | nibble } else { words.1 = words.1 << 4 | nibble }
            digits += 1
        }
        return words
    }

    /// FNV-1a, twice with different beginnings. Ids of other forms than AWS's are few.
    private static func hash(_ text: UnsafeRawBufferPointer) -> (UInt64, UInt64) {
        var (first, second): (UInt64, UInt64) = (0xcbf2_9ce4_8422_2325, 0x6c62_272e_07bb_0142)
        for byte in text {
            first = (first ^ UInt64(byte)) &* 0x100_0000_01b3
            second = (second ^ UInt64(byte)) &* 0x1_0000_01b3 ^ (first >> 29)
        }
        return (first, second)
    }
}
