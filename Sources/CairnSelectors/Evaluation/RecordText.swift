import CairnModel

/// A JSON value in a record's bytes, as selectors read it.
struct RecordText {
    /// With the quotes of a string; empty for a member that is not there.
    var bytes: UnsafeRawBufferPointer
    var hasEscape: Bool

    init(bytes: UnsafeRawBufferPointer, hasEscape: Bool) {
        self.bytes = bytes
        self.hasEscape = hasEscape
    }

    @inline(__always)
    init(_ slice: JSONSlice, in bytes: UnsafeRawBufferPointer) {
        let range = slice.range
        let isWithin = range.upperBound <= bytes.count
        self.init(bytes: UnsafeRawBufferPointer(rebasing: bytes[isWithin ? range : 0..<0]), hasEscape: slice.hasEscape)
    }

    static var absent: RecordText {
        RecordText(bytes: UnsafeRawBufferPointer(start: nil, count: 0), hasEscape: false)
    }

    var isAbsent: Bool { bytes.isEmpty }

    /// A string's text without its quotes, or `true`, `false` and numbers as they stand; all else counts as missing.
    @inline(__always)
    var text: EventText {
        guard let first = bytes.first else { return .missing }
        switch first {
        case UInt8(ascii: "\""):
            if hasEscape { return unescaped }
            return .bytes(UnsafeRawBufferPointer(rebasing: bytes[1..<max(1, bytes.count - 1)]))
        case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "n"): return .missing
        default: return .bytes(bytes)
        }
    }

    @inline(never)
    private var unescaped: EventText {
        (try? JSON(parsing: bytes))?.stringValue.map(EventText.string) ?? .missing
    }

    func equals(_ other: StaticString) -> Bool {
        guard case .bytes(let bytes) = text else { return false }
        return bytes.elementsEqual(UnsafeRawBufferPointer(start: other.utf8Start, count: other.utf8CodeUnitCount))
    }
}
