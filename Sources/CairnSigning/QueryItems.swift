import CairnModel

/// The items of a query string with names and values decoded; a `+` is a blank.
struct QueryItems: Sendable {
    private(set) var items: [(name: String, value: String)] = []

    init(_ query: Substring) {
        for part in query.utf8.split(separator: UInt8(ascii: "&")) {
            let equals = part.firstIndex(of: UInt8(ascii: "=")) ?? part.endIndex
            let value = equals == part.endIndex ? part[equals...] : part[part.index(after: equals)...]
            let name = URIEncoding.decode(part[..<equals], plusIsBlank: true)
            items.append((name, URIEncoding.decode(value, plusIsBlank: true)))
        }
    }

    subscript(_ name: String) -> String? {
        for item in items where item.name == name { return item.value }
        return nil
    }
}
