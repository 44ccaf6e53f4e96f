import CairnModel

/// Reads forms by the shapes of a model, for AWS Query and EC2 Query.
///
/// Lists and maps are understood flattened or not, whatever the model says: old clients differ.
struct QueryShapeDecoder {
    private let tree: FormTree
    private let service: ServiceModel
    private let dialect: QueryDialect

    init(_ tree: FormTree, service: ServiceModel, dialect: QueryDialect) {
        self.tree = tree
        self.service = service
        self.dialect = dialect
    }

    /// Reads the input of a call; the names that say which call it is are left out.
    func input(_ shape: ShapeModel) -> WireValue {
        var builder = StructureBuilder(shape)
        var names = QueryNames(shape, service: service, dialect: dialect)
        for child in tree.children(of: FormTree.root) {
            let name = tree.nodes[child].name
            if Self.isProtocolName(name), names.index(of: name) == nil { continue }
            add(child, names.index(of: name), to: &builder)
        }
        return builder.value
    }

    private static func isProtocolName(_ name: String) -> Bool {
        switch name {
        case "Action", "Version", "AWSAccessKeyId", "Signature", "SignatureMethod", "SignatureVersion", "Timestamp",
            "SecurityToken", "Expires":
            true
        default: QueryString.isSignature(name)
        }
    }

    // MARK: Structures

    private func value(_ node: Int, _ member: MemberModel) -> WireValue {
        let shape = service.shape(member.shape)
        switch shape.kind {
        case .structure: return structure(node, shape)
        case .list: return list(node, shape)
        case .map: return map(node, shape)
        case .string, .blob, .boolean, .integer, .double, .timestamp:
            guard tree.nodes[node].childCount == 0, let text = tree.text(node) else { return .document(json(node)) }
            return ScalarText.value(text, shape: shape, format: .of(member, shape, default: .iso8601))
        }
    }

    private func structure(_ node: Int, _ shape: ShapeModel) -> WireValue {
        if tree.nodes[node].childCount == 0, let text = tree.text(node), !text.isEmpty { return .string(text) }
        var builder = StructureBuilder(shape)
        var names = QueryNames(shape, service: service, dialect: dialect)
        for child in tree.children(of: node) { add(child, names.index(of: tree.nodes[child].name), to: &builder) }
        return builder.value
    }

    private func add(_ node: Int, _ index: Int?, to builder: inout StructureBuilder) {
        if let index {
            builder.set(index, value(node, builder.shape.members[index]))
        } else {
            builder.appendUnknown(tree.nodes[node].name, .document(json(node)))
        }
    }

    // MARK: Lists and maps

    private func list(_ node: Int, _ shape: ShapeModel) -> WireValue {
        guard let element = shape.listElement else { return .document(json(node)) }
        if tree.nodes[node].childCount == 0 {
            let text = tree.text(node) ?? ""
            // `Foo=` is an empty list; a text is a client's shortcut for one element, kept as it came.
            return text.isEmpty ? .list([]) : .string(text)
        }
        var children = tree.numberedChildren(of: node)
        if children.isEmpty, let inner = onlyChild(of: node) { children = tree.numberedChildren(of: inner) }
        guard !children.isEmpty else { return .document(json(node)) }
        return .list(children.map { value($0, element) })
    }

    private func map(_ node: Int, _ shape: ShapeModel) -> WireValue {
        guard let entry = shape.mapEntry else { return .document(json(node)) }
        if tree.nodes[node].childCount == 0 {
            let text = tree.text(node) ?? ""
            return text.isEmpty ? .map([]) : .string(text)
        }
        var children = tree.numberedChildren(of: node)
        if children.isEmpty, let inner = onlyChild(of: node) { children = tree.numberedChildren(of: inner) }
        guard !children.isEmpty else { return .document(json(node)) }
        return .map(children.map { self.entry($0, entry.key, entry.value) })
    }

    private func entry(_ node: Int, _ key: MemberModel, _ value: MemberModel) -> WireValue.Member {
        let keyName = key.locationName ?? "key"
        let valueName = value.locationName ?? "value"
        let keyNode =
            tree.child(named: keyName, of: node) ?? tree.child(named: "Name", of: node)
            ?? tree.child(named: "Key", of: node)
        let valueNode = tree.child(named: valueName, of: node) ?? tree.child(named: "Value", of: node)
        return WireValue.Member(
            keyNode.flatMap(tree.text) ?? "", valueNode.map { self.value($0, value) } ?? .null)
    }

    private func onlyChild(of node: Int) -> Int? {
        tree.nodes[node].childCount == 1 ? tree.children(of: node).first : nil
    }

    /// A part that the model does not describe: numbered names as an array, others as an object, values as text.
    private func json(_ node: Int) -> JSON {
        let count = tree.nodes[node].childCount
        if count == 0 { return .string(tree.text(node) ?? "") }
        let numbered = tree.numberedChildren(of: node)
        if numbered.count == count { return .array(numbered.map(json)) }
        return .object(JSONObject(tree.children(of: node).map { (tree.nodes[$0].name, json($0)) }))
    }
}
