/// Percent-encoding of all but unreserved characters.
///
/// Source: RFC 3986, section 2.3.
public enum PercentCoding {
    /// - Parameter keepsSlashes: whether `/` stays as it is, as in a path.
    public static func encode(_ text: String, keepsSlashes: Bool = false) -> String {
        var bytes: [UInt8] = []
        append(text, keepsSlashes: keepsSlashes, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends a text, encoded.
    /// - Parameter keepsSlashes: whether `/` stays as it is, as in a path.
    public static func append(_ text: String, keepsSlashes: Bool = false, to bytes: inout [UInt8]) {
        for byte in text.utf8 {
            if isUnreserved(byte) || (keepsSlashes && byte == UInt8(ascii: "/")) {
                bytes.append(byte)
            } else {
                bytes.append(UInt8(ascii: "%"))
                bytes.append(digit(byte >> 4))
                bytes.append(digit(byte & 15))
            }
        }
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + (value - 10)
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
            UInt8(ascii: "~"):
            true
        default: false
        }
    }
}
