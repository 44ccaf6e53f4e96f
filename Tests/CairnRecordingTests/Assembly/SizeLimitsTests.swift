import CairnModel
import Testing

@testable import CairnRecording

@Suite struct SizeLimitsTests {
    @Test(arguments: [
        ("abc", 5, "abc"), ("abc", 3, "abc"), ("abc", 2, "ab"), ("abc", 0, ""), ("a\u{20ac}b", 3, "a"),
        ("a\u{20ac}b", 4, "a\u{20ac}"), ("\u{1f600}", 3, ""), ("", 0, ""),
    ])
    func textIsCutBetweenCodePoints(text: String, count: Int, expected: String) {
        #expect(text.truncated(toUTF8Count: count) == expected)
    }

    @Test func omittedContentTellsItsSize() {
        let json = OmittedContent.json(field: "requestParameters", reason: .tooLarge, originalByteCount: 120_000)
        #expect(
            json.description == #"{"omitted":true,"originalSize":120000,"reason":"requestParameters too large"}"#)
    }

    @Test(arguments: [0.0, 1.9, -0.5, .infinity, .nan, 1e300])
    func wholeSecondsNeverTrap(seconds: Double) {
        _ = ISO8601.string(epochSeconds: seconds.wholeSeconds)
    }
}

@Suite struct RecordWriterTests {
    private static func draft(
        parameters: JSON = .null, response: JSON = .null, userAgent: String = "a", resources: [RecordResource] = []
    ) -> RecordDraft {
        RecordDraft(
            caller: KnownCaller(.root(accountID: "222233334444", accessKeyID: "k")), eventTime: 0,
            facts: OperationFacts(unmodelled: "x", eventName: "Do", method: "POST"), region: "eu-west-1",
            sourceIPAddress: "::1", userAgent: userAgent, failure: nil, requestParameters: parameters,
            responseElements: response, s3: nil, requestID: "r", eventID: "e", isReadOnly: false,
            resources: resources, recipientAccountID: "222233334444", sharedEventID: nil, tls: nil, hostHeader: nil)
    }

    private static func record(_ draft: RecordDraft) throws -> JSON {
        let bytes = RecordWriter.bytes(of: draft)
        #expect(bytes.count <= SizeLimits.record)
        return try JSON(parsing: bytes)
    }

    private static func text(_ count: Int) -> JSON { .string(String(repeating: "x", count: count)) }

    @Test func parametersOfTheGreatestSizeStay() throws {
        let parameters: JSON = ["a": Self.text(100 * 1024 - 8)]
        #expect(parameters.description.utf8.count == 100 * 1024)
        #expect(try Self.record(Self.draft(parameters: parameters))["requestParameters"] == parameters)
    }

    @Test func largerParametersAreOmitted() throws {
        let record = try Self.record(Self.draft(parameters: ["a": Self.text(100 * 1024)], response: ["b": 1]))
        #expect(record["requestParameters"]?["omitted"] == true)
        #expect(record["requestParameters"]?["originalSize"] == 102_408)
        #expect(record["responseElements"] == ["b": 1])
    }

    @Test func wholeRecordFitsEvenIfEachPartDoes() throws {
        // One byte in the text is six in the record.
        let long = String(repeating: "\u{1}", count: 1024)
        var draft = Self.draft(
            parameters: ["a": Self.text(102_000)], response: ["a": Self.text(102_000)], userAgent: long,
            resources: (0..<40).map { RecordResource(arn: long + "\($0)") })
        draft.failure = CallFailure(code: long, message: long)
        draft.requestID = long
        draft.hostHeader = long
        draft.sourceIPAddress = long
        let record = try Self.record(draft)
        #expect(record["responseElements"]?["omitted"] == true)
        #expect(record["requestParameters"]?["omitted"] == nil)
        #expect((record["resources"]?.arrayValue?.count ?? 0) < 10)
    }

    /// What the journal keeps for stores of large events is, to everyone else, the record that would have been made.
    @Test(
        arguments: [0, 50_000, 102_000, 110_000, 500_000, 900_000, 1_000_000, 1_100_000],
        [0, 102_000, 110_000, 600_000])
    func aLargeRecordHasTheStandardOneInIt(request: Int, response: Int) throws {
        let resources = (0..<20).map { RecordResource(arn: String(repeating: "\u{1}", count: 1024) + "\($0)") }
        let draft = Self.draft(
            parameters: ["a": Self.text(request), "requestParameters": ["responseElements": 1]],
            response: ["b": Self.text(response)], userAgent: String(repeating: "\u{1}", count: 1024),
            resources: resources)
        let large = RecordWriter.bytes(of: draft, isLarge: true)
        #expect(large.count <= StandardRecord.largeRecordMax)
        #expect(StandardRecord.bytes(of: large) == RecordWriter.bytes(of: draft))
        let json = try JSON(parsing: large)
        if request <= 900_000 { #expect(json["requestParameters"] == draft.requestParameters) }
        if request + response <= 1_000_000 { #expect(json["responseElements"] == draft.responseElements) }
    }

    @Test func userAgentIsCutToOneKilobyte() throws {
        let record = try Self.record(Self.draft(userAgent: String(repeating: "\u{20ac}", count: 2000)))
        #expect(record["userAgent"]?.stringValue?.utf8.count == 1023)
    }

    @Test func absentFieldsAreNotWritten() throws {
        let record = try Self.record(Self.draft())
        #expect(
            record.objectValue?.keys == [
                "eventVersion", "userIdentity", "eventTime", "eventSource", "eventName", "awsRegion",
                "sourceIPAddress", "userAgent", "requestParameters", "responseElements", "requestID", "eventID",
                "readOnly", "eventType", "managementEvent", "recipientAccountId", "eventCategory",
            ])
    }
}

@Suite struct EventTimeMemberTests {
    @Test(arguments: [0, 951_782_399, 1_772_360_102, 253_402_300_799, -1, -62_135_596_800])
    func timeIsWrittenAsEverywhere(seconds: Int64) {
        #expect(
            EventTimeMember.text(epochSeconds: seconds) == #""eventTime":"\#(ISO8601.string(epochSeconds: seconds))""#)
    }

    @Test func timeBeforeTheCalendarIsTheEpoch() {
        #expect(EventTimeMember.text(epochSeconds: -1 << 50) == EventTimeMember.text(epochSeconds: 0))
    }
}
