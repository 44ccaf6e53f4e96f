import CairnGzip
import CairnModel
import Testing

@testable import CairnLake

@Suite struct ItemFileTests {
    private static let item = """
        {"awsAccountId":"111122223333","awsRegion":"us-east-1",\
        "configurationItemCaptureTime":"2026-03-01T10:15:02.918Z",\
        "configurationStateId":7,"configurationItemStatus":"OK","resourceType":"AWS::S3::Bucket","resourceId":"box",\
        "configuration":"{\\"name\\":\\"box\\"}","resourceName":null,"tags":{"a":"b"}}
        """

    private func records(_ text: String, _ kind: EventDataStoreKind = .configurationItems) throws -> [JSON] {
        let file = try #require(ItemFile.read(Array(text.utf8), kind: kind))
        return try file.lines.split(separator: UInt8(ascii: "\n")).map { try JSON(parsing: Array($0)) }
    }

    @Test func anItemIsARecordWhereverItStands() throws {
        let alone = try records(Self.item)
        #expect(alone.count == 1)
        #expect(alone[0]["eventTime"] == "2026-03-01T10:15:02.918Z")
        #expect(alone[0]["eventData"]?["configuration"] == ["name": "box"])
        #expect(alone[0]["eventData"]?["configurationItemStateId"] == "7")
        #expect(alone[0]["eventData"]?["resourceName"] == nil)
        for text in [
            #"{"fileVersion":"1.0","configurationItems":[\#(Self.item)]}"#, #"{"configurationItem":\#(Self.item)}"#,
            Self.item + "\n",
        ] {
            #expect(try records(text) == alone)
        }
        #expect(try records(Self.item + "\n" + Self.item).count == 2)
        #expect(try records(#"{"Records":[]}"#).isEmpty)
    }

    @Test func whatTellsTwoItemsApartIsInTheirIDs() throws {
        let first = try records(Self.item)[0]["eventID"]
        for (old, new) in [
            ("111122223333", "444455556666"), ("us-east-1", "eu-west-1"), ("10:15:02", "10:15:03"), (":7,", ":8,"),
            (#""OK""#, #""ResourceDeleted""#), ("::Bucket", "::Other"), (#""box","conf"#, #""two","conf"#),
        ] {
            let other = Self.item.replacing(old, with: new)
            #expect(other != Self.item)
            #expect(try records(other)[0]["eventID"] != first)
        }
        #expect(try records(Self.item.replacing(#""a":"b""#, with: #""a":"c""#))[0]["eventID"] == first)
    }

    @Test(arguments: [
        ("2026-03-01T10:15:02Z", "2026-03-01T10:15:02Z"), ("2026-03-01T12:15:02.500+02:00", "2026-03-01T10:15:02.500Z"),
    ])
    func timesAreInUTC(given: String, expected: String) {
        #expect(ItemFields.time(.string(given))?.text == expected)
    }

    @Test func timesMayBeSeconds() {
        #expect(ItemFields.time(1_772_360_102)?.text == "2026-03-01T10:15:02Z")
        #expect(ItemFields.time(JSONNumber(1_772_360_102.25).map(JSON.number))?.text == "2026-03-01T10:15:02.250Z")
        #expect(ItemFields.time(JSONNumber(-0.5).map(JSON.number))?.text == "1969-12-31T23:59:59.500Z")
        for wrong: JSON in [.number(JSONNumber(literal: "1e300")), "yesterday", .null, true, [1]] {
            #expect(ItemFields.time(wrong) == nil)
        }
    }

    @Test func evidenceOfSeveralResourcesIsSeveralRecords() throws {
        let text = """
            {"evidence":[{"id":"e-1","time":"2026-03-01T10:15:02Z","awsAccountId":"111122223333","resourcesIncluded":[
            {"arn":"arn:aws:s3:::a"},{"arn":"arn:aws:sqs:eu-west-1:1:b","complianceCheck":"PASSED"}]},{"id":"none"}],
            "evidenceFolder":{"id":"f","name":"folder","assessmentId":"a"}}
            """
        let found = try records(text, .evidence)
        #expect(found.map { $0["eventData"]?["resourceArn"] } == ["arn:aws:s3:::a", "arn:aws:sqs:eu-west-1:1:b"])
        #expect(found.map { $0["awsRegion"] } == ["", "eu-west-1"])
        #expect(found[0]["eventID"] == "e-1" && found[1]["eventID"] != "e-1")
        #expect(found.allSatisfy { $0["eventData"]?["evidenceFolderName"] == "folder" })
        #expect(ItemFile.read(Array(text.utf8), kind: .evidence)?.refusedCount == 1)
    }

    @Test func recordsOfAStoreAreTakenAsTheyAreIfTheyAreOfTheKind() throws {
        let record = #"{"eventCategory":"ConfigurationItem","eventID":"e","eventTime":"2026-03-01T00:00:00Z"}"#
        let other = #"{"eventCategory":"Management","eventID":"f","eventTime":"2026-03-01T00:00:00Z"}"#
        for text in [record + "\n" + other + "\n", #"{"Records":[\#(other),\#(record)]}"#] {
            let file = try LogFile(Array(text.utf8), kind: .configurationItems)
            #expect(file.entries.count == 1)
            #expect(file.refusedCount == 1)
            #expect(String(decoding: file.bytes[file.entries[0].range], as: UTF8.self) == record)
        }
    }

    @Test func evidenceOfManyResourcesEndsAtTheBound() throws {
        let attributes = String(repeating: "x", count: 10_000)
        let resources = Array(repeating: "{}", count: 100_000).joined(separator: ",")
        let text =
            #"{"id":"e","time":1772359200,"awsAccountId":"1","attributes":{"a":"\#(attributes)"},"#
            + #""resourcesIncluded":[\#(resources)]}"#
        let file = try #require(ItemFile.read(Array(text.utf8), kind: .evidence, byteCountMax: 50_000))
        #expect(file.isTooLong)
        #expect((50_000..<62_000).contains(file.lines.count))
    }

    @Test func aMemberThatIsNullIsAsIfItWereNotThere() throws {
        let text =
            #"{"id":null,"evidenceId":"e","time":1772359200,"evidenceAwsAccountId":null,"awsAccountId":"12","#
            + #""resourcesIncluded":[{"arn":null}],"resourceArn":"arn:aws:s3:::a"}"#
        let found = try records(text, .evidence)
        #expect(found.map { $0["recipientAccountId"] } == ["12"])
        #expect(found.map { $0["eventData"]?["resourceArn"] } == ["arn:aws:s3:::a"])
    }

    @Test func whatIsTooDeepIsRefusedAloneAndNotItsFile() throws {
        let deep = String(repeating: "[", count: 255) + String(repeating: "]", count: 255)
        let item = Self.item.replacing(#"{\"name\":\"box\"}"#, with: #"{\"deep\":\#(deep)}"#)
        let file = try LogFile(
            Array(#"{"configurationItems":[\#(Self.item),\#(item)]}"#.utf8), kind: .configurationItems)
        #expect(file.entries.count == 1)
        #expect(file.refusedCount == 1)
    }

    @Test(arguments: [
        (#"{"configurationItems":[]}"#, EventDataStoreKind.configurationItems, 0), (#"{"evidence":[]}"#, .evidence, 0),
        (#"{"evidence":[{},{"id":"e"}]}"#, .evidence, 2),
    ])
    func aFileWithoutAnyRecordIsReadAllTheSame(text: String, kind: EventDataStoreKind, refused: Int) throws {
        let file = try LogFile(Array(text.utf8), kind: kind)
        #expect(file.entries.isEmpty)
        #expect(file.refusedCount == refused)
    }

    @Test(arguments: [
        "", "{", "[]", "{}", "null", "1", #"{"configurationItems":[}"#, #"{"configurationItems":7}"#, "\u{0}",
    ])
    func otherTextsAreNone(text: String) { #expect(ItemFile.read(Array(text.utf8), kind: .configurationItems) == nil) }

    @Test func aFileThatIsCutAnywhereIsNoneOrWhole() throws {
        let text = Array(#"{"fileVersion":"1.0","configurationItems":[\#(Self.item),\#(Self.item)]}"#.utf8)
        for count in 0..<text.count {
            #expect(ItemFile.read(Array(text[..<count]), kind: .configurationItems) == nil)
            // And one with a byte that is none.
            var broken = text
            broken[count] = 0xff
            if let file = ItemFile.read(broken, kind: .configurationItems) {
                for line in file.lines.split(separator: 0x0A) { #expect((try? JSON(parsing: Array(line))) != nil) }
            }
        }
    }

    @Test func compressedItemsAreReadAsALogFileIs() throws {
        let bytes = try Gzip.compress(Array(#"{"configurationItems":[\#(Self.item),{}]}"#.utf8))
        let file = try LogFile(bytes, kind: .configurationItems, takesPlain: false)
        #expect(file.entries.count == 1)
        #expect(file.refusedCount == 1)
        #expect(throws: ImportSourceError.self) { try LogFile(bytes, kind: .evidence) }
    }
}
