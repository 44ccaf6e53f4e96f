import CairnAPI
import CairnModel
import CairnService
import Testing

@Suite struct PutAuditEventsEndpointTests {
    private static let channel = "arn%3Aaws%3Acloudtrail%3Aeu-west-1%3A222233334444%3Achannel%2Fabc"
    private static let events = #"{"auditEvents":[{"id":"1","eventData":"{}"}]}"#

    private static func send(_ query: String, _ body: String, method: String = "POST") async -> EndpointResponse {
        let test = TestService()
        return await CloudTrailEndpoint(service: test.service).respond(
            method: method, target: "/PutAuditEvents" + query, headers: ["Content-Type": "application/json"],
            body: Array(body.utf8), context: test.context
        )
    }

    @Test func validCallIsNotSupportedYet() async throws {
        let answer = await Self.send("?channelArn=\(Self.channel)&externalId=ab", Self.events)
        #expect(answer.status == 400)
        #expect(answer.operation == .putAuditEvents)
        #expect(answer.headers["x-amzn-ErrorType"] == "UnsupportedOperationException")
        #expect(answer.headers["Content-Type"] == "application/json")
        #expect(answer.headers["x-amzn-RequestId"] == "request-1")
        #expect(try JSON(parsing: answer.body)["message"]?.stringValue?.hasPrefix("PutAuditEvents") == true)
    }

    @Test(arguments: [
        ("", events, "ValidationException"),
        ("?channelArn=abc", events, "InvalidChannelARN"),
        ("?channelArn=\(channel)&externalId=a", events, "ValidationException"),
        ("?channelArn=\(channel)", "", "ValidationException"),
        ("?channelArn=\(channel)", #"{"auditEvents":[]}"#, "ValidationException"),
        ("?channelArn=\(channel)", #"{"auditEvents":[{"id":"a b","eventData":"{}"}]}"#, "ValidationException"),
        ("?channelArn=\(channel)", #"{"auditEvents":7}"#, "SerializationException"),
        ("?channelArn=\(channel)", "{", "SerializationException"),
        ("?channelArn=\(channel)", "[]", "SerializationException"),
    ])
    func badCallsHaveTheirErrors(query: String, body: String, code: String) async {
        let answer = await Self.send(query, body)
        #expect(answer.status == 400)
        #expect(answer.headers["x-amzn-ErrorType"] == code)
    }

    @Test func otherMethodsAreNoCall() async {
        #expect(await Self.send("", "", method: "GET").headers["x-amzn-ErrorType"] == "UnknownOperationException")
    }
}
