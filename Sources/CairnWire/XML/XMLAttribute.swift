/// An attribute of an XML element, its name as it stands.
struct XMLAttribute: Sendable, Hashable {
    var name: String
    var value: String

    init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

enum XMLName {
    /// Tells whether a text can be an element's name, so that writing it does not change what stands around it.
    static func isValid(_ name: String) -> Bool {
        guard let first = name.utf8.first, isNameByte(first), !(UInt8(ascii: "-")...UInt8(ascii: "9")).contains(first)
        else { return false }
        return name.utf8.allSatisfy(isNameByte)
    }

    static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: ":"), UInt8(ascii: "-"),
            UInt8(ascii: "."), 0x80...0xFF:
            true
        default: false
        }
    }

    /// The part of a name behind its prefix.
    static func local(_ name: String) -> String {
        guard let colon = name.utf8.firstIndex(of: UInt8(ascii: ":")) else { return name }
        return String(name[name.utf8.index(after: colon)...])
    }
}
