/// Finds the ends of JSON values without decoding them.
///
/// Tolerant: white space is allowed between tokens, and the text of numbers and literals is not checked. Never reads
/// outside the buffer; nesting is counted, not recursed into, and refused beyond ``JSON/maximumDepth``.
/// Every method returns `nil` where the text ends or breaks off.
public struct JSONScanner {
    public let bytes: UnsafeRawBufferPointer
    public var position: Int

    @inlinable
    public init(_ bytes: UnsafeRawBufferPointer, at position: Int = 0) {
        self.bytes = bytes
        self.position = position
    }

    /// Skips white space and returns the byte that follows, without taking it.
    @inlinable
    @inline(__always)
    public mutating func peek() -> UInt8? {
        while position < bytes.count {
            let byte = bytes[position]
            if byte > 0x20 { return byte }
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return byte }
            position += 1
        }
        return nil
    }

    /// Skips white space and takes the byte if it is the one given.
    @inlinable
    @inline(__always)
    public mutating func take(_ byte: UInt8) -> Bool {
        guard peek() == byte else { return false }
        position += 1
        return true
    }

    /// Moves into the object at the position; `false` if there is none. Then call ``nextKey()``.
    @inlinable
    public mutating func enterObject() -> Bool { take(UInt8(ascii: "{")) }

    /// Takes the next member's name and colon; its value is next. `nil` at the end of the object, which is taken,
    /// and at broken text: ``hasEnded(with:)`` tells them apart.
    @inlinable
    public mutating func nextKey() -> Range<Int>? {
        guard let byte = peek() else { return nil }
        if byte == UInt8(ascii: ",") { position += 1 }
        guard peek() == UInt8(ascii: "\"") else {
            if bytes.count > position, bytes[position] == UInt8(ascii: "}") { position += 1 }
            return nil
        }
        let start = position
        guard skipString() != nil, take(UInt8(ascii: ":")) else { return nil }
        return start + 1..<keyEnd
    }

    /// Whether the byte taken last is the given one: after a `nil` of ``nextKey()``, `}` means a whole object.
    @inlinable
    public func hasEnded(with byte: UInt8) -> Bool { position > 0 && bytes[position - 1] == byte }

    /// Where the string that was skipped last ended (its closing quote).
    @usableFromInline var keyEnd = 0

    /// Skips the value at the position and returns where it stands.
    @inlinable
    public mutating func skipValue() -> JSONSlice? {
        guard let byte = peek() else { return nil }
        let start = position
        switch byte {
        case UInt8(ascii: "\""):
            guard let hasEscape = skipString() else { return nil }
            return JSONSlice(start: start, end: position, hasEscape: hasEscape)
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            guard skipContainer() else { return nil }
        default:
            skipScalar()
            guard position > start else { return nil }
        }
        return JSONSlice(start: start, end: position, hasEscape: false)
    }

    @inlinable
    @inline(__always)
    mutating func skipScalar() {
        while position < bytes.count {
            let byte = bytes[position]
            if byte <= 0x20 || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]")
                || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: ":")
            {
                return
            }
            position += 1
        }
    }

    @inlinable
    mutating func skipContainer() -> Bool {
        var depth = 0
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                guard skipString() != nil else { return false }
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                guard depth <= JSON.maximumDepth else { return false }
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                if depth == 0 {
                    position += 1
                    return true
                }
            default: break
            }
            position += 1
        }
        return false
    }

    /// Skips the string at the position; returns whether it holds an escape, or `nil` if it does not end.
    @inlinable
    public mutating func skipString() -> Bool? {
        var index = position + 1
        var hasEscape = false
        while true {
            index = Self.quoteOrBackslash(in: bytes, from: index)
            guard index < bytes.count else { return nil }
            if bytes[index] == UInt8(ascii: "\"") {
                keyEnd = index
                position = index + 1
                return hasEscape
            }
            hasEscape = true
            index += 2
        }
    }

    /// Returns the place of the next `"` or `\`, or the end of the bytes; eight bytes at a time.
    @inlinable
    @inline(__always)
    static func quoteOrBackslash(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let tops: UInt64 = 0x8080_8080_8080_8080
        var index = start
        while index + 8 <= bytes.count {
            let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
            let quotes = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
            let slashes = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
            let found = ((quotes &- ones) & ~quotes | (slashes &- ones) & ~slashes) & tops
            if found != 0 { return index + found.trailingZeroBitCount / 8 }
            index += 8
        }
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "\"") || bytes[index] == UInt8(ascii: "\\") { return index }
            index += 1
        }
        return bytes.count
    }
}
