/// What an insight is about: how often an operation is called, or how often it fails in one way.
public enum InsightKind: String, Sendable, Hashable, CaseIterable {
    case callRate = "ApiCallRateInsight"
    case errorRate = "ApiErrorRateInsight"
}

/// The category of the events that are watched.
public enum WatchedCategory: String, Sendable, Hashable, CaseIterable {
    case management = "Management"
    case data = "Data"
}
