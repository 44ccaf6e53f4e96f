import CairnModel

/// Percent-encoding as signatures want it: all but letters, digits and `-._~` is encoded, in upper-case digits.
///
/// Source: AWS IAM User Guide, "Create a signed AWS API request", UriEncode().
enum URIEncoding {
    static func encode(_ text: some Sequence<UInt8>, keepsSlashes: Bool) -> String {
        var bytes: [UInt8] = []
        for byte in text {
            if isUnreserved(byte) || (keepsSlashes && byte == UInt8(ascii: "/")) {
                bytes.append(byte)
            } else {
                bytes.append(UInt8(ascii: "%"))
                bytes.append(uppercaseDigit(byte >> 4))
                bytes.append(uppercaseDigit(byte & 0x0F))
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    static func decode(_ text: Substring.UTF8View, plusIsBlank: Bool) -> String {
        String(decoding: decodedBytes(text, plusIsBlank: plusIsBlank), as: UTF8.self)
    }

    /// The bytes that a text encodes; a `%` without two digits stands for itself.
    static func decodedBytes(_ text: Substring.UTF8View, plusIsBlank: Bool) -> [UInt8] {
        let source = Array(text)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(source.count)
        var index = 0
        while index < source.count {
            if source[index] == UInt8(ascii: "%"), index + 2 < source.count,
                let high = HexDigits.value(of: source[index + 1]), let low = HexDigits.value(of: source[index + 2])
            {
                bytes.append(high << 4 | low)
                index += 3
            } else {
                bytes.append(plusIsBlank && source[index] == UInt8(ascii: "+") ? UInt8(ascii: " ") : source[index])
                index += 1
            }
        }
        return bytes
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            true
        default: false
        }
    }

    private static func uppercaseDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
    }
}
