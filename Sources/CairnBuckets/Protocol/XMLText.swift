/// The few documents that no shape of the model describes: errors, and a bucket's location.
struct XMLText {
    private(set) var bytes = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8)

    mutating func begin(_ name: String, namespace: String? = nil) {
        let attribute = namespace.map { " xmlns=\"\($0)\"" } ?? ""
        bytes.append(contentsOf: "<\(name)\(attribute)>".utf8)
    }

    mutating func end(_ name: String) { bytes.append(contentsOf: "</\(name)>".utf8) }

    mutating func element(_ name: String, _ text: String) {
        begin(name)
        self.text(text)
        end(name)
    }

    /// Characters that XML cannot hold become U+FFFD.
    mutating func text(_ text: String) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): bytes.append(contentsOf: "&amp;".utf8)
            case UInt8(ascii: "<"): bytes.append(contentsOf: "&lt;".utf8)
            case UInt8(ascii: ">"): bytes.append(contentsOf: "&gt;".utf8)
            case 0x0D: bytes.append(contentsOf: "&#xD;".utf8)
            case 0..<0x09, 0x0B, 0x0C, 0x0E..<0x20: bytes.append(contentsOf: "\u{FFFD}".utf8)
            default: bytes.append(byte)
            }
        }
    }
}
