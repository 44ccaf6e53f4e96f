import CairnAPI
import CairnAWSClient
import CairnClient
import CairnSigning
import Testing

/// Against a server that throttles, drops and stands still, over real sockets.
struct ClientRetryTests {
    private static let throttled = TestServer.Answer.response(
        400, #"{"__type":"ThrottlingException","message":"Rate exceeded"}"#)

    private static func client(
        _ server: TestServer, configure: (inout AWSClient.Configuration) -> Void = { _ in }
    ) -> CloudTrailClient {
        CloudTrailClient.testing(AsyncHTTPTransport.shared, endpointURL: server.url, configure: configure)
    }

    private static func code(_ body: () async throws(CloudTrailError) -> Void) async -> CloudTrailError.Code? {
        do {
            try await body()
            return nil
        } catch {
            return error.code
        }
    }

    @Test(arguments: ["throttled", "dropped", "broken", "unavailable", "mixed"])
    func passingTroubleIsTriedAgain(kind: String) async throws {
        let answers: [TestServer.Answer] =
            switch kind {
            case "throttled": [Self.throttled, Self.throttled]
            case "dropped": [.dropped, .dropped]
            case "broken": [.broken, .broken]
            case "unavailable": [.response(503, ""), .response(500, #"{"__type":"InternalFailure"}"#)]
            default: [.dropped, Self.throttled]
            }
        try await TestServer.with({ number, _ in number < 2 ? answers[number] : .response(200) }) { server in
            _ = try await Self.client(server).listTrails(ListTrailsRequest())
            #expect(server.requests.count == 3)
        }
    }

    @Test func afterThreeTriesTheErrorStands() async throws {
        try await TestServer.with({ _, _ in Self.throttled }) { server in
            let code = await Self.code { () async throws(CloudTrailError) in
                _ = try await Self.client(server).listTrails(ListTrailsRequest())
            }
            #expect(code == .throttling && server.requests.count == 3)
        }
    }

    @Test(arguments: [
        "TrailNotFoundException", "AccessDeniedException", "ValidationException", "InvalidTrailNameException",
    ])
    func whatWouldFailAgainIsNotTriedAgain(type: String) async throws {
        try await TestServer.with({ _, _ in .response(400, #"{"__type":"\#(type)"}"#) }) { server in
            let code = await Self.code { () async throws(CloudTrailError) in
                _ = try await Self.client(server).listTrails(ListTrailsRequest())
            }
            #expect(code?.rawValue == type && server.requests.count == 1)
        }
    }

    @Test func aServiceInTroubleIsNotAskedThreeTimesAsOften() async throws {
        try await TestServer.with({ _, _ in Self.throttled }) { server in
            let client = Self.client(server) { $0.retries.quotaTokens = 50 }
            for _ in 0..<30 {
                _ = await Self.code { () async throws(CloudTrailError) in
                    _ = try await client.listTrails(ListTrailsRequest())
                }
            }
            #expect(server.requests.count == 30 + 10, "fifty tokens are ten retries")
        }
    }

    @Test func aServerThatSaysNothingIsTimedOut() async throws {
        try await TestServer.with({ _, _ in .silent }) { server in
            let client = Self.client(server) {
                $0.attemptTimeout = .milliseconds(50)
                $0.retries.attemptsMax = 2
            }
            let code = await Self.code { () async throws(CloudTrailError) in
                _ = try await client.listTrails(ListTrailsRequest())
            }
            #expect(code == .timedOut && server.requests.count == 2)
        }
    }

    @Test(.timeLimit(.minutes(1))) func aCancelledTaskEndsItsCall() async throws {
        try await TestServer.with({ _, _ in .silent }) { server in
            let task = Task {
                await Self.code { () async throws(CloudTrailError) in
                    _ = try await Self.client(server).listTrails(ListTrailsRequest())
                }
            }
            while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(2)) }
            task.cancel()
            #expect(await task.value == .cancelled)
            #expect(server.requests.count == 1)
        }
    }

    @Test func nobodyAtTheEndpointIsUnreachable() async throws {
        let url = try await TestServer.with({ _, _ in .silent }) { $0.url }
        let client = CloudTrailClient.testing(AsyncHTTPTransport.shared, endpointURL: url)
        let code = await Self.code { () async throws(CloudTrailError) in
            _ = try await client.listTrails(ListTrailsRequest())
        }
        #expect(code == .unreachable)
    }
}
