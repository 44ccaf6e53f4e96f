public import CairnAPI
public import CairnModel

extension EventSelectors {
    private static let basicKey = "EventSelectors"
    private static let advancedKey = "AdvancedEventSelectors"

    /// The selectors as PutEventSelectors takes and GetEventSelectors gives them: an object with one of the members
    /// `EventSelectors` and `AdvancedEventSelectors`.
    public var json: JSON {
        var writer = JSONWriter()
        switch self {
        case .basic(let selectors): selectors.write(to: &writer)
        case .advanced(let selectors): selectors.write(to: &writer)
        }
        let list = (try? JSON(parsing: writer.bytes)) ?? .array([])
        return .object([basicSelectors == nil ? Self.advancedKey : Self.basicKey: list])
    }

    /// Reads what ``json`` wrote, or a bare list of selectors; other members are ignored. Follows no rules but those
    /// of the types: see ``checked(basic:advanced:for:allowingWildcards:)``.
    /// - Throws: ``APICodingError`` if there are no selectors, both kinds, or something that is none.
    public init(json: JSON) throws(APICodingError) {
        if case .array(let elements) = json {
            self = try Self.list(json, isAdvanced: elements.contains { $0["FieldSelectors"] != nil })
            return
        }
        let basic = Self.given(json[Self.basicKey])
        let advanced = Self.given(json[Self.advancedKey])
        switch (basic, advanced) {
        case (let list?, nil): self = try Self.list(list, isAdvanced: false)
        case (nil, let list?): self = try Self.list(list, isAdvanced: true)
        case (_?, _?): throw APICodingError(.malformed("both EventSelectors and AdvancedEventSelectors are given"))
        case (nil, nil): throw APICodingError(.malformed("neither EventSelectors nor AdvancedEventSelectors is given"))
        }
    }

    private static func given(_ list: JSON?) -> JSON? {
        guard let list, !list.isNull, list != .array([]) else { return nil }
        return list
    }

    private static func list(_ json: JSON, isAdvanced: Bool) throws(APICodingError) -> EventSelectors {
        isAdvanced ? .advanced(try [AdvancedEventSelector](json: json)) : .basic(try [EventSelector](json: json))
    }
}
