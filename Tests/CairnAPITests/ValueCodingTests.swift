import CairnAPI
import CairnModel
import Testing

@Suite struct ValueCodingTests {
    private static func text(_ value: some APIValue) -> String {
        var writer = JSONWriter()
        value.write(to: &writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    @Test(arguments: [
        ("0", "0"), ("1772359502", "1772359502"), ("1772359502.417", "1772359502.417"),
        ("1772359502.4", "1772359502.4"),
        ("1772359502.4004", "1772359502.4"), ("1.7723595E9", "1772359500"), ("-0.5", "-0.5"), ("-1.25", "-1.25"),
        ("\"2026-03-01T10:05:02Z\"", "1772359502"), ("\"2026-03-01T10:05:02.250Z\"", "1772359502.25"),
        ("253402300799", "253402300799"), ("-62135596800", "-62135596800"), ("0.001", "0.001"), ("0.0004", "0"),
    ])
    func timesAreSecondsWithUpToThreeDecimals(json: String, written: String) throws {
        #expect(Self.text(try Timestamp(json: JSON(parsing: json))) == written)
    }

    @Test(arguments: ["\"yesterday\"", "true", "null", "1e300", "-1e300", "253402300800", "{}", "\"\""])
    func otherValuesAreNoTimes(json: String) throws {
        let value = try JSON(parsing: json)
        #expect(throws: APICodingError.self) { try Timestamp(json: value) }
    }

    @Test func timesBeyondTheCalendarAreWrittenAsItsEdge() {
        #expect(Self.text(Timestamp(epochSeconds: 1e300)) == "253402300799.999")
        #expect(Self.text(Timestamp(epochSeconds: -1e300)) == "-62135596800")
    }

    @Test(arguments: [("5", 5), ("5.0", 5), ("5e1", 50), ("-2147483648", Int32.min), ("2147483647", Int32.max)])
    func wholeNumbersOf32Bits(json: String, value: Int32) throws {
        #expect(try Int32(json: JSON(parsing: json)) == value)
    }

    @Test(arguments: ["5.5", "2147483648", "-2147483649", "1e400", "\"5\"", "99999999999999999999999"])
    func otherNumbersAreNotWholeOnesOf32Bits(json: String) throws {
        let value = try JSON(parsing: json)
        #expect(throws: APICodingError.self) { try Int32(json: value) }
    }

    @Test func bytesAreBase64() throws {
        #expect(Self.text(Blob([0, 1, 2, 255])) == "\"AAEC/w==\"")
        #expect(try Blob(json: "AAEC/w==").bytes == [0, 1, 2, 255])
        #expect(throws: APICodingError.self) { try Blob(json: "A") }
    }

    @Test func unknownValueOfAnEnumerationIsKept() throws {
        let status = try QueryStatus(json: "PAUSED")
        #expect(status.rawValue == "PAUSED")
        #expect(!QueryStatus.knownValues.contains(status))
        #expect(Self.text(status) == "\"PAUSED\"")
        #expect(try QueryStatus(json: "TIMED_OUT") == .timedOut)
    }

    @Test func mapsAreWrittenInOrderOfTheirKeys() {
        #expect(Self.text(["b": 2, "a": 1, "c": 3]) == #"{"a":1,"b":2,"c":3}"#)
    }

    @Test func absentMembersAreLeftOut() {
        #expect(Self.text(GetTrailStatusResponse(isLogging: true)) == #"{"IsLogging":true}"#)
        #expect(Self.text(DeleteTrailResponse()) == "{}")
    }

    @Test func placeOfAWrongTypeIsTheWholePath() throws {
        let json: JSON = ["LookupAttributes": [["AttributeKey": "EventName", "AttributeValue": ["x"]]]]
        let error = #expect(throws: APICodingError.self) { try LookupEventsRequest(json: json) }
        let expected = "LookupAttributes[0].AttributeValue must be a string, but is an array."
        #expect(CloudTrailError(try #require(error)).message == expected)
    }

    @Test func elementsThatAreNullAreRefused() {
        #expect(throws: APICodingError.self) { try DescribeTrailsRequest(json: ["trailNameList": [nil]]) }
    }
}
