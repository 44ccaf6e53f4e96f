public import CairnModel

extension BacktestInsight {
    /// One object for programs.
    public var json: JSON {
        let subject = start.subject
        var object: JSONObject = [
            "eventSource": .string(subject.eventSource), "eventName": .string(subject.eventName),
            "insightType": .string(subject.kind.rawValue),
            "errorCode": subject.errorCode.map(JSON.string) ?? .null,
            "start": .string(ISO8601.string(epochSeconds: start.time)),
            "end": end.map { .string(ISO8601.string(epochSeconds: $0.time)) } ?? .null,
            "direction": .string(start.direction.rawValue), "account": .string(subject.account),
            "region": .string(subject.region), "sourceEventCategory": .string(subject.category.rawValue),
            "sharedEventID": .string(start.sharedEventID),
        ]
        object["baselineAverage"] = Self.number(start.baselineAverage)
        object["insightAverage"] = Self.number(latest.insightAverage)
        object["attributions"] = .array(latest.attributions.map(Self.attribution))
        return .object(object)
    }

    private static func number(_ value: Double) -> JSON {
        JSONNumber(value.roundedForRecord).map(JSON.number) ?? .null
    }

    private static func attribution(_ attribution: InsightAttribution) -> JSON {
        [
            "attribute": .string(attribution.attribute.rawValue),
            "insight": .array(attribution.insight.map(value)), "baseline": .array(attribution.baseline.map(value)),
        ]
    }

    private static func value(_ value: InsightAttribution.Value) -> JSON {
        ["value": .string(value.value), "average": number(value.average)]
    }
}
