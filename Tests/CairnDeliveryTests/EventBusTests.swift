import CairnAPI
import CairnModel
import CairnSelectors
import CairnStore
import CairnTrails
import Testing

@testable import CairnDelivery

@Suite struct EventBusTests {
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
        let bus = RecordingBus()
        let counts = try await rig.forward(to: bus)
        #expect(bus.calls.map(\.place.region) == ["eu-west-1", "us-east-1"])
        #expect(bus.calls.map(\.entries.count) == [1, 1])
        let entry = try #require(bus.calls.last?.entries.first)
        #expect(entry.source == "aws.ec2")
        #expect(entry.detailType == "AWS API Call via CloudTrail")
        #expect(entry.time == DeliveryRig.start)
        #expect(try JSON(parsing: Array(entry.detail.utf8))["eventID"] == "event-3")
        #expect(counts.sentCount == 2)
    }

    @Test func dataEventsGoToTheBusIfATrailLogsThem() async throws {
        let rig = try DeliveryRig()
        let trail = try rig.addTrail {
            $0.eventSelectors = .advanced([
                AdvancedEventSelector(fieldSelectors: [
                    AdvancedFieldSelector(field: "eventCategory", equals: ["Data"]),
                    AdvancedFieldSelector(field: "resources.type", equals: ["AWS::S3::Object"]),
                ])
            ])
        }
        try rig.change(trail) { $0.isLogging = true }
        let object: JSON = [["type": "AWS::S3::Object", "ARN": "arn:aws:s3:::box/k"]]
        let table: JSON = [["type": "AWS::DynamoDB::Table", "ARN": "arn:aws:dynamodb:eu-west-1:222233334444:table/t"]]
        // Unlike management events, data events that only read are for every rule.
        try await rig.record(
            SampleRecord("GetObject", category: "Data", readOnly: true, extra: ["resources": object]))
        try await rig.record(
            SampleRecord("GetItem", source: "dynamodb.amazonaws.com", category: "Data", extra: ["resources": table]))
        try await rig.record(SampleRecord())
        let bus = RecordingBus()
        _ = try await rig.forward(to: bus)
        let entries = bus.calls.flatMap(\.entries)
        #expect(entries.count == 1)
        #expect(entries.first?.source == "aws.s3")
        #expect(entries.first?.detailType == "AWS API Call via CloudTrail")
    }

    @Test func nothingIsForwardedWithoutATrailThatLogs() async throws {
        let rig = try DeliveryRig()
        try rig.addTrail()
        try await rig.record(SampleRecord())
        let bus = RecordingBus()
        _ = try await rig.forward(to: bus)
        #expect(bus.calls.isEmpty)
    }

    @Test func whatIsRefusedIsPutAgain() async throws {
        let rig = try DeliveryRig()
        let trail = try rig.addTrail()
        try rig.change(trail) { $0.isLogging = true }
        _ = try await rig.record("CreateBucket", count: 12)
        let bus = RecordingBus()
        bus.refuseOnce([3, 99])
        let counts = try await rig.forward(to: bus)
        #expect(bus.calls.map(\.entries.count) == [10, 1, 2])
        #expect(counts.droppedCount == 0)
    }

    /// A call that is under way when the server stops is finished; what comes behind it waits for the next start.
    @Test(.timeLimit(.minutes(1))) func whatWasNotPutWhenTheServerStoppedIsPutAtTheNextStart() async throws {
        let rig = try DeliveryRig()
        let trail = try rig.addTrail()
        try rig.change(trail) { $0.isLogging = true }
        _ = try await rig.record("CreateBucket", count: 12)
        try rig.state.setCursor(.beginning, named: EventBusForwarder.readerName)
        let (begun, signal) = AsyncStream.makeStream(of: Void.self)
        let slow = SlowBus { signal.yield() }
        let counts = EventBusCounts()
        let forwarder = EventBusForwarder(world: rig.world, sender: slow, rules: EventBusRules(), counts: counts)
        let task = Task { await forwarder.run() }
        for await _ in begun { break }
        task.cancel()
        await task.value
        #expect(counts.sentCount == 10 && counts.droppedCount == 0)

        let bus = RecordingBus()
        _ = try await rig.forward(to: bus)
        #expect(bus.calls.map(\.entries.count) == [10, 2])
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
