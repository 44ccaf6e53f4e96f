import CairnAPI
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

    private static func invalid(_ message: String) -> CloudTrailError {
        CloudTrailError(.invalidInsightSelectors, message)
    }
}
