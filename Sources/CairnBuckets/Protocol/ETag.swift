/// Entity tags, which are kept without the quotes that they have on the wire.
enum ETag {
    static func quoted(_ tag: String) -> String { "\"\(tag)\"" }

    static func plain(_ text: some StringProtocol) -> String {
        var text = text.drop { $0 == " " }
        while text.last == " " { text.removeLast() }
        if text.first == "\"", text.last == "\"", text.count > 1 { text = text.dropFirst().dropLast() }
        return String(text)
    }

    /// Whether a header such as If-Match names the tag: it is a list, or `*` for any.
    static func matches(_ header: String, _ tag: String) -> Bool {
        header.split(separator: ",").contains { part in
            let plain = plain(part)
            return plain == "*" || plain == tag
        }
    }
}
