import CairnModel

/// Values in header fields.
///
/// Source: Smithy, `httpHeader` trait; `jsonvalue` is botocore's name for `mediaType: application/json`.
struct HeaderText {
    let service: ServiceModel

    func value(_ text: String, member: MemberModel) -> WireValue {
        let shape = service.shape(member.shape)
        if member.traits.contains(.jsonValue) { return Self.jsonValue(text) }
        guard shape.kind == .list, let element = shape.listElement else {
            return ScalarText.value(text, shape: shape, format: .of(member, shape, default: .rfc822))
        }
        let elementShape = service.shape(element.shape)
        let format = TimestampFormat.of(element, elementShape, default: .rfc822)
        let isDates = elementShape.kind == .timestamp && format == .rfc822
        return .list(
            Self.elements(of: text, commasPerElement: isDates ? 1 : 0).map {
                ScalarText.value($0, shape: elementShape, format: format)
            })
    }

    func text(_ value: WireValue, member: MemberModel) -> String? {
        let shape = service.shape(member.shape)
        if member.traits.contains(.jsonValue) { return Self.jsonText(value) }
        guard case .list(let values) = value else {
            return ScalarText.text(value, format: .of(member, shape, default: .rfc822))
        }
        let texts = values.compactMap { value -> String? in
            guard let element = shape.listElement else { return nil }
            let elementShape = service.shape(element.shape)
            let text = ScalarText.text(value, format: .of(element, elementShape, default: .rfc822))
            return elementShape.kind == .string ? text.map(Self.quotedIfNeeded) : text
        }
        return texts.isEmpty ? nil : texts.joined(separator: ",")
    }

    private static func jsonValue(_ text: String) -> WireValue {
        guard let bytes = Base64.bytes(text), let json = try? JSON(parsing: bytes) else { return .string(text) }
        return .document(json)
    }

    private static func jsonText(_ value: WireValue) -> String? {
        switch value {
        case .document(let json): Base64.text(Array(json.description.utf8))
        // A text that was not JSON in base 64 when it was read goes back as it came.
        case .string(let text): text
        default: nil
        }
    }

    /// Splits a list at commas outside of quotes; dates hold one comma each.
    private static func elements(of text: String, commasPerElement: Int) -> [String] {
        var elements: [String] = []
        var element: [UInt8] = []
        var isQuoted = false, wasQuoted = false, isEscaped = false
        var commas = 0
        func finish() {
            let text = String(decoding: element, as: UTF8.self)
            let trimmed = wasQuoted ? text : text.trimmingASCIISpace
            if wasQuoted || !trimmed.isEmpty { elements.append(trimmed) }
            (element, wasQuoted, commas) = ([], false, 0)
        }
        for byte in text.utf8 {
            if isEscaped {
                element.append(byte)
                isEscaped = false
            } else if isQuoted, byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                if !isQuoted { element.removeAll { $0 == 0x20 } }
                isQuoted.toggle()
                wasQuoted = true
            } else if byte == UInt8(ascii: ","), !isQuoted {
                if commas < commasPerElement {
                    commas += 1
                    element.append(byte)
                } else {
                    finish()
                }
            } else if !(wasQuoted && !isQuoted && byte == 0x20) {
                element.append(byte)
            }
        }
        finish()
        return elements
    }

    private static func quotedIfNeeded(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: ",") }) else { return text }
        var quoted: [UInt8] = [UInt8(ascii: "\"")]
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { quoted.append(UInt8(ascii: "\\")) }
            quoted.append(byte)
        }
        quoted.append(UInt8(ascii: "\""))
        return String(decoding: quoted, as: UTF8.self)
    }
}
