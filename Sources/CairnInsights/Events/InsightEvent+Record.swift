import CairnModel

extension InsightEvent {
    /// The version of Insights records.
    static let eventVersion = "1.08"

    /// The record as trails deliver it, in bytes without a line feed.
    ///
    /// Source: CloudTrail User Guide, "CloudTrail record contents for Insights events for trails".
    public func record() -> [UInt8] {
        var writer = JSONWriter(reservingCapacity: 2048)
        writer.beginObject()
        writer.member("eventVersion", Self.eventVersion)
        writer.member("eventTime", ISO8601.string(epochSeconds: time))
        writer.member("awsRegion", subject.region)
        writer.member("eventID", eventID)
        writer.member("eventType", "AwsCloudTrailInsight")
        writer.member("recipientAccountId", subject.account)
        writer.member("sharedEventID", sharedEventID)
        writer.key("insightDetails")
        writeDetails(to: &writer)
        writer.member("eventCategory", "Insight")
        writer.endObject()
        return writer.bytes
    }

    private func writeDetails(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("state", state.rawValue)
        writer.member("eventSource", subject.eventSource)
        writer.member("eventName", subject.eventName)
        writer.member("insightType", subject.kind.rawValue)
        if let errorCode = subject.errorCode { writer.member("errorCode", errorCode) }
        if subject.category == .data { writer.member("sourceEventCategory", subject.category.rawValue) }
        writer.key("insightContext")
        writer.beginObject()
        writer.key("statistics")
        writeStatistics(to: &writer)
        if !attributions.isEmpty {
            writer.key("attributions")
            writer.beginArray()
            for attribution in attributions { attribution.write(to: &writer) }
            writer.endArray()
        }
        writer.endObject()
        writer.endObject()
    }

    private func writeStatistics(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("baseline")
        writer.average(baselineAverage)
        writer.key("insight")
        writer.average(insightAverage)
        writer.key("insightDuration")
        writer.integer(insightMinutes)
        writer.key("baselineDuration")
        writer.integer(baselineMinutes)
        writer.endObject()
    }
}

extension InsightAttribution {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("attribute", attribute.rawValue)
        for (key, values) in [("insight", insight), ("baseline", baseline)] {
            writer.key(key)
            writer.beginArray()
            for value in values {
                writer.beginObject()
                writer.member("value", value.value)
                writer.key("average")
                writer.double(value.average.roundedForRecord)
                writer.endObject()
            }
            writer.endArray()
        }
        writer.endObject()
    }
}

extension Double {
    /// As many digits as the samples of the user guide have.
    var roundedForRecord: Double { (self * 1e10).rounded() / 1e10 }
}

extension JSONWriter {
    fileprivate mutating func member(_ key: String, _ value: String) {
        self.key(key)
        string(value)
    }

    fileprivate mutating func average(_ value: Double) {
        beginObject()
        key("average")
        double(value.roundedForRecord)
        endObject()
    }
}
