public import CairnModel

/// Unusual activity: `insightDetails` of a record of Insights, or the same facts as event data stores keep them.
///
/// Source: CloudTrail User Guide, "CloudTrail record contents for Insights events".
public struct InsightDetails: Sendable, Hashable {
    /// `Start` or `End`.
    public var state: String?
    public var eventSource: String?
    public var eventName: String?
    /// `ApiCallRateInsight` or `ApiErrorRateInsight`.
    public var insightType: String?
    public var errorCode: String?
    public var sourceEventCategory: String?
    /// Statistics and attributions.
    public var insightContext: JSON?
    /// The ARN of the store that the insight is about; only in event data stores.
    public var insightSource: String?

    init?(_ slice: JSONSlice, in text: RecordText) {
        guard let part = EventPart(slice, in: text) else { return nil }
        state = part.string("state")
        eventSource = part.string("eventSource")
        eventName = part.string("eventName")
        insightType = part.string("insightType")
        errorCode = part.string("errorCode")
        sourceEventCategory = part.string("sourceEventCategory")
        insightContext = part.json("insightContext")
    }

    /// - Parameter fields: those of a record whose facts stand beside each other.
    init?(flat fields: EventFields, in text: RecordText) {
        guard !fields.insightType.isAbsent || !fields.insightState.isAbsent else { return nil }
        state = text.string(fields.insightState)
        eventSource = text.string(fields.insightEventSource)
        eventName = text.string(fields.insightEventName)
        insightType = text.string(fields.insightType)
        errorCode = text.string(fields.insightErrorCode)
        insightContext = text.json(fields.insightContext)
        insightSource = text.string(fields.insightSource)
    }

    /// Calls or errors a minute, in the time before.
    public var baselineAverage: Double? {
        (insightContext?["statistics"]?["baseline"]?["average"] ?? insightContext?["baselineAverage"])?.doubleValue
    }

    /// Calls or errors a minute, while it was unusual.
    public var insightAverage: Double? {
        (insightContext?["statistics"]?["insight"]?["average"] ?? insightContext?["insightAverage"])?.doubleValue
    }
}
