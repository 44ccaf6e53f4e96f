/// What an error answer shall say.
struct EncodedFailure {
    let code: String
    let message: String
    let status: Int
    let requestID: String

    /// Whose fault Query's errors say it is.
    var faultText: String { status >= 500 ? "Receiver" : "Sender" }
}

enum ErrorCode {
    /// Cuts `aws.api#` before a code and `:http://…` behind it.
    static func withoutNamespace(_ code: String) -> String {
        let head = code.utf8.prefix { $0 != UInt8(ascii: ":") }
        let start = head.lastIndex(of: UInt8(ascii: "#")).map(head.index(after:)) ?? head.startIndex
        return String(Substring(head[start...])).trimmingASCIISpace
    }
}
