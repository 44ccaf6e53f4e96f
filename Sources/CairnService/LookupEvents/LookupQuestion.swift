import CairnAPI
import CairnStore

/// A request of LookupEvents, understood: what to ask the history.
///
/// Source: CloudTrail API Reference, LookupEvents; CloudTrail User Guide, "Viewing recent management events with the
/// AWS CLI".
struct LookupQuestion {
    let category: HistoryCategory
    let filter: HistoryQuery.Filter?
    /// `nil` if no event can be in the time range.
    let times: ClosedRange<Double>?
    let pageSize: Int

    static let historySeconds: Double = 90 * 86_400
    static let pageSizeMax = 50
    static let valueLengthMax = 2000

    /// Reads a request that keeps the constraints of the model.
    init(_ request: LookupEventsRequest, now: Double) throws(CloudTrailError) {
        filter = try Self.filter(request.lookupAttributes ?? [])
        category = try Self.category(request.eventCategory)
        try Self.checkAttribute(filter?.attribute, of: category)
        pageSize = try Self.pageSize(request.maxResults)
        times = try Self.times(start: request.startTime?.epochSeconds, end: request.endTime?.epochSeconds, now: now)
    }

    private static func filter(
        _ attributes: [CairnAPI.LookupAttribute]
    ) throws(CloudTrailError) -> HistoryQuery.Filter? {
        guard let attribute = attributes.first else { return nil }
        guard attributes.count == 1 else {
            throw CloudTrailError(
                .invalidLookupAttributes, "Only one lookup attribute is allowed, but there are \(attributes.count)."
            )
        }
        guard let key = CairnStore.LookupAttribute(name: attribute.attributeKey.rawValue) else {
            throw CloudTrailError(.invalidLookupAttributes, "There is no such lookup attribute key.")
        }
        let length = countedLength(of: attribute.attributeValue)
        guard (1...valueLengthMax).contains(length) else {
            throw CloudTrailError(
                .invalidLookupAttributes,
                "The value of \(key.name) must have 1 to \(valueLengthMax) characters, but has \(length); "
                    + "underscores, spaces, commas and newlines count as two."
            )
        }
        if key == .readOnly, !["true", "false"].contains(attribute.attributeValue) {
            throw CloudTrailError(.invalidLookupAttributes, "The value of ReadOnly must be true or false.")
        }
        return HistoryQuery.Filter(key, attribute.attributeValue)
    }

    /// Insights events have no caller, no resources, and neither read nor write.
    private static func checkAttribute(
        _ attribute: CairnStore.LookupAttribute?, of category: HistoryCategory
    ) throws(CloudTrailError) {
        guard category == .insight, let attribute, ![.eventID, .eventName, .eventSource].contains(attribute) else {
            return
        }
        throw CloudTrailError(
            .invalidLookupAttributes,
            "Insights events can be looked up by EventId, EventName and EventSource, not by \(attribute.name)."
        )
    }

    /// The length as the service counts it: `_`, space, `,` and newline are two characters each.
    private static func countedLength(of value: String) -> Int {
        value.unicodeScalars.reduce(0) { $0 + ("_ ,\n".unicodeScalars.contains($1) ? 2 : 1) }
    }

    private static func category(_ category: EventCategory?) throws(CloudTrailError) -> HistoryCategory {
        switch category {
        case nil: return .management
        case .insight: return .insight
        default: throw CloudTrailError(.invalidEventCategory, "The event category must be insight, if there is one.")
        }
    }

    private static func pageSize(_ maxResults: Int32?) throws(CloudTrailError) -> Int {
        let pageSize = maxResults.map(Int.init) ?? pageSizeMax
        guard (1...pageSizeMax).contains(pageSize) else {
            throw CloudTrailError(.invalidMaxResults, "MaxResults must be from 1 to \(pageSizeMax).")
        }
        return pageSize
    }

    private static func times(
        start: Double?, end: Double?, now: Double
    ) throws(CloudTrailError) -> ClosedRange<Double>? {
        if let start, let end, start > end {
            throw CloudTrailError(.invalidTimeRange, "The start time must not be after the end time.")
        }
        let oldest = now - historySeconds
        let first = max(start ?? oldest, oldest)
        let last = end ?? now
        return first <= last ? first...last : nil
    }
}
