import CairnModel

/// Writes the elements of a stack into its template.
struct TemplateWriter {
    private let stack: Stack
    private let resolver: Resolver

    init(_ stack: Stack) {
        self.stack = stack
        resolver = Resolver(stack)
    }

    private static let sections = ["Resources", "Outputs", "Parameters", "Rules"]

    func template() throws -> Template {
        var sections: [String: JSONObject] = [:]
        for element in stack.node.subtree.compactMap(\.element) where element.stack === stack {
            try add(element.render(resolver), of: element, to: &sections)
        }
        var json = JSONObject()
        json["Description"] = stack.templateDescription.map { .string($0) }
        for name in Self.sections { json[name] = sections[name].map { .object($0) } }
        return Template(json: .object(json))
    }

    private func add(
        _ fragment: TemplateFragment, of element: CfnElement, to sections: inout [String: JSONObject]
    ) throws {
        guard sections[fragment.section]?[fragment.logicalID] == nil else {
            throw ConstructError(
                .duplicateLogicalID, path: element.node.path,
                "section '\(fragment.section)' already contains '\(fragment.logicalID)'")
        }
        sections[fragment.section, default: JSONObject()].append(fragment.logicalID, fragment.value)
    }
}
