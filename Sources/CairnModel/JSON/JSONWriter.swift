/// Writes JSON text into a byte array, without white space; commas come by themselves.
///
/// The caller pairs `beginObject` with `endObject` and writes a `key` before each value inside an object.
public struct JSONWriter: Sendable {
    public private(set) var bytes: [UInt8]
    private var needsComma = false

    public init(reservingCapacity capacity: Int = 512) {
        bytes = []
        bytes.reserveCapacity(capacity)
    }

    public mutating func beginObject() {
        separate()
        bytes.append(UInt8(ascii: "{"))
        needsComma = false
    }

    public mutating func endObject() {
        bytes.append(UInt8(ascii: "}"))
        needsComma = true
    }

    public mutating func beginArray() {
        separate()
        bytes.append(UInt8(ascii: "["))
        needsComma = false
    }

    public mutating func endArray() {
        bytes.append(UInt8(ascii: "]"))
        needsComma = true
    }

    public mutating func key(_ key: String) {
        separate()
        appendQuoted(key)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    public mutating func string(_ value: String) {
        separate()
        appendQuoted(value)
        needsComma = true
    }

    /// Writes UTF-8 bytes as a JSON string, escaping what must be; the bytes are taken to be valid UTF-8.
    public mutating func string(utf8 value: UnsafeRawBufferPointer) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        appendEscaped(value)
        bytes.append(UInt8(ascii: "\""))
        needsComma = true
    }

    public mutating func bool(_ value: Bool) { literal(value ? "true" : "false") }
    public mutating func null() { literal("null") }
    public mutating func integer(_ value: some BinaryInteger) { literal(String(value)) }

    /// Writes a finite number; NaN and the infinities become `null`, since JSON has no text for them.
    public mutating func double(_ value: Double) { literal(JSONNumber(value)?.literal ?? "null") }

    /// Writes text that is already a JSON value, such as a number's literal.
    public mutating func literal(_ text: String) {
        separate()
        if text.utf8.withContiguousStorageIfAvailable({ append(UnsafeRawBufferPointer($0)) }) == nil {
            bytes.append(contentsOf: text.utf8)
        }
        needsComma = true
    }

    /// Writes bytes that are already a JSON value, unchanged.
    public mutating func raw(_ value: some Sequence<UInt8>) {
        separate()
        bytes.append(contentsOf: value)
        needsComma = true
    }

    /// Writes bytes that are already a JSON value, unchanged.
    public mutating func raw(_ value: [UInt8]) {
        value.withUnsafeBytes { raw($0) }
    }

    /// Writes bytes that are already a JSON value, unchanged.
    public mutating func raw(_ value: UnsafeRawBufferPointer) {
        separate()
        append(value)
        needsComma = true
    }

    public mutating func value(_ value: JSON) {
        switch value {
        case .null: null()
        case .bool(let flag): bool(flag)
        case .number(let number): literal(number.literal)
        case .string(let text): string(text)
        case .array(let elements):
            beginArray()
            for element in elements { self.value(element) }
            endArray()
        case .object(let object):
            beginObject()
            for member in object.members {
                key(member.key)
                self.value(member.value)
            }
            endObject()
        }
    }

    /// Removes what was written and keeps the memory, so that one writer serves many documents.
    public mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        needsComma = false
    }
}

extension JSONWriter {
    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
    }

    private mutating func appendQuoted(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        if text.utf8.withContiguousStorageIfAvailable({ appendEscaped(UnsafeRawBufferPointer($0)) }) == nil {
            Array(text.utf8).withUnsafeBytes { appendEscaped($0) }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func append(_ text: UnsafeRawBufferPointer) {
        bytes.append(contentsOf: text)
    }

    /// Copies runs that need no escape in one go; `"`, `\` and control characters are the only ones that do.
    private mutating func appendEscaped(_ text: UnsafeRawBufferPointer) {
        var runStart = 0
        var index = 0
        let count = text.count
        while index < count {
            if index + 8 <= count {
                let word = text.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                if !Self.holdsEscapable(word) {
                    index += 8
                    continue
                }
            }
            let byte = text[index]
            if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
                append(UnsafeRawBufferPointer(rebasing: text[runStart..<index]))
                appendEscape(byte)
                runStart = index + 1
            }
            index += 1
        }
        append(runStart == 0 ? text : UnsafeRawBufferPointer(rebasing: text[runStart..<count]))
    }

    /// Tells whether any of eight bytes is below 0x20, a quote or a backslash; may say yes wrongly, never no.
    private static func holdsEscapable(_ word: UInt64) -> Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let highs: UInt64 = 0x8080_8080_8080_8080
        let quotes = word ^ (ones &* 0x22)
        let backslashes = word ^ (ones &* 0x5C)
        let below = (word &- ones &* 0x20) & ~word
        let found = below | ((quotes &- ones) & ~quotes) | ((backslashes &- ones) & ~backslashes)
        return found & highs != 0
    }

    private mutating func appendEscape(_ byte: UInt8) {
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
        case 0x08: bytes.append(UInt8(ascii: "b"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0C: bytes.append(UInt8(ascii: "f"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        default:
            bytes.append(contentsOf: [UInt8(ascii: "u"), UInt8(ascii: "0"), UInt8(ascii: "0")])
            bytes.append(HexDigits.lowercase(byte >> 4))
            bytes.append(HexDigits.lowercase(byte & 0x0F))
        }
    }
}

/// The digits of base 16 as ASCII.
public enum HexDigits {
    /// Returns the lower-case digit of a value from 0 to 15.
    @inlinable
    public static func lowercase(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + (value - 10)
    }

    /// Returns the value of a digit in either case, or `nil` for another byte.
    @inlinable
    public static func value(of digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
