/// An event in memory: what selectors can look at, as values.
public struct EventFacts: SelectableEvent, Sendable, Hashable {
    public struct Resource: Sendable, Hashable {
        public var type: String?
        public var arn: String?

        public init(type: String? = nil, arn: String? = nil) {
            self.type = type
            self.arn = arn
        }
    }

    public var category: SelectorCategory?
    /// By field; a field that is not in it is missing.
    public var texts: [SelectorField: String]
    public var resources: [Resource]
    /// Fields of which nothing is known yet.
    public var unknownFields: Set<SelectorField>
    /// Whether more resources may become known.
    public var mayHaveMoreResources: Bool

    public init(
        category: SelectorCategory?, texts: [SelectorField: String] = [:], resources: [Resource] = [],
        unknownFields: Set<SelectorField> = [], mayHaveMoreResources: Bool = false
    ) {
        self.category = category
        self.texts = texts
        self.resources = resources
        self.unknownFields = unknownFields
        self.mayHaveMoreResources = mayHaveMoreResources
    }

    public func text(of field: SelectorField) -> EventText {
        if unknownFields.contains(field) { return .unknown }
        return texts[field].map(EventText.string) ?? .missing
    }

    public func eachResource(_ visit: (_ type: EventText, _ arn: EventText) -> Bool) -> Bool {
        for resource in resources {
            let type = unknownFields.contains(.resourceType) ? .unknown : Self.text(resource.type)
            let arn = unknownFields.contains(.resourceARN) ? .unknown : Self.text(resource.arn)
            guard visit(type, arn) else { break }
        }
        return !mayHaveMoreResources
    }

    private static func text(_ value: String?) -> EventText { value.map(EventText.string) ?? .missing }
}
