import CairnModel

/// An `eventTime` of the usual form, `2026-03-01T10:15:02Z`, as three words that compare as the text does.
struct EventTimeText: Sendable, Hashable, Comparable {
    private let first: UInt64
    private let second: UInt64
    private let third: UInt32

    /// `nil` for a time of another form.
    @inline(__always)
    init?(_ slice: JSONSlice, in bytes: UnsafeRawBufferPointer) {
        guard !slice.hasEscape, let text = slice.quotedBytes(in: bytes), text.count == 20 else { return nil }
        first = UInt64(bigEndian: text.loadUnaligned(fromByteOffset: 0, as: UInt64.self))
        second = UInt64(bigEndian: text.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        third = UInt32(bigEndian: text.loadUnaligned(fromByteOffset: 16, as: UInt32.self))
    }

    @inline(__always)
    static func < (left: EventTimeText, right: EventTimeText) -> Bool {
        if left.first != right.first { return left.first < right.first }
        if left.second != right.second { return left.second < right.second }
        return left.third < right.third
    }

    var text: String {
        var bytes: [UInt8] = []
        for shift in stride(from: 56, through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: first >> shift)) }
        for shift in stride(from: 56, through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: second >> shift)) }
        for shift in stride(from: 24, through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: third >> shift)) }
        return String(decoding: bytes, as: UTF8.self)
    }
}
