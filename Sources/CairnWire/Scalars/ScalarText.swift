import CairnModel

/// Single values as text, as they stand in paths, query strings, headers, forms and XML.
enum ScalarText {
    /// Reads a text by its shape; what does not fit the shape stays the text that came.
    static func value(_ text: String, shape: ShapeModel, format: TimestampFormat) -> WireValue {
        switch shape.kind {
        case .boolean: return boolean(text) ?? .string(text)
        case .integer, .double: return NumberText.number(from: text).map(WireValue.number) ?? .string(text)
        case .timestamp:
            if format == .epochSeconds, let seconds = Double(text), seconds.isFinite { return .timestamp(seconds) }
            return TimestampFormat.parse(text).map(WireValue.timestamp) ?? .string(text)
        case .blob: return Base64.bytes(text).map(WireValue.blob) ?? .string(text)
        case .string, .structure, .list, .map: return .string(text)
        }
    }

    /// Returns the text of a single value, or `nil` for `null` and for what is not single.
    static func text(_ value: WireValue, format: TimestampFormat) -> String? {
        switch value {
        case .boolean(let flag): flag ? "true" : "false"
        case .number(let number): number.literal
        case .string(let text): text
        case .blob(let bytes): Base64.text(bytes)
        case .timestamp(let seconds): format.text(seconds)
        case .document(let json): text(of: json)
        case .null, .list, .map, .structure: nil
        }
    }

    private static func text(of json: JSON) -> String? {
        switch json {
        case .string(let text): text
        case .bool(let flag): flag ? "true" : "false"
        case .number(let number): number.literal
        case .null, .array, .object: nil
        }
    }

    private static func boolean(_ text: String) -> WireValue? {
        switch text {
        case "true", "True", "TRUE": .boolean(true)
        case "false", "False", "FALSE": .boolean(false)
        default: nil
        }
    }
}

extension String {
    /// The text without ASCII white space at its ends.
    var trimmingASCIISpace: String {
        guard let first = utf8.first, let last = utf8.last, Self.isSpace(first) || Self.isSpace(last) else {
            return self
        }
        let start = utf8.firstIndex { !Self.isSpace($0) } ?? utf8.endIndex
        guard start != utf8.endIndex, let end = utf8.lastIndex(where: { !Self.isSpace($0) }) else { return "" }
        return String(self[start...end])
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }
}
