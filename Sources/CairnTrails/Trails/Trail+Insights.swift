public import CairnAPI

extension CairnAPI.InsightSelector {
    /// The categories of events that are watched: management events if none are given.
    ///
    /// Source: CloudTrail API Reference, InsightSelector.
    public var watchedCategories: [SourceEventCategory] { eventCategories ?? [.management] }
}
