/// Writes XML elements into a byte array; the caller pairs `begin` with `end`.
///
/// Characters that XML cannot hold (most control characters) become U+FFFD.
struct XMLWriter {
    private(set) var bytes: [UInt8] = []

    mutating func declaration() { append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n") }

    mutating func begin(_ name: String, attributes: [XMLAttribute] = []) {
        append("<")
        append(name)
        for attribute in attributes {
            append(" ")
            append(attribute.name)
            append("=\"")
            appendEscaped(attribute.value, isAttribute: true)
            append("\"")
        }
        append(">")
    }

    mutating func end(_ name: String) {
        append("</")
        append(name)
        append(">")
    }

    mutating func text(_ text: String) { appendEscaped(text, isAttribute: false) }

    mutating func element(_ name: String, _ text: String, attributes: [XMLAttribute] = []) {
        begin(name, attributes: attributes)
        self.text(text)
        end(name)
    }

    private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

    private mutating func appendEscaped(_ text: String, isAttribute: Bool) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): append("&amp;")
            case UInt8(ascii: "<"): append("&lt;")
            case UInt8(ascii: ">"): append("&gt;")
            case UInt8(ascii: "\"") where isAttribute: append("&quot;")
            case 0x0D: append("&#xD;")
            case 0x09 where isAttribute: append("&#x9;")
            case 0x0A where isAttribute: append("&#xA;")
            case 0..<0x09, 0x0B, 0x0C, 0x0E..<0x20: append("\u{FFFD}")
            default: bytes.append(byte)
            }
        }
    }
}
