import CairnModel
import CairnStore
import Testing

@testable import CairnServer

@Suite struct SeedEventsTests {
    private let records = SeedEvents(
        account: "222233334444", region: "eu-west-1", now: 1_772_359_502, eventIDs: EventIDGenerator()
    ).records()

    @Test func theyAreThreeFullRecordsOfTheAccountAndRegion() throws {
        let events = try records.map { try JSON(parsing: $0) }
        #expect(events.map { $0["eventName"]?.stringValue } == ["ConsoleLogin", "RunInstances", "CreateBucket"])
        for event in events {
            #expect(event["recipientAccountId"] == "222233334444")
            #expect(event["awsRegion"] == "eu-west-1")
            for field in [
                "eventVersion", "userIdentity", "eventTime", "eventSource", "sourceIPAddress", "requestParameters",
                "responseElements", "eventID", "eventType", "eventCategory",
            ] {
                #expect(event[field] != nil, "\(field) is missing")
            }
        }
        #expect(Set(events.map { $0["eventID"]?.stringValue }).count == 3)
    }

    @Test func lookUpsFindTheirUserAndResources() throws {
        let projections = records.compactMap { LookupProjection(record: $0) }
        #expect(projections.map(\.username) == ["alice", "alice", "alice"])
        #expect(projections.last?.resources.contains { $0.name == "cairn-example" } == true)
    }
}
