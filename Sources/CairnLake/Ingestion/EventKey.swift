import CairnModel
import Crypto

/// An `eventID` in sixteen bytes: a UUID as it is, any other text by a hash. Records of `eventVersion` 1.0 have no
/// `eventID`: the SHA-256 of such a record, in hexadecimal digits, stands for it.
struct EventKey: Sendable, Hashable {
    let high: UInt64
    let low: UInt64

    init(_ text: UnsafeRawBufferPointer) {
        if let (high, low) = Self.uuid(text) {
            (self.high, self.low) = (high, low)
        } else {
            (high, low) = Self.hash(text)
        }
    }

    /// Of a record without an `eventID`.
    init(unnamed record: some Sequence<UInt8>) {
        var digits: [UInt8] = []
        digits.reserveCapacity(64)
        for byte in SHA256.hash(data: Array(record)) {
            digits.append(HexDigits.lowercase(byte >> 4))
            digits.append(HexDigits.lowercase(byte & 15))
        }
        self = digits.withUnsafeBytes { EventKey($0) }
    }

    /// Of a record as it stands on a line of a store.
    init(of record: UnsafeRawBufferPointer) {
        let view = RecordView(scanning: record)
        self = view.flatMap { EventKey($0.eventID, in: record) } ?? EventKey(unnamed: record)
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
        let dash = UInt8(ascii: "-")
        guard text.count == 36, text[8] == dash, text[13] == dash, text[18] == dash, text[23] == dash,
            let first = hex(text, 0, 8), let second = hex(text, 9, 4), let third = hex(text, 14, 4),
            let fourth = hex(text, 19, 4), let fifth = hex(text, 24, 12)
        else { return nil }
        return (first << 32 | second << 16 | third, fourth << 48 | fifth)
    }

    @inline(__always)
    private static func hex(_ text: UnsafeRawBufferPointer, _ start: Int, _ count: Int) -> UInt64? {
        var value: UInt64 = 0
        for index in start..<start + count {
            let byte = text[index]
            let nibble: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): nibble = byte &- UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): nibble = byte &- UInt8(ascii: "a") &+ 10
            default: return nil
            }
            value = value << 4 | UInt64(nibble)
        }
        return value
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
