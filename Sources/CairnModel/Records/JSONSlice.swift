/// Where a value stands in a JSON text: a range of bytes, found by scanning and not yet decoded.
///
/// A slice is read against the bytes that it was found in; against others every reading is `nil` or nonsense,
/// but never out of bounds.
public struct JSONSlice: Sendable, Hashable {
    private let start: UInt32
    private let lengthAndEscape: UInt32  // the top bit: the text holds a backslash

    /// The value of a member that is not there.
    public static let absent = JSONSlice(start: 0, end: 0, hasEscape: false)

    @usableFromInline
    init(start: Int, end: Int, hasEscape: Bool) {
        self.start = UInt32(truncatingIfNeeded: start)
        lengthAndEscape = UInt32(truncatingIfNeeded: end - start) & 0x7fff_ffff | (hasEscape ? 0x8000_0000 : 0)
    }

    /// Whether the member is missing altogether; a `null` is not missing.
    public var isAbsent: Bool { lengthAndEscape & 0x7fff_ffff == 0 }

    /// The bytes of the value, with the quotes of a string.
    public var range: Range<Int> { Int(start)..<Int(start) + Int(lengthAndEscape & 0x7fff_ffff) }

    /// Whether a string's text needs unescaping before it can be compared.
    public var hasEscape: Bool { lengthAndEscape & 0x8000_0000 != 0 }

    /// The bytes of the value as they stand in the text, with quotes; `nil` if absent.
    @inlinable
    public func bytes(in text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
        let range = range
        guard !range.isEmpty, range.upperBound <= text.count else { return nil }
        return UnsafeRawBufferPointer(rebasing: text[range])
    }

    /// The bytes between the quotes of a string, escapes and all; `nil` if this is no string.
    /// Without ``hasEscape`` they are the text itself.
    @inlinable
    public func quotedBytes(in text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
        guard let bytes = bytes(in: text), bytes.count >= 2, bytes[0] == UInt8(ascii: "\"") else { return nil }
        return UnsafeRawBufferPointer(rebasing: bytes[1..<bytes.count - 1])
    }

    /// The text of a string; `nil` if this is none or is not valid.
    public func string(in text: UnsafeRawBufferPointer) -> String? {
        guard let quoted = quotedBytes(in: text) else { return nil }
        if hasEscape { return json(in: text)?.stringValue }
        return String(validating: quoted, as: UTF8.self)
    }

    /// The value of `true` or `false`; `nil` for anything else.
    public func bool(in text: UnsafeRawBufferPointer) -> Bool? {
        guard let bytes = bytes(in: text) else { return nil }
        if bytes.elementsEqual("true".utf8) { return true }
        return bytes.elementsEqual("false".utf8) ? false : nil
    }

    /// The decoded value; `nil` if absent or not valid JSON.
    public func json(in text: UnsafeRawBufferPointer) -> JSON? {
        guard let bytes = bytes(in: text) else { return nil }
        return try? JSON(parsing: bytes)
    }

    /// Whether this is a string of exactly that text.
    public func equals(_ other: StaticString, in text: UnsafeRawBufferPointer) -> Bool {
        guard !hasEscape, let quoted = quotedBytes(in: text) else { return false }
        return quoted.elementsEqual(UnsafeRawBufferPointer(start: other.utf8Start, count: other.utf8CodeUnitCount))
    }
}

extension JSONSlice {
    public func string(in text: [UInt8]) -> String? { text.withUnsafeBytes { string(in: $0) } }
    public func bool(in text: [UInt8]) -> Bool? { text.withUnsafeBytes { bool(in: $0) } }
    public func json(in text: [UInt8]) -> JSON? { text.withUnsafeBytes { json(in: $0) } }
}
