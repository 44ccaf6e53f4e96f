import CairnModel
import CairnStore
import CairnTrails
import Testing

@testable import CairnDelivery

@Suite struct NotificationTests {
    private static let topic = "arn:aws:sns:eu-west-1:222233334444:trail"
    private static let group = "arn:aws:logs:eu-west-1:222233334444:log-group:ct:*"

    @Test func aTopicHearsOfItselfOnceAndOfEveryFile() async throws {
        let rig = try DeliveryRig()
        let trail = try rig.addTrail { $0.snsTopicARN = Self.topic }
        try await rig.step()
        try await rig.startLogging(trail)
        try await rig.step()
        #expect(rig.topic.messages == ["CloudTrail validation message."])
        try await rig.tick()
        let key = try #require(try await rig.keys().first)
        #expect(rig.topic.messages.last == #"{"s3Bucket":"box","s3ObjectKey":["\#(key)"]}"#)
        #expect(rig.status(trail).notifications.successTime == rig.clock.now())
        rig.kill()
        try await rig.tick()
        #expect(rig.topic.messages.count == 2)
        try rig.change(trail) { $0.snsTopicARN = Self.topic + "2" }
        try await rig.step()
        #expect(rig.topic.messages.count == 3)
    }

    @Test func messagesWaitForTheirTopic() async throws {
        let rig = try DeliveryRig()
        let trail = try rig.addTrail { $0.snsTopicARN = Self.topic }
        rig.topic.fail(SendingError(code: "AuthorizationError", message: "no"))
        try await rig.startLogging(trail)
        try await rig.step()
        try await rig.tick()
        _ = try await rig.record("CreateBucket", count: 1)
        try await rig.tick()
        #expect(rig.status(trail).notifications.error == "AuthorizationError")
        #expect(rig.status(trail).logFiles.error == nil)
        rig.kill()
        rig.topic.fail(nil)
        try await rig.tick()
        #expect(rig.status(trail).notifications.error == nil)
        let messages = rig.topic.messages
        #expect(messages.count == 3)
        for key in try await rig.keys() { #expect(messages.filter { $0.contains(key) }.count == 1) }
    }

    @Test func filesOfAPlaceShareMessages() throws {
        let files = (0..<45).map { number in
            DeliveredFile(
                place: LanePlace(account: "222233334444", region: number < 41 ? "eu-west-1" : "us-east-1"),
                bucket: "box", key: "key-\(number)", time: 0, sha256: "", recordCount: 1, byteCount: 1)
        }
        let messages = TopicMessage.messages(about: files, topicARN: Self.topic)
        #expect(messages.count == 4)
        for message in messages { #expect(TopicMessage(json: message.json) == message) }
    }

    @Test func recordsBecomeLogEvents() async throws {
        let rig = try DeliveryRig()
        let trail = try rig.addTrail {
            $0.cloudWatchLogsLogGroupARN = Self.group
            $0.cloudWatchLogsRoleARN = "arn:aws:iam::222233334444:role/logs"
            $0.isMultiRegion = true
        }
        try await rig.startLogging(trail)
        rig.clock.advance(by: 1)
        try await rig.record(SampleRecord(region: "us-east-1"))
        let large = String(repeating: "x", count: 256 << 10)
        try await rig.record(SampleRecord("Large", extra: ["requestParameters": .string(large)]))
        try await rig.tick()
        let streams = rig.logGroup.streams
        #expect(Array(streams.keys) == ["222233334444_CloudTrail_eu-west-1"])
        let events = streams.values.flatMap(\.self).flatMap(\.self)
        #expect(events.map(\.timestamp) == [DeliveryRig.start, DeliveryRig.start + 1].map { Int64($0 * 1000) })
        #expect(events.last?.message.hasPrefix(#"{"eventVersion""#) == true)
        #expect(rig.status(trail).cloudWatchLogs.successTime == rig.clock.now())
    }

    @Test func aLogGroupThatFailsDoesNotHoldUpLogFiles() async throws {
        let rig = try DeliveryRig()
        let trail = try rig.addTrail { $0.cloudWatchLogsLogGroupARN = Self.group }
        rig.logGroup.fail(SendingError(code: "AccessDeniedException", message: "no"))
        try await rig.startLogging(trail)
        try await rig.tick()
        #expect(try await rig.eventIDs() == ["event-1"])
        #expect(rig.status(trail).cloudWatchLogs.error == "AccessDeniedException")
        #expect(rig.logGroup.tries == 3)
        _ = try await rig.record("CreateBucket", count: 1)
        try await rig.tick()
        #expect(rig.logGroup.tries == 4)
    }

    @Test func callsStayWithinTheLimitsOfCloudWatchLogs() {
        let large = (0..<9).map { LogEvent(timestamp: Int64($0), message: String(repeating: "x", count: 200_000)) }
        #expect(LogEventBatches.cut(large).map(\.count) == [5, 4])
        let many = (0..<20_001).map { LogEvent(timestamp: Int64($0), message: "x") }
        #expect(LogEventBatches.cut(many).map(\.count) == [10_000, 10_000, 1])
        let spread = [0, 86_399_999, 86_400_000].map { LogEvent(timestamp: $0, message: "x") }
        #expect(LogEventBatches.cut(spread).map(\.count) == [2, 1])
    }
}
