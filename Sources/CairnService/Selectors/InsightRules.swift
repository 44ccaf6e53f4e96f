import CairnAPI
import CairnLake
import CairnSelectors
import CairnTrails

/// What Insights selectors of a trail must be like.
///
/// Source: CloudTrail API Reference, PutInsightSelectors; CloudTrail User Guide, "Working with CloudTrail Insights".
enum InsightRules {
    /// - Throws: ``CloudTrailError`` with `invalidInsightSelectors`.
    static func checkForm(_ selectors: [InsightSelector]) throws(CloudTrailError) {
        var types: Set<InsightType> = []
        for selector in selectors {
            guard let type = selector.insightType else {
                throw invalid("An Insights selector has no InsightType; give one of \(allowedTypes).")
            }
            guard types.insert(type).inserted else {
                throw invalid("There are two Insights selectors of \(type.rawValue).")
            }
            guard let categories = selector.eventCategories else { continue }
            guard !categories.isEmpty, Set(categories).count == categories.count else {
                throw invalid(
                    "The EventCategories of \(type.rawValue) must be Management, Data or both, or be left out."
                )
            }
        }
    }

    /// Checks that the trail logs the events that are to be watched.
    /// - Throws: ``CloudTrailError`` with `invalidInsightSelectors`.
    static func checkPrerequisites(_ selectors: [InsightSelector], of trail: Trail) throws(CloudTrailError) {
        for selector in selectors {
            guard let type = selector.insightType else { continue }
            for category in selector.watchedCategories {
                guard let missing = missing(for: type, category, trail.eventSelectors) else { continue }
                throw invalid(
                    "\(type.rawValue) of \(category.rawValue) events needs a trail that logs \(missing), which "
                        + "\(trail.arn) does not."
                )
            }
        }
    }

    /// Checks that a store logs the events that are to be watched.
    /// - Throws: ``CloudTrailError`` with `invalidInsightSelectors`.
    static func checkPrerequisites(_ types: [InsightType], of store: EventDataStore) throws(CloudTrailError) {
        guard !types.isEmpty else { return }
        guard store.kind == .cloudTrailEvents else {
            throw invalid("Insights need an event data store of CloudTrail events, which \(store.arn) is not.")
        }
        for type in types {
            guard let missing = missing(for: type, .management, .advanced(store.selectors)) else { continue }
            throw invalid(
                "\(type.rawValue) needs an event data store that logs \(missing), which \(store.arn) does not."
            )
        }
    }

    /// The types that a store is to watch: Insights on data events are for trails.
    /// - Throws: ``CloudTrailError`` with `invalidInsightSelectors`.
    static func typesForStore(_ selectors: [InsightSelector]) throws(CloudTrailError) -> [InsightType] {
        try checkForm(selectors)
        guard !selectors.contains(where: { $0.watchedCategories.contains(.data) }) else {
            throw invalid("Insights on data events are for trails; an event data store watches Management events.")
        }
        return selectors.compactMap(\.insightType)
    }

    /// Checks the store that Insights events are to go to.
    /// - Throws: ``CloudTrailError`` with `invalidInsightSelectors`.
    static func checkDestination(_ destination: EventDataStore, of source: EventDataStore) throws(CloudTrailError) {
        guard destination.account == source.account else {
            throw invalid("Event data stores \(source.arn) and \(destination.arn) are of different accounts.")
        }
        guard destination.kind == .insights else {
            throw invalid(
                "The InsightsDestination must be an event data store of Insights events, with the selector "
                    + "eventCategory Equals Insight; \(destination.arn) is not."
            )
        }
        guard destination.isQueryable else { throw invalid("The deletion of \(destination.arn) is pending.") }
    }

    /// The events that would have to be logged, or `nil` if they are.
    private static func missing(
        for type: InsightType, _ category: SourceEventCategory, _ logged: EventSelectors
    ) -> String? {
        if category == .data { return logged.logsDataEvents ? nil : "data events" }
        if logged.logsManagementWrites { return nil }
        if type == .apiCallRateInsight { return "management events that write" }
        return logged.logsManagementReads ? nil : "management events"
    }

    private static var allowedTypes: String { InsightType.knownValues.map(\.rawValue).joined(separator: ", ") }

    static func invalid(_ message: String) -> CloudTrailError {
        CloudTrailError(.invalidInsightSelectors, message)
    }
}
