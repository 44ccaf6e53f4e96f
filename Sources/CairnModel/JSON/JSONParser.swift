/// Why a text is not JSON, and where.
public struct JSONError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The place of the first byte that does not fit, counted from 0.
    public let offset: Int
    public let message: String

    public init(offset: Int, message: String) {
        self.offset = offset
        self.message = message
    }

    public var description: String { "\(message) at byte \(offset)" }
}

extension JSON {
    /// The deepest nesting that is read: deeper input is refused rather than allowed to exhaust the stack.
    public static let maximumDepth = 256

    /// Reads one JSON document; white space around it is allowed, anything else after it is not.
    ///
    /// - Throws: ``JSONError`` with the offset of the first byte that breaks RFC 8259, that is not UTF-8,
    ///   or that nests deeper than ``maximumDepth``.
    public init(parsing bytes: UnsafeRawBufferPointer) throws(JSONError) {
        var parser = JSONParser(bytes: bytes)
        self = try parser.parseDocument()
    }

    /// Reads one JSON document from bytes. See ``init(parsing:)-(UnsafeRawBufferPointer)``.
    public init(parsing bytes: [UInt8]) throws(JSONError) {
        let result = bytes.withUnsafeBytes { buffer in
            Result { () throws(JSONError) in try JSON(parsing: buffer) }
        }
        self = try result.get()
    }

    /// Reads one JSON document from text. See ``init(parsing:)-(UnsafeRawBufferPointer)``.
    public init(parsing text: String) throws(JSONError) {
        try self.init(parsing: Array(text.utf8))
    }
}

struct JSONParser {
    let bytes: UnsafeRawBufferPointer
    var position = 0
    var depth = 0

    init(bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    mutating func parseDocument() throws(JSONError) -> JSON {
        skipWhiteSpace()
        let value = try parseValue()
        skipWhiteSpace()
        guard position == bytes.count else { throw error("Unexpected text after the JSON value") }
        return value
    }

    private mutating func parseValue() throws(JSONError) -> JSON {
        guard position < bytes.count else { throw error("The JSON text ends where a value should be") }
        switch bytes[position] {
        case UInt8(ascii: "{"): return try parseObject()
        case UInt8(ascii: "["): return try parseArray()
        case UInt8(ascii: "\""): return .string(try parseString())
        case UInt8(ascii: "t"): return try parseLiteral("true", .bool(true))
        case UInt8(ascii: "f"): return try parseLiteral("false", .bool(false))
        case UInt8(ascii: "n"): return try parseLiteral("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try parseNumber()
        default: throw error("Unexpected character where a value should be")
        }
    }

    private mutating func parseObject() throws(JSONError) -> JSON {
        try enter()
        var object = JSONObject()
        if skipToClosing(UInt8(ascii: "}")) { return .object(object) }
        object.members.reserveCapacity(4)
        while true {
            skipWhiteSpace()
            guard peek() == UInt8(ascii: "\"") else { throw error("Expected a member name in quotes") }
            let key = try parseString()
            skipWhiteSpace()
            try expect(UInt8(ascii: ":"))
            skipWhiteSpace()
            object.append(key, try parseValue())
            skipWhiteSpace()
            if try closesOrContinues(with: UInt8(ascii: "}")) { return .object(object) }
        }
    }

    private mutating func parseArray() throws(JSONError) -> JSON {
        try enter()
        var elements: [JSON] = []
        if skipToClosing(UInt8(ascii: "]")) { return .array(elements) }
        while true {
            skipWhiteSpace()
            elements.append(try parseValue())
            skipWhiteSpace()
            if try closesOrContinues(with: UInt8(ascii: "]")) { return .array(elements) }
        }
    }

    private mutating func enter() throws(JSONError) {
        depth += 1
        guard depth <= JSON.maximumDepth else { throw error("JSON nests deeper than \(JSON.maximumDepth)") }
        position += 1
    }

    private mutating func skipToClosing(_ closing: UInt8) -> Bool {
        skipWhiteSpace()
        guard peek() == closing else { return false }
        position += 1
        depth -= 1
        return true
    }

    private mutating func closesOrContinues(with closing: UInt8) throws(JSONError) -> Bool {
        guard let byte = peek() else { throw error("The JSON text ends inside an object or array") }
        if byte == UInt8(ascii: ",") {
            position += 1
            return false
        }
        try expect(closing)
        depth -= 1
        return true
    }

    private mutating func parseLiteral(_ text: StaticString, _ value: JSON) throws(JSONError) -> JSON {
        let length = text.utf8CodeUnitCount
        guard position + length <= bytes.count else { throw error("Unknown literal") }
        for index in 0..<length where bytes[position + index] != text.utf8Start[index] {
            throw error("Unknown literal")
        }
        position += length
        return value
    }

    private mutating func parseNumber() throws(JSONError) -> JSON {
        let start = position
        if peek() == UInt8(ascii: "-") { position += 1 }
        if peek() == UInt8(ascii: "0") {
            position += 1
        } else {
            try skipDigits()
        }
        if peek() == UInt8(ascii: ".") {
            position += 1
            try skipDigits()
        }
        if let byte = peek(), byte | 0x20 == UInt8(ascii: "e") {
            position += 1
            if let sign = peek(), sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { position += 1 }
            try skipDigits()
        }
        return .number(JSONNumber(literal: try text(start..<position, isASCII: true)))
    }

    private mutating func skipDigits() throws(JSONError) {
        let start = position
        while let byte = peek(), (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
        guard position > start else { throw error("Expected a digit") }
    }

    private mutating func parseString() throws(JSONError) -> String {
        position += 1
        let start = position
        var index = start
        var union: UInt8 = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\"") {
                position = index + 1
                return try text(start..<index, isASCII: union < 0x80)
            }
            if byte == UInt8(ascii: "\\") {
                position = index
                return try parseEscapedString(from: start)
            }
            guard byte >= 0x20 else {
                position = index
                throw error("Control character in a string")
            }
            union |= byte
            index += 1
        }
        position = index
        throw error("The JSON text ends inside a string")
    }

    private mutating func parseEscapedString(from start: Int) throws(JSONError) -> String {
        var unescaped = [UInt8](bytes[start..<position])
        while position < bytes.count {
            let byte = bytes[position]
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: unescaped, as: UTF8.self) else {
                    throw JSONError(offset: start, message: "A string is not valid UTF-8")
                }
                position += 1
                return text
            case UInt8(ascii: "\\"):
                position += 1
                try appendEscape(to: &unescaped)
            case 0..<0x20:
                throw error("Control character in a string")
            default:
                unescaped.append(byte)
                position += 1
            }
        }
        throw error("The JSON text ends inside a string")
    }

    private mutating func appendEscape(to text: inout [UInt8]) throws(JSONError) {
        guard let byte = peek() else { throw error("The JSON text ends inside an escape") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"): text.append(contentsOf: try parseUnicodeEscape().utf8)
        default: throw error("Unknown escape in a string")
        }
    }

    /// Reads the four digits behind `\u`, and the second half of a surrogate pair; a half alone becomes U+FFFD.
    private mutating func parseUnicodeEscape() throws(JSONError) -> Character {
        let unit = try parseHexQuad()
        if let scalar = Unicode.Scalar(unit) { return Character(scalar) }
        guard unit < 0xDC00, position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
            bytes[position + 1] == UInt8(ascii: "u")
        else { return "\u{FFFD}" }
        let resumption = position
        position += 2
        let low = try parseHexQuad()
        guard (0xDC00...0xDFFF).contains(low) else {
            position = resumption
            return "\u{FFFD}"
        }
        let code = 0x10000 + (UInt32(unit) - 0xD800) << 10 + (UInt32(low) - 0xDC00)
        return Unicode.Scalar(code).map(Character.init) ?? "\u{FFFD}"
    }

    private mutating func parseHexQuad() throws(JSONError) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let byte = peek(), let digit = HexDigits.value(of: byte) else {
                throw error("Expected four hexadecimal digits")
            }
            unit = unit << 4 | UInt16(digit)
            position += 1
        }
        return unit
    }

    private func text(_ range: Range<Int>, isASCII: Bool) throws(JSONError) -> String {
        let slice = UnsafeRawBufferPointer(rebasing: bytes[range])
        // Validation goes through generic code that costs more than all the rest of a short string.
        if isASCII { return String(decoding: slice, as: UTF8.self) }
        guard let text = String(validating: slice, as: UTF8.self) else {
            throw JSONError(offset: range.lowerBound, message: "A string is not valid UTF-8")
        }
        return text
    }

    private func peek() -> UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func expect(_ byte: UInt8) throws(JSONError) {
        guard peek() == byte else { throw error("Expected '\(Character(Unicode.Scalar(byte)))'") }
        position += 1
    }

    private mutating func skipWhiteSpace() {
        while let byte = peek(), byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private func error(_ message: String) -> JSONError { JSONError(offset: position, message: message) }
}
