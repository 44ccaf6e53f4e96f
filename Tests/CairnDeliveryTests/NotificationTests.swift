import CairnModel
import CairnStore
import CairnTrails
import Testing

@testable import CairnDelivery

@Suite struct NotificationTests {
    private static let topic = "arn:aws:sns:eu-west-1:222233334444:trail"

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
}
