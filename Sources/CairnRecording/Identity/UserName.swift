/// The names that IAM allows for users.
enum UserName {
    static let countMax = 64

    /// Cuts a text down to a user name: what IAM does not allow becomes `_`.
    static func make(from text: String) -> String {
        let name = text.utf8.prefix(countMax).map { isAllowed($0) ? $0 : UInt8(ascii: "_") }
        return name.isEmpty ? "_" : String(decoding: name, as: UTF8.self)
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "+=,.@_-".utf8.contains(byte)
        }
    }
}
