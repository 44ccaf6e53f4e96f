public import CairnAPI

/// What a store collects: exactly one kind, fixed by the categories in its selectors when it is created.
///
/// Source: CloudTrail User Guide, "Manage event data store lifecycles"; API Reference, AdvancedFieldSelector.
public enum EventDataStoreKind: String, Sendable, Hashable, CaseIterable {
    case cloudTrailEvents
    case insights
    case configurationItems
    case evidence
    case integrations

    /// The values of `eventCategory` that belong to the kind.
    public var categories: Set<String> {
        switch self {
        case .cloudTrailEvents: ["Management", "Data", "NetworkActivity"]
        case .insights: ["Insight"]
        case .configurationItems: ["ConfigurationItem"]
        case .evidence: ["Evidence"]
        case .integrations: ["ActivityAuditLog"]
        }
    }

    /// The kind that selectors ask for; `nil` if they mix kinds or name none.
    public init?(_ selectors: [AdvancedEventSelector]) {
        let categories = selectors.flatMap(\.fieldSelectors).filter { $0.field == "eventCategory" }
            .flatMap { $0.equals ?? [] }
        let kinds = Set(categories.map { category in Self.allCases.first { $0.categories.contains(category) } })
        guard kinds.count == 1, let kind = kinds.first, let kind else { return nil }
        self = kind
    }

    /// What can be imported from files: log files, and what other AWS services deliver to stores, from the files that
    /// they make.
    public static let imported: Set<EventDataStoreKind> = [.cloudTrailEvents, .configurationItems, .evidence]

    /// Whether ingestion can be started and stopped.
    public var canStopIngestion: Bool { self == .cloudTrailEvents || self == .configurationItems }
}
