/// The category of an event, as selectors name it in `eventCategory`.
public enum SelectorCategory: UInt8, Sendable, Hashable, CaseIterable {
    case management
    case data
    case networkActivity
    case insight
    case aggregated
    case configurationItem
    case evidence
    case activityAuditLog
    /// One that no selector can name.
    case other

    /// The category of that name; `other` for a name that is not known.
    public init(text: String) {
        self = Self.allCases.first { $0.text == text && $0 != .other } ?? .other
    }

    public var text: String {
        switch self {
        case .management: "Management"
        case .data: "Data"
        case .networkActivity: "NetworkActivity"
        case .insight: "Insight"
        case .aggregated: "Aggregated"
        case .configurationItem: "ConfigurationItem"
        case .evidence: "Evidence"
        case .activityAuditLog: "ActivityAuditLog"
        case .other: "other"
        }
    }
}

/// A set of categories.
struct SelectorCategories: OptionSet, Sendable, Hashable {
    let rawValue: UInt16

    init(rawValue: UInt16) { self.rawValue = rawValue }

    init(_ category: SelectorCategory) { rawValue = 1 << UInt16(category.rawValue) }

    static let all = SelectorCategories(rawValue: .max)

    func contains(_ category: SelectorCategory) -> Bool { contains(SelectorCategories(category)) }

    /// Such as `Management or Data`.
    var text: String {
        SelectorCategory.allCases.filter(contains).map(\.text).joined(separator: " or ")
    }
}
