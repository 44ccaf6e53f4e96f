import CairnModel
import CairnStore
import CairnTrails
import Synchronization
import Testing

@testable import CairnDelivery

@Suite struct EventBusTests {
    private final class Bus: EventBusSender {
        private struct State {
            var calls: [(place: LanePlace, entries: [EventBusEntry])] = []
            var refusals: [Int] = []
        }

        private let state = Mutex(State())

        var calls: [(place: LanePlace, entries: [EventBusEntry])] { state.withLock(\.calls) }

        func refuseOnce(_ numbers: [Int]) { state.withLock { $0.refusals = numbers } }

        func putEvents(
            _ entries: [EventBusEntry], account: String, region: String
        ) async throws(SendingError) -> [Int] {
            state.withLock { state in
                state.calls.append((LanePlace(account: account, region: region), entries))
                defer { state.refusals = [] }
                return state.refusals
            }
        }
    }

    private func forward(_ rig: DeliveryRig, _ bus: Bus) async throws -> EventBusCounts {
        let counts = EventBusCounts()
        let forwarder = EventBusForwarder(world: rig.world, sender: bus, rules: EventBusRules(), counts: counts)
        if try rig.state.cursor(named: EventBusForwarder.readerName) == nil {
            try rig.state.setCursor(.beginning, named: EventBusForwarder.readerName)
        }
        rig.journal.close()
        try await forwarder.forward()
        return counts
    }

    @Test func eachEventGoesOnceToTheBusOfItsPlace() async throws {
        let rig = try DeliveryRig()
        for name in ["one", "two"] {
            let trail = try rig.addTrail(name) { $0.isMultiRegion = true }
            try rig.change(trail) { $0.isLogging = true }
        }
        try await rig.record(SampleRecord())
        try await rig.record(SampleRecord("ListBuckets", readOnly: true))
        try await rig.record(SampleRecord(source: "ec2.amazonaws.com", region: "us-east-1"))
        try await rig.record(SampleRecord(account: "999900001111"))
        try await rig.record(SampleRecord("PutItem", category: "Data"))
        let bus = Bus()
        let counts = try await forward(rig, bus)
        #expect(bus.calls.map(\.place.region) == ["eu-west-1", "us-east-1"])
        #expect(bus.calls.map(\.entries.count) == [1, 1])
        let entry = try #require(bus.calls.last?.entries.first)
        #expect(entry.source == "aws.ec2")
        #expect(entry.detailType == "AWS API Call via CloudTrail")
        #expect(entry.time == DeliveryRig.start)
        #expect(try JSON(parsing: Array(entry.detail.utf8))["eventID"] == "event-3")
        #expect(counts.sentCount == 2)
    }

    @Test func nothingIsForwardedWithoutATrailThatLogs() async throws {
        let rig = try DeliveryRig()
        try rig.addTrail()
        try await rig.record(SampleRecord())
        let bus = Bus()
        _ = try await forward(rig, bus)
        #expect(bus.calls.isEmpty)
    }

    @Test func whatIsRefusedIsPutAgain() async throws {
        let rig = try DeliveryRig()
        let trail = try rig.addTrail()
        try rig.change(trail) { $0.isLogging = true }
        _ = try await rig.record("CreateBucket", count: 12)
        let bus = Bus()
        bus.refuseOnce([3, 99])
        let counts = try await forward(rig, bus)
        #expect(bus.calls.map(\.entries.count) == [10, 1, 2])
        #expect(counts.droppedCount == 0)
    }

    @Test(arguments: [
        ("AwsApiCall", "Management", "AWS API Call via CloudTrail", "aws.signin"),
        ("AwsApiCall", "Data", "AWS API Call via CloudTrail", "aws.signin"),
        ("AwsConsoleSignIn", "Management", "AWS Console Sign In via CloudTrail", "aws.signin"),
        ("AwsConsoleAction", "Management", "AWS Console Action via CloudTrail", "aws.signin"),
        ("AwsServiceEvent", "Management", "AWS Service Event via CloudTrail", "aws.signin"),
        ("AwsCloudTrailInsight", "Insight", "AWS Insight via CloudTrail", "aws.cloudtrail"),
        ("AwsVpceEvent", "NetworkActivity", nil, ""),
    ])
    func kindsOfEvents(type: String, category: String, detailType: String?, source: String) throws {
        let bytes = SampleRecord(
            source: "signin.amazonaws.com", category: category, extra: ["eventType": .string(type)]
        ).bytes(id: "1", time: 0)
        let view = try #require(RecordView(scanning: bytes))
        let entry = bytes.withUnsafeBytes { EventBusRules().entry(view, in: $0) }
        #expect(entry?.detailType == detailType)
        if let entry { #expect(entry.source == source) }
    }
}
