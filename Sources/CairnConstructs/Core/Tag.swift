/// A tag of a resource.
public struct Tag: Hashable, TemplateConvertible {
    public var key: String
    public var value: TemplateString

    public init(key: String, value: TemplateString) {
        self.key = key
        self.value = value
    }

    public var templateValue: TemplateValue {
        var members = PropertyList()
        members.set("Key", key)
        members.set("Value", value)
        return .object(members)
    }
}
