public import CairnModel

/// A value of a template before it is written: as JSON, with values of the deployment in it.
public indirect enum TemplateValue: Hashable {
    case bool(Bool)
    case number(JSONNumber)
    case string(TemplateString)
    case array([TemplateValue])
    case object(PropertyList)
    /// Made when the template is.
    case policy(PolicyDocument)

    /// `nil` for JSON's null, which templates do not have; members that are null are left out.
    public init?(_ json: JSON) {
        switch json {
        case .null: return nil
        case .bool(let value): self = .bool(value)
        case .number(let value): self = .number(value)
        case .string(let value): self = .string(TemplateString(value))
        case .array(let elements): self = .array(elements.compactMap { TemplateValue($0) })
        case .object(let object):
            var members = PropertyList()
            for member in object.members { members.set(member.key, TemplateValue(member.value)) }
            self = .object(members)
        }
    }
}

extension TemplateValue: ExpressibleByStringInterpolation, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    public init(stringLiteral value: String) { self = .string(TemplateString(value)) }
    public init(stringInterpolation: TemplateString.StringInterpolation) {
        self = .string(TemplateString(stringInterpolation: stringInterpolation))
    }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(integerLiteral value: Int) { self = .number(JSONNumber(value)) }
    public init(arrayLiteral elements: TemplateValue...) { self = .array(elements) }
    public init(dictionaryLiteral elements: (String, TemplateValue)...) {
        self = .object(PropertyList(members: elements.map { PropertyList.Member(key: $0.0, value: $0.1) }))
    }
}

extension TemplateValue: TemplateConvertible {
    public var templateValue: TemplateValue { self }
}

extension TemplateString: TemplateConvertible {
    public var templateValue: TemplateValue { .string(self) }
}

extension String: TemplateConvertible {
    public var templateValue: TemplateValue { .string(TemplateString(self)) }
}

extension Bool: TemplateConvertible {
    public var templateValue: TemplateValue { .bool(self) }
}

extension Int: TemplateConvertible {
    public var templateValue: TemplateValue { .number(JSONNumber(self)) }
}

extension Array: TemplateConvertible where Element: TemplateConvertible {
    public var templateValue: TemplateValue { .array(map(\.templateValue)) }
}
