import Testing

@testable import CairnProcessing

struct SourceParserTests {
    private static func parse(_ body: String) throws -> LogSource {
        let message = QueueMessage(id: "m", receiptHandle: "r", body: body, attributes: ["SentTimestamp": "1"])
        return try SourceParserChain(SourceParserChain.standard).parse(message, isLogFile: LogFileKey.isLogFile)
    }

    private static func envelope(_ text: String) -> String {
        let escaped = text.replacing("\"", with: "\\\"")
        return #"{"Type":"Notification","TopicArn":"arn:aws:sns:eu-west-1:222233334444:t","Message":"\#(escaped)"}"#
    }

    private static let raw = #"{"s3Bucket":"box","s3ObjectKey":["\#(Samples.key(1))","\#(Samples.key(2))"],"note":"n"}"#
    private static let notification =
        #"{"Records":[{"eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"box"},"object":{"key":"a%2Bb+c/"#
        + #"\#(Samples.key(1))","size":12}}},{"eventName":"ObjectRemoved:Delete","s3":{"bucket":{"name":"box"},"#
        + #""object":{"key":"\#(Samples.key(2))"}}}]}"#
    private static let busEvent =
        #"{"version":"0","source":"aws.s3","detail-type":"Object Created","detail":{"bucket":{"name":"box"},"#
        + #""object":{"key":"\#(Samples.key(3))","size":5}}}"#

    @Test func notificationsOfTrailsAreReadWithAndWithoutTheTopicsEnvelope() throws {
        for body in [Self.raw, Self.envelope(Self.raw)] {
            let source = try Self.parse(body)
            #expect(source.kind == .cloudTrailLog && source.logFiles.map(\.key) == [Samples.key(1), Samples.key(2)])
            #expect(source.logFiles.first?.bucket == "box" && source.accountID == "222233334444")
            #expect(source.attributes["note"] == "n" && source.attributes["SentTimestamp"] == "1")
            #expect(source.attributes["SourceType"] == "CloudTrailLog")
        }
    }

    @Test func notificationsOfBucketsNameCreatedObjectsAndEncodeTheirKeys() throws {
        for body in [Self.notification, Self.envelope(Self.notification)] {
            let source = try Self.parse(body)
            #expect(source.logFiles == [LogFile(bucket: "box", key: "a+b c/" + Samples.key(1), size: 12)])
        }
    }

    @Test func eventsOfTheEventBusAreRead() throws {
        for body in [Self.busEvent, Self.envelope(Self.busEvent)] {
            #expect(try Self.parse(body).logFiles == [LogFile(bucket: "box", key: Samples.key(3), size: 5)])
        }
    }

    @Test func theValidationMessageIsKnownWordForWord() throws {
        #expect(try Self.parse(Self.envelope("CloudTrail validation message.")).kind == .validationMessage)
        #expect(throws: SourceParsingError.self) { try Self.parse(Self.envelope("CloudTrail validation message")) }
    }

    @Test(arguments: [
        #"{"s3Bucket":"box","s3ObjectKey":["AWSLogs/1_CloudTrail-Digest_r_t_r_20260301T101500Z.json.gz"]}"#,
        #"{"Service":"Amazon S3","Event":"s3:TestEvent","Bucket":"box"}"#,
        #"{"source":"aws.s3","detail-type":"Object Deleted","detail":{"bucket":{"name":"box"}}}"#,
    ])
    func messagesWithoutLogFilesAreOfAnotherKind(body: String) throws {
        let source = try Self.parse(body)
        #expect(source.kind == .other && source.logFiles.isEmpty && source.attributes["SourceType"] == "Other")
    }

    @Test(arguments: ["", "hello", "[]", "{}", #"{"Records":[{"eventName":"x"}]}"#, #"{"s3Bucket":"box"}"#])
    func anythingElseIsAnErrorWithACauseForEachParser(body: String) {
        let error = #expect(throws: SourceParsingError.self) { try Self.parse(body) }
        #expect(error?.message == "Unable to parse the message from any source serializers in the chain.")
        #expect(error?.causes.count == 4)
    }

    @Test func theParserThatUnderstoodLastIsAskedFirst() throws {
        let asked = Asked()
        let parsers = ["a", "b"].map { NamedParser(name: $0, asked: asked) }
        let chain = SourceParserChain(parsers)
        for body in ["b", "b", "a"] {
            _ = try chain.parse(QueueMessage(id: "", receiptHandle: "", body: body), isLogFile: { _ in true })
        }
        #expect(asked.names == ["a", "b", "b", "b", "a"])
    }
}
