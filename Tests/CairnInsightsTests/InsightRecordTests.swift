import CairnInsights
import CairnModel
import Testing

@Suite struct InsightRecordTests {
    private static func events(error: String? = nil) -> [InsightEvent] {
        var rig = DetectorRig()
        let subject = DetectorRig.subject("ssm.amazonaws.com", "SendCommand", error: error)
        rig.run(7 * 1440, { $0 % 25 == 0 ? 1 : 0 }, subject: subject)
        rig.run(10, { _ in 30 }, subject: subject, identity: "mallory")
        rig.run(20, { _ in 0 }, subject: subject)
        return rig.events
    }

    @Test func membersStandInTheOrderOfTheSamples() throws {
        let event = try #require(Self.events().first)
        let record = try JSON(parsing: event.record())
        #expect(
            record.objectValue?.keys == [
                "eventVersion", "eventTime", "awsRegion", "eventID", "eventType", "recipientAccountId",
                "sharedEventID", "insightDetails", "eventCategory",
            ])
        #expect(record["eventTime"]?.stringValue == "2026-03-09T00:00:00Z")
        #expect(record["eventType"]?.stringValue == "AwsCloudTrailInsight")
        let details = try #require(record["insightDetails"])
        #expect(
            details.objectValue?.keys == ["state", "eventSource", "eventName", "insightType", "insightContext"])
        #expect(details["state"]?.stringValue == "Start")
        let statistics = try #require(details["insightContext"]?["statistics"])
        #expect(abs((statistics["baseline"]?["average"]?.doubleValue ?? 0) - 0.04) < 0.001)
        #expect(statistics["baselineDuration"]?.intValue == 10_080)
        #expect(statistics["insight"]?["average"]?.doubleValue == 30)
        let attributions = try #require(details["insightContext"]?["attributions"]?.arrayValue)
        #expect(attributions.map { $0["attribute"]?.stringValue } == ["userIdentityArn", "userAgent", "errorCode"])
        #expect(
            attributions[0]["insight"]?[0]?["value"]?.stringValue == "arn:aws:iam::222233334444:user/mallory")
        #expect(attributions[0]["baseline"]?[0]?["value"]?.stringValue == "arn:aws:iam::222233334444:user/dana")
        #expect(attributions[2]["insight"]?[0]?["value"]?.stringValue == "null")
    }

    @Test func errorRateNamesItsCode() throws {
        let events = Self.events(error: "AccessDenied")
        let record = try JSON(parsing: try #require(events.first).record())
        #expect(record["insightDetails"]?["insightType"]?.stringValue == "ApiErrorRateInsight")
        #expect(record["insightDetails"]?["errorCode"]?.stringValue == "AccessDenied")
        #expect(record["insightDetails"]?["insightContext"]?["attributions"]?.arrayValue?.count == 2)
    }

    @Test func identifiersAreUUIDs() throws {
        let events = Self.events()
        let ids = events.flatMap { [$0.eventID, $0.sharedEventID] }
        let uuid = /[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/
        for id in ids { #expect(id.wholeMatch(of: uuid) != nil) }
        #expect(Set(ids).count == 3)
    }

    @Test func storesKeepItFlat() throws {
        let record = try JSON(parsing: try #require(Self.events(error: "AccessDenied").last).record())
        let arn = "arn:aws:cloudtrail:eu-west-1:222233334444:eventdatastore/11111111-2222-3333-4444-555555555555"
        let flat = try #require(StoreInsightRecord.flattened(record, source: arn))
        #expect(flat["insightSource"]?.stringValue == arn)
        #expect(flat["insightState"]?.stringValue == "End")
        #expect(flat["insightEventName"]?.stringValue == "SendCommand")
        #expect(flat["insightErrorCode"]?.stringValue == "AccessDenied")
        #expect(flat["insightContext"]?["insightAverage"]?.doubleValue == 30)
        #expect(flat["insightContext"]?["attributions"]?.arrayValue?.count == 2)
        #expect(flat["insightDetails"] == nil)
        #expect(StoreInsightRecord.flattened(["eventName": "RunInstances"], source: arn) == nil)
    }
}
