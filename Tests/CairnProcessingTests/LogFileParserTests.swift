import CairnModel
import Testing

@testable import CairnProcessing

struct LogFileParserTests {
    private static func parse(
        _ bytes: [UInt8], step: Int = .max, configure: (inout ParsingOptions) -> Void = { _ in }
    ) throws(LogParsingError) -> [CloudTrailEvent] {
        var options = ParsingOptions()
        configure(&options)
        var decoder = LogFileDecoder(file: LogFile(bucket: "box", key: "k"), options: options)
        var events: [CloudTrailEvent] = []
        var start = 0
        while start < bytes.count {
            let end = min(bytes.count, start + min(step, bytes.count))
            try decoder.feed(bytes[start..<end]) { events.append($0) }
            start = end
        }
        try decoder.finish()
        return events
    }

    private static func code(
        _ text: String, _ configure: (inout ParsingOptions) -> Void = { _ in }
    ) -> LogParsingError.Code? {
        code(Array(text.utf8), configure)
    }

    private static func code(
        _ bytes: [UInt8], _ configure: (inout ParsingOptions) -> Void = { _ in }
    ) -> LogParsingError.Code? {
        do {
            _ = try parse(bytes, step: 100, configure: configure)
            return nil
        } catch {
            return error.code
        }
    }

    @Test func piecesOfAnySizeGiveTheSameEvents() throws {
        let text = " { \"Records\" : [\n" + (0..<4).map { Samples.record($0) }.joined(separator: " ,\t") + "\n] } \n"
        let whole = try Self.parse(Array(text.utf8))
        #expect(whole.compactMap(\.eventID) == (0..<4).map(Samples.eventID))
        for step in [1, 2, 3, 7, 64, 100, 1000] {
            #expect(try Self.parse(Array(text.utf8), step: step) == whole, "pieces of \(step) bytes")
            let file = try Samples.gzip(text)
            #expect(try Self.parse(file, step: step) == whole, "compressed, pieces of \(step) bytes")
        }
    }

    @Test func placesAreThoseInTheFile() throws {
        let records = [#"{"eventName":"ä€😀"}"#, #"{"eventName":"b"}"#]
        let text = #"{"Records":["# + records.joined(separator: ",") + "]}"
        let events = try Self.parse(Array(text.utf8), step: 5) { $0.countsCharacters = true }
        let origins = events.compactMap(\.origin)
        #expect(origins.map(\.index) == [0, 1])
        #expect(origins[1].byteOffset == Array(text.utf8).count - 2 - records[1].utf8.count)
        let characters = Array(text.utf16)
        for (origin, record) in zip(origins, records) {
            let range = try #require(origin.characterRange)
            #expect(String(decoding: characters[range], as: UTF16.self) == record)
        }
        #expect(try Self.parse(Array(text.utf8)).first?.origin?.characterRange == nil)
    }

    @Test func anEmptyListIsNoError() throws {
        #expect(try Self.parse(Array(#"{"Records":[]}"#.utf8)).isEmpty)
    }

    @Test func listsInListsAreOpened() throws {
        let text = #"{"Records":[{"Records":[{"eventName":"a"}, {"eventName":"b"}]},{"eventName":"c"}]}"#
        for step in [1, 3, 1000] {
            #expect(try Self.parse(Array(text.utf8), step: step).compactMap(\.eventName) == ["a", "b", "c"])
        }
    }

    @Test(arguments: [
        (#"[{"eventName":"a"},{"eventName":"b"}]"#, ["a", "b"]),
        ("{\"eventName\":\"a\"}\n{\"eventName\":\"b\"}\n", ["a", "b"]), (#"{"eventName":"a"}"#, ["a"]),
        ("\u{FEFF}{\"Records\":[{\"eventName\":\"a\"}]}", ["a"]),
    ])
    func otherLayoutsAreReadWhenTheyAreWanted(text: String, names: [String]) throws {
        for step in [1, 4, 1000] {
            let events = try Self.parse(Array(text.utf8), step: step) { $0.acceptsOtherLayouts = true }
            #expect(events.compactMap(\.eventName) == names)
        }
    }

    @Test(arguments: [
        ("", LogParsingError.Code.notJSON), ("hello", .notJSON), (#"[{"eventName":"a"}]"#, .notJSON),
        (#"{"eventName":"a"}"#, .notACloudTrailLog), (#"{"Records":{}}"#, .notACloudTrailLog),
        (#"{"Other":1,"Records":[]}"#, .notACloudTrailLog), ("{}", .notACloudTrailLog),
        (#"{"Records":[1]}"#, .notAnEvent), (#"{"Records":[{"a":1 "b":2}]}"#, .notAnEvent),
        (#"{"Records":[{"a":1}{"b":2}]}"#, .notAnEvent), (#"{"Records":[{"a":1}"#, .truncated),
        (#"{"Records":[{"a":"#, .truncated), (#"{"Records":["#, .truncated),
    ])
    func brokenTextIsNamed(text: String, code: LogParsingError.Code) {
        #expect(Self.code(text) == code)
    }

    @Test func digestsAreNoLogFilesInAnyLayout() {
        let digest = #"{"awsAccountId":"222233334444","digestStartTime":"2026-03-01T10:00:00Z","logFiles":[]}"#
        #expect(Self.code(digest) { $0.acceptsOtherLayouts = true } == .notACloudTrailLog)
    }

    @Test func eventIDsMustBeUUIDsOnlyIfThatIsWanted() {
        let text = #"{"Records":[{"eventID":"example-1"}]}"#
        #expect(Self.code(text) == nil)
        #expect(Self.code(text) { $0.requiresUUIDs = true } == .malformedEventID)
        #expect(Self.code(Samples.log(0..<3)) { $0.requiresUUIDs = true } == nil)
    }

    @Test func damagedFilesAreToldFromDamagedText() throws {
        let file = try Samples.gzip(Samples.log(0..<50))
        var changed = file
        changed[file.count / 2] ^= 0x5A
        for bytes in [Array(file.dropLast(9)), changed, file + [0], [0x1F, 0x8B, 1, 2, 3], [0x1F]] {
            #expect(Self.code(bytes) == .damagedGzip)
        }
    }

    @Test func aRecordThatNeverEndsIsRefusedInBoundedMemory() {
        let text = #"{"Records":[{"a":""# + String(repeating: "x", count: LogFileParser.recordByteCountMax + 100_000)
        let bytes = Array(text.utf8)
        var decoder = LogFileDecoder(file: LogFile(bucket: "b", key: "k"))
        var code: LogParsingError.Code?
        for start in stride(from: 0, to: bytes.count, by: 1 << 20) where code == nil {
            do throws(LogParsingError) {
                try decoder.feed(bytes[start..<min(bytes.count, start + (1 << 20))]) { _ in }
            } catch {
                code = error.code
            }
        }
        #expect(code == .recordTooLarge)
    }
}
