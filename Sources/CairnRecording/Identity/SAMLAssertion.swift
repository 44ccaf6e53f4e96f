import CairnModel

/// What a SAML response says about its bearer. The signature is not checked: the answer tells whether it held.
struct SAMLAssertion: Sendable, Hashable {
    /// The longest assertion that is read, as STS has it.
    static let byteCountMax = 100_000
    static let valueByteCountMax = 255

    var issuer: String?
    var subject: String?

    /// Reads a base64-encoded response; `nil` if it is none.
    init?(_ assertion: String) {
        guard assertion.utf8.count <= Self.byteCountMax, let bytes = Base64.tolerantBytes(assertion[...]) else {
            return nil
        }
        issuer = Self.text(ofElement: "Issuer", in: bytes)
        subject = Self.text(ofElement: "NameID", in: bytes)
    }

    /// The text of the first element of that local name that holds plain text only.
    private static func text(ofElement name: String, in bytes: [UInt8]) -> String? {
        let name = Array(name.utf8)
        var position = 0
        while let start = bytes[position...].firstIndex(of: UInt8(ascii: "<")) {
            position = start + 1
            guard let end = bytes[position...].firstIndex(of: UInt8(ascii: ">")) else { return nil }
            let tag = bytes[position..<end]
            let qualifiedName = tag.prefix { $0 > 0x20 && $0 != UInt8(ascii: "/") }
            let localName = qualifiedName.split(separator: UInt8(ascii: ":")).last ?? []
            position = end + 1
            if localName.elementsEqual(name), tag.first != UInt8(ascii: "/"), tag.last != UInt8(ascii: "/") {
                let text = bytes[position...].prefix { $0 != UInt8(ascii: "<") }
                return String(decoding: text, as: UTF8.self).truncated(toUTF8Count: valueByteCountMax)
            }
        }
        return nil
    }
}
