public import CairnModel

/// Insights records as event data stores keep them: flat.
///
/// Source: CloudTrail User Guide, "CloudTrail record contents for Insights events for event data stores".
public enum StoreInsightRecord {
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
        flat["attributions"] = context["attributions"] ?? .array([])
        return flat
    }
}
