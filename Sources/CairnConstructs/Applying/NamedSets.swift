import CairnModel

/// Lists of objects that each have a name and a list of texts, in whatever order.
enum NamedSets {
    static func areEqual(_ left: JSON?, _ right: JSON?, name: String, values: String) -> Bool {
        sets(left, name, values) == sets(right, name, values)
    }

    private static func sets(_ list: JSON?, _ name: String, _ values: String) -> [String: Set<String>] {
        var sets: [String: Set<String>] = [:]
        for element in list?.arrayValue ?? [] {
            let texts = element[values]?.arrayValue?.compactMap(\.stringValue) ?? []
            sets[element[name]?.stringValue ?? "", default: []].formUnion(texts)
        }
        return sets
    }
}
