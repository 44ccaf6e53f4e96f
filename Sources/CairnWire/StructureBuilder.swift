/// Gathers the members of one structure while a body is read.
///
/// A member that comes twice takes its last value, as the services do; what the model does not know is kept beside.
struct StructureBuilder {
    let shape: ShapeModel
    let isNested: Bool
    private(set) var members: [WireValue.Member] = []
    /// A bit for each of the first 64 members of the shape that has come; the rest is searched for.
    private var seen: UInt64 = 0
    private var lookupCount = 0
    private var table: [String: Int]?

    private static let walkedLookupCount = 48

    /// - Parameter isNested: the structure stands inside of a body, where bindings to HTTP do not count.
    init(_ shape: ShapeModel, isNested: Bool = false) {
        self.shape = shape
        self.isNested = isNested
    }

    var value: WireValue { .structure(members) }

    mutating func set(_ index: Int, _ value: WireValue) {
        let name = shape.members[index].name
        if let place = place(of: index, name: name) {
            members[place].value = value
        } else {
            members.append(WireValue.Member(name, value))
        }
    }

    /// Adds an element to a list (or an entry to a map) whose parts stand side by side among other members.
    mutating func append(_ index: Int, element: WireValue) {
        let name = shape.members[index].name
        guard let place = place(of: index, name: name) else {
            members.append(WireValue.Member(name, .list([element])))
            return
        }
        guard case .list(var elements) = members[place].value else { return }
        // Let go of the first reference, so that appending does not copy.
        members[place].value = .null
        elements.append(element)
        members[place].value = .list(elements)
    }

    mutating func append(_ index: Int, entry: WireValue.Member) {
        let name = shape.members[index].name
        guard let place = place(of: index, name: name) else {
            members.append(WireValue.Member(name, .map([entry])))
            return
        }
        guard case .map(var entries) = members[place].value else { return }
        members[place].value = .null
        entries.append(entry)
        members[place].value = .map(entries)
    }

    mutating func appendUnknown(_ name: String, _ value: WireValue) {
        members.append(WireValue.Member(name, value))
    }

    /// The place of the member that has that name in a body, or by tolerance in the model.
    ///
    /// A few look-ups walk along the members; a body with very many names gets a table, so that its time stays linear.
    mutating func memberIndex(wireName: String) -> Int? {
        lookupCount += 1
        if lookupCount > Self.walkedLookupCount {
            if table == nil { table = namesTable() }
            return table?[wireName]
        }
        for index in shape.members.indices where isInBody(index) && isWireName(wireName, ofMemberAt: index) {
            return index
        }
        for index in shape.members.indices where isInBody(index) && shape.members[index].name == wireName {
            return index
        }
        return nil
    }

    private func isWireName(_ name: String, ofMemberAt index: Int) -> Bool {
        if let locationName = shape.members[index].locationName { return locationName == name }
        return shape.members[index].name == name
    }

    private func namesTable() -> [String: Int] {
        var table: [String: Int] = [:]
        let inBody = shape.members.indices.filter(isInBody)
        for index in inBody where table[shape.members[index].wireName] == nil {
            table[shape.members[index].wireName] = index
        }
        for index in inBody where table[shape.members[index].name] == nil { table[shape.members[index].name] = index }
        return table
    }

    func isInBody(_ index: Int) -> Bool { isNested || shape.members[index].location == .body }

    /// The place of a member that has already come; marks it as come.
    private mutating func place(of index: Int, name: String) -> Int? {
        if index < 64 {
            let bit: UInt64 = 1 << UInt64(index)
            defer { seen |= bit }
            guard seen & bit != 0 else { return nil }
        }
        return members.firstIndex { $0.name == name }
    }
}

extension ShapeModel {
    /// Tells whether any member of a REST call has no other place than the body.
    var hasBodyMembers: Bool { members.indices.contains { members[$0].location == .body } }

    /// The element of a list; `nil` if the model is broken.
    var listElement: MemberModel? { kind == .list ? members.first : nil }

    /// The key and value of a map; `nil` if the model is broken.
    var mapEntry: (key: MemberModel, value: MemberModel)? {
        guard kind == .map, members.count >= 2 else { return nil }
        return (members[0], members[1])
    }
}
