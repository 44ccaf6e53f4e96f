/// Writes CBOR data items with definite lengths.
///
/// The caller writes as many items behind ``beginArray(count:)`` and ``beginMap(count:)`` as it has announced.
struct CBORWriter {
    private(set) var bytes: [UInt8] = []

    mutating func unsigned(_ value: UInt64) { head(major: 0, value) }

    /// Writes the integer -1 - `value`.
    mutating func negative(_ value: UInt64) { head(major: 1, value) }

    mutating func integer(_ value: Int64) {
        if value >= 0 { unsigned(UInt64(value)) } else { negative(UInt64(-1 - value)) }
    }

    mutating func byteString(_ value: [UInt8]) {
        head(major: 2, UInt64(value.count))
        bytes.append(contentsOf: value)
    }

    mutating func text(_ value: String) {
        head(major: 3, UInt64(value.utf8.count))
        bytes.append(contentsOf: value.utf8)
    }

    mutating func beginArray(count: Int) { head(major: 4, UInt64(count)) }
    mutating func beginMap(count: Int) { head(major: 5, UInt64(count)) }
    mutating func tag(_ number: UInt64) { head(major: 6, number) }
    mutating func boolean(_ value: Bool) { bytes.append(value ? 0xF5 : 0xF4) }
    mutating func null() { bytes.append(0xF6) }

    mutating func double(_ value: Double) {
        bytes.append(0xFB)
        append(value.bitPattern, byteCount: 8)
    }

    private mutating func head(major: UInt8, _ argument: UInt64) {
        let initial = major << 5
        switch argument {
        case 0..<24: bytes.append(initial | UInt8(argument))
        case 24..<0x100:
            bytes.append(initial | 24)
            append(argument, byteCount: 1)
        case 0x100..<0x1_0000:
            bytes.append(initial | 25)
            append(argument, byteCount: 2)
        case 0x1_0000..<0x1_0000_0000:
            bytes.append(initial | 26)
            append(argument, byteCount: 4)
        default:
            bytes.append(initial | 27)
            append(argument, byteCount: 8)
        }
    }

    private mutating func append(_ value: UInt64, byteCount: Int) {
        for shift in stride(from: (byteCount - 1) * 8, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(shift)))
        }
    }
}
