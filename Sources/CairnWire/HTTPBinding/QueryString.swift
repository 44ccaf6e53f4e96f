/// The items of a query string, decoded, in order.
struct QueryString {
    /// More items than any call has.
    static let maximumItemCount = 10_000

    struct Item: Equatable {
        let name: String
        let value: String
    }

    let items: [Item]

    init(_ text: Substring) throws(WireError) {
        var items: [Item] = []
        let bytes = Array(text.utf8)
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "&")) ?? bytes.count
            if end > start {
                guard items.count < Self.maximumItemCount else { throw WireError.malformed("Too many query items") }
                let equals = bytes[start..<end].firstIndex(of: UInt8(ascii: "=")) ?? end
                items.append(
                    Item(
                        name: PercentEncoding.decode(bytes[start..<equals], plusIsBlank: true),
                        value: PercentEncoding.decode(bytes[min(equals + 1, end)..<end], plusIsBlank: true)))
            }
            start = end + 1
        }
        self.items = items
    }

    /// Tells whether a name belongs to a signature in the query string, not to the call.
    static func isSignature(_ name: String) -> Bool {
        switch name {
        case "X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Expires", "X-Amz-SignedHeaders",
            "X-Amz-Signature", "X-Amz-Security-Token", "X-Amz-Region-Set", "X-Amz-Content-Sha256":
            true
        default: false
        }
    }
}
