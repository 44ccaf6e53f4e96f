/// What a field selector may say of a field, for one category of events.
///
/// Source: CloudTrail API Reference, AdvancedFieldSelector.
struct FieldRule {
    var operators: [SelectorOperator] = SelectorOperator.allCases
    var values = ValueRule.any
    /// Over all operators of the field selector.
    var valueCountMax = Int.max

    var operatorsText: String {
        operators == SelectorOperator.allCases
            ? "any of \(SelectorOperator.allCases.map(\.rawValue).joined(separator: ", "))"
            : "only \(operators.map(\.rawValue).joined(separator: " and "))"
    }

    private static let anything = FieldRule()
    private static let category = FieldRule(operators: [.equals], valueCountMax: 1)
    private static let access = FieldRule(operators: [.equals], values: .oneOf(["true", "false"]))
    private static let console = FieldRule(
        operators: [.equals, .notEquals], values: .oneOf(["true"]), valueCountMax: 1)

    static func categories(for holder: SelectorHolder) -> [SelectorCategory] {
        let events: [SelectorCategory] = [.management, .data, .networkActivity]
        return holder == .trail
            ? events : events + [.insight, .configurationItem, .evidence, .activityAuditLog]
    }

    static func isRequired(_ field: SelectorField, _ category: SelectorCategory) -> Bool {
        switch field {
        case .eventCategory: true
        case .resourceType: category == .data
        case .eventSource: category == .networkActivity
        default: false
        }
    }

    /// `nil` if the field is none for such events.
    static func rule(_ field: SelectorField, _ category: SelectorCategory, _ holder: SelectorHolder) -> FieldRule? {
        if field == .eventCategory { return Self.category }
        switch category {
        case .management: return managementRule(field, holder)
        case .data: return dataRule(field)
        case .networkActivity: return networkActivityRule(field, holder)
        default: return nil
        }
    }

    private static func managementRule(_ field: SelectorField, _ holder: SelectorHolder) -> FieldRule? {
        switch (field, holder) {
        case (.readOnly, _): access
        case (.eventSource, .trail):
            FieldRule(operators: [.notEquals], values: .oneOf(BasicSelectorRules.excludableSources))
        case (.eventSource, .eventDataStore), (.eventName, .eventDataStore), (.eventType, .eventDataStore),
            (.userIdentityARN, .eventDataStore):
            anything
        case (.sessionCredentialFromConsole, .eventDataStore): console
        default: nil
        }
    }

    private static func dataRule(_ field: SelectorField) -> FieldRule? {
        switch field {
        case .readOnly: access
        case .resourceType: FieldRule(operators: [.equals], values: .resourceType, valueCountMax: 1)
        case .resourceARN: FieldRule(values: .fullARNIfWhole)
        case .eventSource, .eventName, .eventType, .userIdentityARN: anything
        case .sessionCredentialFromConsole: console
        default: nil
        }
    }

    private static func networkActivityRule(_ field: SelectorField, _ holder: SelectorHolder) -> FieldRule? {
        switch (field, holder) {
        case (.eventSource, _):
            FieldRule(operators: [.equals], values: .oneOf(NetworkActivitySources.all), valueCountMax: 1)
        case (.eventName, _), (.vpcEndpointID, _), (.userIdentityARN, .trail): anything
        case (.errorCode, _): FieldRule(operators: [.equals], values: .oneOf(["VpceAccessDenied"]), valueCountMax: 1)
        default: nil
        }
    }
}
