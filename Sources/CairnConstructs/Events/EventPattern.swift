/// Which events a rule takes: by field, the values that are taken or nested fields.
///
/// ```swift
/// let pattern: EventPattern = ["source": ["aws.s3"], "detail": ["eventName": ["DeleteBucket"]]]
/// ```
///
/// Source: EventBridge User Guide, "Event patterns".
public struct EventPattern: Hashable {
    /// By the fields' names in events, such as `detail-type`.
    public private(set) var fields: PropertyList

    public init(_ fields: PropertyList = [:]) { self.fields = fields }

    /// - Parameter detail: nested fields; those of CloudTrail's events are the members of records.
    public init(
        version: [String]? = nil, id: [String]? = nil, detailType: [DetailType]? = nil, source: [String]? = nil,
        account: [TemplateString]? = nil, time: [String]? = nil, region: [TemplateString]? = nil,
        resources: [TemplateString]? = nil, detail: PropertyList? = nil
    ) {
        fields = PropertyList()
        fields.set("version", version)
        fields.set("id", id)
        fields.set("detail-type", detailType)
        fields.set("source", source)
        fields.set("account", account)
        fields.set("time", time)
        fields.set("region", region)
        fields.set("resources", resources)
        fields.set("detail", detail)
    }

    var isEmpty: Bool { fields.isEmpty }

    /// Adds another pattern's fields: lists are joined, nested fields are merged.
    /// - Throws: ``ConstructError`` with `invalidEventPattern` where one has a list and the other nested fields.
    public mutating func merge(_ other: EventPattern) throws { fields = try Self.merge(fields, other.fields) }

    private static func merge(_ left: PropertyList, _ right: PropertyList) throws -> PropertyList {
        var merged = left
        for member in right.members { merged[member.key] = try merge(merged[member.key], member.value, member.key) }
        return merged
    }

    private static func merge(_ left: TemplateValue?, _ right: TemplateValue, _ name: String) throws -> TemplateValue {
        switch (left, right) {
        case (nil, .array), (nil, .object): return right
        case (.array(let left)?, .array(let right)): return .array((left + right).unique)
        case (.object(let left)?, .object(let right)): return .object(try merge(left, right))
        case (.array?, .object), (.object?, .array):
            throw refusal(
                "Invalid event pattern field \(name): it is a list in one pattern and has fields in the other")
        default: throw refusal("Invalid event pattern field \(name). All fields must be arrays")
        }
    }

    private static func refusal(_ message: String) -> ConstructError {
        ConstructError(.invalidEventPattern, path: "", property: "eventPattern", message)
    }
}

extension EventPattern: ExpressibleByDictionaryLiteral, TemplateConvertible {
    public init(dictionaryLiteral elements: (String, TemplateValue)...) {
        var fields = PropertyList()
        for (name, value) in elements { fields.set(name, value) }
        self.init(fields)
    }

    public var templateValue: TemplateValue { .object(fields) }
}
