/// The events that insights are looked for in.
public struct InsightEventCategory: TemplateEnumeration {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let management = Self(rawValue: "Management")
    public static let data = Self(rawValue: "Data")
}
