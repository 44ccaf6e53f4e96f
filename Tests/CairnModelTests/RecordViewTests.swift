import CairnModel
import Testing

@Suite struct RecordViewTests {
    private func view(_ text: String) throws -> (RecordView, [UInt8]) {
        let bytes = Array(text.utf8)
        return (try #require(RecordView(scanning: bytes)), bytes)
    }

    @Test func fieldsAreFoundWhereTheyStand() throws {
        let (view, bytes) = try view(
            """
            {"eventVersion":"1.11","userIdentity":{"type":"AssumedRole","arn":"arn:aws:sts::1:assumed-role/r/s",\
            "accountId":"1","accessKeyId":"ASIA","sessionContext":{"attributes":{"userName":"no"},\
            "sessionIssuer":{"type":"Role","userName":"r"}}},"eventTime":"2026-02-03T04:05:06Z","eventName":"Do",\
            "requestParameters":{"eventName":"no","deep":[{"a":"}]"}]},"responseElements":null,"readOnly":false,\
            "resources":[{"ARN":"a"}],"eventCategory":"Management"}
            """)
        #expect(view.eventName.string(in: bytes) == "Do")
        #expect(view.eventTime.string(in: bytes) == "2026-02-03T04:05:06Z")
        #expect(view.identity.type.string(in: bytes) == "AssumedRole")
        #expect(view.identity.sessionIssuerUserName.string(in: bytes) == "r")
        #expect(view.identity.userName.isAbsent)
        #expect(view.readOnly.bool(in: bytes) == false)
        #expect(view.requestParameters.json(in: bytes)?["deep"]?[0]?["a"] == "}]")
        #expect(view.responseElements.json(in: bytes) == .null)
        #expect(view.resources.json(in: bytes)?.arrayValue?.count == 1)
        #expect(view.errorCode.isAbsent)
        #expect(view.userIdentity.json(in: bytes)?["accountId"] == "1")
    }

    @Test func whiteSpaceAndEscapesAreUnderstood() throws {
        let (view, bytes) = try view(" { \"eventName\" : \"a\\\"b\\u00e4\" ,\n\t\"eventSource\" :\"x\\\\\" } \r\n")
        #expect(view.eventName.string(in: bytes) == "a\"b\u{e4}")
        #expect(view.eventSource.string(in: bytes) == "x\\")
        #expect(view.eventName.hasEscape)
    }

    @Test func ofTwoTheFirstCounts() throws {
        let (view, bytes) = try view("{\"eventName\":\"one\",\"eventName\":\"two\"}")
        #expect(view.eventName.string(in: bytes) == "one")
    }

    @Test func insightsHaveTheirDetails() throws {
        let (view, bytes) = try view(
            "{\"insightDetails\":{\"state\":\"Start\",\"eventName\":\"Run\",\"insightType\":\"T\"}}")
        #expect(view.insight.eventName.string(in: bytes) == "Run")
        #expect(view.insight.insightType.string(in: bytes) == "T")
        #expect(view.eventName.isAbsent)
    }

    @Test(arguments: [
        "", " ", "[]", "null", "{", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,",
        "{\"a\":\"", "{\"a\":\"\\", "{\"a\":\"b}",
        "{\"a\":[}", "{\"a\":{}", "{} {}", "{\"a\":1}x", "{\"a\" 1}", "{\"a\":1 \"b\":2}", "{a:1}", "{\"a\":,}",
    ])
    func whatIsNoWholeObjectIsRefused(_ text: String) {
        #expect(RecordView(scanning: Array(text.utf8)) == nil)
    }

    @Test func nestingIsBounded() {
        let deep = "{\"a\":" + String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000) + "}"
        #expect(RecordView(scanning: Array(deep.utf8)) == nil)
    }

    @Test func everyCutIsRefusedAndNoByteBehindIsRead() throws {
        let identity = "{\"sessionContext\":{\"sessionIssuer\":{\"userName\":\"é\\n\"}}}"
        let whole = Array("{\"userIdentity\":\(identity),\"b\":[1,{\"c\":\"d\"}]}".utf8)
        for length in 0..<whole.count {
            #expect(RecordView(scanning: Array(whole[..<length])) == nil, "cut at \(length)")
        }
        #expect(RecordView(scanning: whole) != nil)
    }

    @Test func changedBytesNeverCrash() {
        let identity = "{\"type\":\"Root\",\"sessionContext\":{}}"
        let whole = Array("{\"userIdentity\":\(identity),\"eventName\":\"x\\\"y\",\"readOnly\":true}".utf8)
        for index in whole.indices {
            for byte in UInt8.min...UInt8.max {
                var changed = whole
                changed[index] = byte
                guard let view = RecordView(scanning: changed) else { continue }
                _ = view.eventName.string(in: changed)
                _ = view.identity.type.string(in: changed)
                _ = view.readOnly.bool(in: changed)
            }
        }
    }

    @Test func aSliceOfOtherBytesIsHarmless() throws {
        let (view, _) = try view("{\"padding\":\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\",\"eventName\":\"name\"}")
        #expect(view.eventName.string(in: Array("{}".utf8)) == nil)
        #expect(JSONSlice.absent.string(in: []) == nil)
    }
}
