extension MarkupElement {
    private static let maximumDepth = 32

    /// Makes elements of the parameters of an EC2 query: `ResourceId.1=vpc-1` becomes an element `ResourceId` with the
    /// attribute `tag` and the text `vpc-1`, as if `<ResourceId tag="1">vpc-1</ResourceId>` had been sent.
    static func query(named name: String, _ parameters: [(name: String, value: String)]) -> MarkupElement {
        var root = QueryNode()
        for parameter in parameters {
            let parts = parameter.name.split(separator: ".").map(String.init)
            if !parts.isEmpty, parts.count <= maximumDepth { root.insert(parameter.value, at: parts[...]) }
        }
        return MarkupElement(name: name, children: root.elements())
    }

    private struct QueryNode {
        var value = ""
        var names: [String] = []
        var children: [String: QueryNode] = [:]

        mutating func insert(_ value: String, at path: ArraySlice<String>) {
            guard let first = path.first else {
                self.value = value
                return
            }
            if children[first] == nil { names.append(first) }
            children[first, default: QueryNode()].insert(value, at: path.dropFirst())
        }

        /// Whether the children are the elements of a list, counted from one.
        var isList: Bool { !names.isEmpty && names.allSatisfy { Int($0) != nil } }

        func elements() -> [MarkupElement] {
            names.flatMap { name in children[name].map { $0.elements(named: name) } ?? [] }
        }

        private func elements(named name: String) -> [MarkupElement] {
            guard isList else { return [MarkupElement(name: name, children: elements(), text: value)] }
            return names.compactMap { index in
                guard let child = children[index] else { return nil }
                let content = child.isList ? child.elements(named: "item") : child.elements()
                return MarkupElement(
                    name: name, attributes: [XMLAttribute("tag", index)], children: content, text: child.value)
            }
        }
    }
}
