import CairnSQL

/// The tables that a statement reads, by the names that people have for stores.
enum QueryTables {
    /// The names; none if the statement is not one that the Lake answers, of which the server says why.
    static func names(in text: String) -> Set<String> { Set(references(in: text).map(\.name)) }

    /// The statement with other names for tables.
    static func replacing(_ names: [String: String], in text: String) -> String {
        var bytes = Array(text.utf8)
        for reference in references(in: text).reversed() {
            guard let name = names[reference.name] else { continue }
            bytes.replaceSubrange(reference.range, with: name.utf8)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func references(in text: String) -> [TableReference] {
        (try? TableReference.all(in: text)) ?? []
    }
}
