/// A tag to set, or to remove if it has no value.
struct TagChange {
    let key: String
    let value: TemplateString?
    let types: [String]?
    let priority: Int

    /// The priority of tags given to a resource itself.
    private static let ownPriority = 50

    /// Returns the tags of a resource, sorted by key: its own, and those of the scopes from the app down to it.
    static func tags(of node: Node, type: String, own: [Tag]) -> [Tag] {
        var current: [String: (value: TemplateString?, priority: Int)] = [:]
        for tag in own { current[tag.key] = (tag.value, ownPriority) }
        for change in node.scopes.flatMap(\.tagChanges) where change.types?.contains(type) ?? true {
            if let known = current[change.key], known.priority > change.priority { continue }
            current[change.key] = (change.value, change.priority)
        }
        return current.compactMap { key, entry in entry.value.map { Tag(key: key, value: $0) } }
            .sorted { CollationOrder.precedes($0.key, $1.key) }
    }
}
