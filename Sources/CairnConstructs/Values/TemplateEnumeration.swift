/// Values that AWS names and may add to: the known ones are members, any other is written as its text.
public protocol TemplateEnumeration: RawRepresentable<String>, Hashable, Sendable, TemplateConvertible,
    ExpressibleByStringLiteral
{
    init(rawValue: String)
}

extension TemplateEnumeration {
    public init(stringLiteral value: String) { self.init(rawValue: value) }
    public var templateValue: TemplateValue { rawValue.templateValue }
}
