/// Properties by their CloudFormation names, in the order in which they were written.
public struct PropertyList: Hashable {
    struct Member: Hashable {
        var key: String
        var value: TemplateValue
    }

    private(set) var members: [Member] = []

    public init() {}

    init(members: [Member]) { self.members = members }

    public subscript(_ key: String) -> TemplateValue? {
        get { members.first { $0.key == key }?.value }
        set {
            let index = members.firstIndex { $0.key == key }
            switch (index, newValue) {
            case (let index?, let value?): members[index].value = value
            case (let index?, nil): members.remove(at: index)
            case (nil, let value?): members.append(Member(key: key, value: value))
            case (nil, nil): break
            }
        }
    }

    /// Writes a property, or removes it if there is no value.
    public mutating func set(_ key: String, _ value: (some TemplateConvertible)?) { self[key] = value?.templateValue }

    var isEmpty: Bool { members.isEmpty }

    /// By name, as templates show them.
    var sorted: PropertyList { PropertyList(members: members.sorted { $0.key < $1.key }) }
}

extension PropertyList: ExpressibleByDictionaryLiteral, TemplateConvertible {
    public init(dictionaryLiteral elements: (String, TemplateValue)...) {
        self.init(members: elements.map { Member(key: $0.0, value: $0.1) })
    }

    public var templateValue: TemplateValue { .object(self) }
}
