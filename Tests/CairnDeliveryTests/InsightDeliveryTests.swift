import CairnAPI
import CairnIntegrity
import CairnModel
import CairnStore
import CairnTrails
import Testing

@testable import CairnDelivery

/// Insights events come from the journal like any other.
@Suite struct InsightDeliveryTests {
    private func insight(_ type: String, of category: String? = nil, region: String = "eu-west-1") -> [UInt8] {
        let source = category.map { #","sourceEventCategory":"\#($0)""# } ?? ""
        return Array(
            (#"{"eventVersion":"1.08","eventTime":"2026-03-01T10:01:00Z","awsRegion":"\#(region)","#
                + #""eventID":"\#(type)/\#(category ?? "none")","eventType":"AwsCloudTrailInsight","#
                + #""recipientAccountId":"222233334444","sharedEventID":"s","insightDetails":{"state":"Start","#
                + #""eventSource":"ssm.amazonaws.com","eventName":"SendCommand","insightType":"\#(type)"\#(source),"#
                + #""insightContext":{"statistics":{"baseline":{"average":0.04},"insight":{"average":3.0},"#
                + #""insightDuration":5,"baselineDuration":10080}}},"eventCategory":"Insight"}"#).utf8)
    }

    private static let all = [
        ("ApiCallRateInsight", String?.none), ("ApiCallRateInsight", "Management"), ("ApiCallRateInsight", "Data"),
        ("ApiErrorRateInsight", "Management"),
    ]

    private static let selections: [([InsightSelector], [String])] = [
        ([], []),
        (
            [InsightSelector(insightType: .apiCallRateInsight)],
            ["ApiCallRateInsight/none", "ApiCallRateInsight/Management"]
        ),
        ([InsightSelector(insightType: .apiCallRateInsight, eventCategories: [.data])], ["ApiCallRateInsight/Data"]),
        (
            [
                InsightSelector(insightType: .apiCallRateInsight, eventCategories: [.management, .data]),
                InsightSelector(insightType: .apiErrorRateInsight),
            ],
            [
                "ApiCallRateInsight/none", "ApiCallRateInsight/Management", "ApiCallRateInsight/Data",
                "ApiErrorRateInsight/Management",
            ]
        ),
    ]

    @Test(arguments: selections)
    func insightSelectorsDecide(selectors: [InsightSelector], expected: [String]) async throws {
        let rig = try DeliveryRig()
        let trail = try rig.addTrail { $0.insightSelectors = selectors }
        try await rig.startLogging(trail)
        for (type, category) in Self.all { try await rig.journal.append([insight(type, of: category)]) }
        try await rig.tick()
        #expect(try await rig.eventIDs("_CloudTrail-Insight_") == expected)
        #expect(try await rig.eventIDs() == ["event-1"])
    }

    @Test func insightsHaveAFolderAndFileNamesOfTheirOwn() async throws {
        let rig = try DeliveryRig()
        let trail = try rig.addTrail {
            $0.insightSelectors = [InsightSelector(insightType: .apiCallRateInsight)]
            $0.logFileValidationEnabled = true
        }
        try await rig.startLogging(trail)
        try await rig.journal.append([insight("ApiCallRateInsight")])
        try await rig.journal.append([insight("ApiCallRateInsight", region: "us-east-1")])
        try await rig.tick()
        let keys = try await rig.keys("CloudTrail-Insight")
        #expect(keys.count == 1)
        let name =
            #/
            AWSLogs/222233334444/CloudTrail-Insight/eu-west-1/2026/03/01/
            222233334444_CloudTrail-Insight_eu-west-1_20260301T1005Z_[A-Za-z0-9]{16}\.json\.gz
            /#
        #expect(keys.first?.wholeMatch(of: name) != nil)
        // A digest lists them, too.
        try await rig.tick(3600)
        let report = try await rig.verify()
        #expect(report.isGood, "\(report.findings)")
        #expect(report.logFiles.valid == 2)
    }

    @Test func insightsGoToTheLogGroup() async throws {
        let rig = try DeliveryRig()
        let trail = try rig.addTrail {
            $0.insightSelectors = [InsightSelector(insightType: .apiCallRateInsight)]
            $0.cloudWatchLogsLogGroupARN = "arn:aws:logs:eu-west-1:222233334444:log-group:ct:*"
        }
        try await rig.startLogging(trail)
        let record = insight("ApiCallRateInsight")
        try await rig.journal.append([record])
        try await rig.journal.append([insight("ApiErrorRateInsight")])
        try await rig.tick()
        let events = rig.logGroup.streams["222233334444_CloudTrail_eu-west-1"]?.flatMap(\.self) ?? []
        #expect(events.count == 2)
        #expect(events.last?.message == String(decoding: record, as: UTF8.self))
        #expect(events.last?.timestamp == Int64((DeliveryRig.start + 60) * 1000))
    }

    @Test func insightsGoToTheEventBus() async throws {
        let rig = try DeliveryRig()
        let trail = try rig.addTrail { $0.insightSelectors = [InsightSelector(insightType: .apiCallRateInsight)] }
        try rig.change(trail) { $0.isLogging = true }
        let record = insight("ApiCallRateInsight")
        try await rig.journal.append([record])
        try await rig.journal.append([insight("ApiErrorRateInsight")])
        let bus = RecordingBus()
        let counts = try await rig.forward(to: bus)
        #expect(counts.sentCount == 1)
        let entry = try #require(bus.calls.first?.entries.first)
        #expect(entry.detailType == "AWS Insight via CloudTrail")
        #expect(entry.source == "aws.cloudtrail")
        #expect(entry.time == DeliveryRig.start + 60)
        #expect(entry.detail == String(decoding: record, as: UTF8.self))
    }
}
