import CairnSelectors

/// A kind of log file: each has a folder of its own, and its name begins with the kind's tag.
///
/// Source: CloudTrail User Guide, "Finding your CloudTrail log files".
public enum FileKind: String, Sendable, Hashable, CaseIterable {
    /// Management and data events.
    case events = "CloudTrail"
    case insights = "CloudTrail-Insight"
    case networkActivity = "CloudTrail-NetworkActivity"
    case aggregated = "CloudTrail-Aggregated"

    /// The folder in keys, and the tag in names.
    public var folder: String { rawValue }

    /// The number of the kind among all.
    var number: Int {
        switch self {
        case .events: 0
        case .insights: 1
        case .networkActivity: 2
        case .aggregated: 3
        }
    }

    /// `nil` for categories that trails do not deliver.
    init?(_ category: SelectorCategory) {
        switch category {
        case .management, .data: self = .events
        case .insight: self = .insights
        case .networkActivity: self = .networkActivity
        case .aggregated: self = .aggregated
        case .configurationItem, .evidence, .activityAuditLog, .other: return nil
        }
    }
}
