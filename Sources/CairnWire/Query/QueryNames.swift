/// Finds the members of one structure by their names in a form.
///
/// A few look-ups walk along the members; a form with very many names gets a table, so that its time stays linear.
struct QueryNames {
    private let shape: ShapeModel
    private let service: ServiceModel
    private let dialect: QueryDialect
    private var lookupCount = 0
    private var table: [String: Int]?

    private static let walkedLookupCount = 48

    init(_ shape: ShapeModel, service: ServiceModel, dialect: QueryDialect) {
        self.shape = shape
        self.service = service
        self.dialect = dialect
    }

    /// The place of the member of that name. By tolerance a flattened list may also stand under other names, and any
    /// member under its own.
    mutating func index(of name: String) -> Int? {
        lookupCount += 1
        if lookupCount > Self.walkedLookupCount {
            if table == nil { table = namesTable() }
            return table?[name]
        }
        for index in shape.members.indices where dialect.name(of: shape.members[index]) == name { return index }
        for index in shape.members.indices where otherNames(of: shape.members[index]).contains(name) { return index }
        return nil
    }

    private func namesTable() -> [String: Int] {
        var table: [String: Int] = [:]
        for (index, member) in shape.members.enumerated() {
            let name = dialect.name(of: member)
            if table[name] == nil { table[name] = index }
        }
        for (index, member) in shape.members.enumerated() {
            for name in otherNames(of: member) where table[name] == nil { table[name] = index }
        }
        return table
    }

    private func otherNames(of member: MemberModel) -> [String] {
        let shape = service.shape(member.shape)
        var names = [member.name]
        guard member.traits.contains(.flattened) || shape.traits.contains(.flattened) else { return names }
        if let element = shape.listElement {
            if let name = element.locationName { names.append(name) }
            names.append(service.shape(element.shape).name)
        }
        // SQS's model has become one of JSON and lost the names that its Query clients send: `AttributeName`.
        if member.name.utf8.last == UInt8(ascii: "s") { names.append(String(member.name.dropLast())) }
        if member.name == "Actions" { names.append("ActionName") }
        return names
    }
}
