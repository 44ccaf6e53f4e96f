public import CairnModel

/// Insights records as event data stores keep them: flat.
///
/// Source: CloudTrail User Guide, "CloudTrail record contents for Insights events for event data stores".
public enum StoreInsightRecord {
    /// The record of an event that a watching store causes, in bytes without a line feed.
    ///
    /// Every store has records of its own, with identifiers of their own: what is found again has the same ones.
    /// - Parameter source: the ARN of the store whose events were watched.
    public static func record(of event: InsightEvent, source: String) -> [UInt8] {
        guard let record = try? JSON(parsing: event.record()), var flat = flattened(record, source: source)?.objectValue
        else { return [] }
        flat["eventID"] = .string(event.eventID(ofStore: source))
        flat["sharedEventID"] = .string(event.sharedEventID(ofStore: source))
        return Array(JSON.object(flat).description.utf8)
    }

    /// Turns the record of a trail into that of a store.
    ///
    /// - Parameters:
    ///   - record: as ``InsightEvent/record()`` makes it.
    ///   - source: the ARN of the store whose events were watched.
    /// - Returns: `nil` if the record is no Insights record.
    public static func flattened(_ record: JSON, source: String) -> JSON? {
        guard let details = record["insightDetails"], let context = details["insightContext"],
            let eventID = record["eventID"], let time = record["eventTime"]
        else { return nil }
        var flat: JSONObject = ["eventVersion": record["eventVersion"] ?? "1.08", "eventCategory": "Insight"]
        flat["eventType"] = record["eventType"] ?? "AwsCloudTrailInsight"
        flat["eventID"] = eventID
        flat["eventTime"] = time
        for name in ["awsRegion", "recipientAccountId", "sharedEventID"] { flat[name] = record[name] }
        flat["insightSource"] = .string(source)
        flat["insightState"] = details["state"]
        flat["insightEventSource"] = details["eventSource"]
        flat["insightEventName"] = details["eventName"]
        if let code = details["errorCode"] { flat["insightErrorCode"] = code }
        flat["insightType"] = details["insightType"]
        flat["insightContext"] = .object(Self.context(context))
        return .object(flat)
    }

    private static func context(_ context: JSON) -> JSONObject {
        let statistics = context["statistics"]
        var flat: JSONObject = [:]
        flat["baselineAverage"] = statistics?["baseline"]?["average"]
        flat["insightAverage"] = statistics?["insight"]?["average"]
        flat["baselineDuration"] = statistics?["baselineDuration"]
        flat["insightDuration"] = statistics?["insightDuration"]
        flat["attributions"] = .array((context["attributions"]?.arrayValue ?? []).map(attribution))
        return flat
    }

    /// With the most frequent value by itself: that is what an attribution was before it had lists.
    private static func attribution(_ attribution: JSON) -> JSON {
        var flat: JSONObject = ["attribute": attribution["attribute"] ?? .null]
        for name in ["insight", "baseline"] {
            flat[name + "Value"] = attribution[name]?[0]?["value"]
            flat[name + "Average"] = attribution[name]?[0]?["average"]
        }
        for name in ["insight", "baseline"] { flat[name] = attribution[name] ?? .array([]) }
        return .object(flat)
    }
}
