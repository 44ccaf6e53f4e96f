import CairnModel
import CairnSigning
import Testing

@testable import CairnAWSClient

@Suite struct RetryTests {
    private static func call(
        _ answers: [FakeTransport.Answer], _ change: (inout AWSClient.Configuration) -> Void = { _ in }
    ) async -> (code: AWSClientError.Code?, tries: Int, sleeps: [Double]) {
        let transport = FakeTransport(answers)
        let sleep = RecordedSleep()
        var configuration = AWSClient.Configuration()
        change(&configuration)
        let client = AWSClient.testing(transport, configuration: configuration, sleep: sleep)
        do {
            _ = try await client.call(service: "kms", operation: "ListKeys")
            return (nil, transport.requests.count, sleep.seconds)
        } catch {
            return (error.code, transport.requests.count, sleep.seconds)
        }
    }

    private static let good = FakeTransport.Answer.response(200, [:], "{}")

    private static func failing(_ status: Int, _ code: String) -> FakeTransport.Answer {
        .response(status, [:], #"{"__type":"\#(code)"}"#)
    }

    @Test(arguments: [
        failing(400, "ThrottlingException"), failing(400, "LimitExceededException"), failing(429, "Other"),
        failing(500, "InternalFailure"), failing(502, ""), failing(503, "SlowDown"), failing(504, ""),
        failing(400, "RequestTimeout"), .failure(.unreachable), .failure(.interrupted), .failure(.timedOut),
    ])
    func passingTroubleIsTriedAgain(answer: FakeTransport.Answer) async {
        let result = await Self.call([answer, answer, Self.good])
        #expect(result.code == nil)
        #expect(result.tries == 3)
        #expect(result.sleeps == [1, 2])
    }

    @Test(arguments: [
        (failing(400, "ValidationException"), AWSClientError.Code.service), (failing(403, "AccessDenied"), .service),
        (failing(404, "NotFoundException"), .service), (failing(501, "NotImplemented"), .service),
        (.failure(.cancelled), .cancelled), (.failure(.invalidRequest), .invalidRequest),
    ])
    func otherFailuresStand(answer: FakeTransport.Answer, code: AWSClientError.Code) async {
        let result = await Self.call([answer, Self.good])
        #expect(result.code == code)
        #expect(result.tries == 1)
    }

    @Test(arguments: [1, 2, 5])
    func triesAreBounded(attemptsMax: Int) async {
        let result = await Self.call(Array(repeating: Self.failing(500, ""), count: 10)) {
            $0.retries.attemptsMax = attemptsMax
        }
        #expect(result.code == .service)
        #expect(result.tries == attemptsMax)
    }

    @Test func quotaStopsRetriesAndRefills() async throws {
        var configuration = AWSClient.Configuration()
        configuration.retries.quotaTokens = 12
        let transport = FakeTransport(Array(repeating: Self.failing(500, ""), count: 4) + [Self.good])
        let client = AWSClient.testing(transport, configuration: configuration)
        for tries in [3, 4] {
            await #expect(throws: AWSClientError.self) { try await client.call(service: "kms", operation: "ListKeys") }
            #expect(transport.requests.count == tries)
        }
        #expect(client.quota.available == 2)
        _ = try await client.call(service: "kms", operation: "ListKeys")
        #expect(client.quota.available == 3)
    }

    @Test func bodyThatCanBeReadOnceIsSentOnce() async throws {
        for (body, tries) in [(AWSRequestBody.stream(AWSByteStream([1]), byteCount: 1), 1), (.bytes([1]), 2)] {
            let transport = FakeTransport([Self.failing(503, "SlowDown"), .response(200)])
            _ = try? await AWSClient.testing(transport).send(.s3("PUT", bucket: "box", key: "k", body: body))
            #expect(transport.requests.count == tries)
        }
    }

    @Test(arguments: [(1, 1.0, 1.0), (2, 1.0, 2.0), (3, 0.5, 2.0), (6, 1.0, 20.0), (400, 1.0, 20.0), (1, -3, 0)])
    func delaysGrowToTheirBound(retry: Int, random: Double, seconds: Double) {
        #expect(RetryPolicy().delaySeconds(beforeRetry: retry, random: random) == seconds)
    }

    @Test func policyIsReadFromEnvironmentThenProfile() {
        let profile = ConfigSection(["max_attempts": "7"])
        #expect(RetryPolicy(environment: ["AWS_MAX_ATTEMPTS": "2"], profile: profile).attemptsMax == 2)
        #expect(RetryPolicy(environment: [:], profile: profile).attemptsMax == 7)
        #expect(RetryPolicy(environment: ["AWS_MAX_ATTEMPTS": "0"], profile: nil).attemptsMax == 3)
    }

    @Test func cancellationEndsTheWait() async {
        let transport = FakeTransport(Array(repeating: Self.failing(500, ""), count: 10))
        let client = AWSClient(
            credentials: FixedCredentials(.test), transport: transport, random: { 1 })
        let task = Task { try await client.call(service: "kms", operation: "ListKeys") }
        while transport.requests.isEmpty { await Task.yield() }
        task.cancel()
        let error = await #expect(throws: AWSClientError.self) { try await task.value }
        #expect(error?.code == .cancelled)
    }

    @Test func expiredKeysAreFetchedAnewOnce() async throws {
        let transport = FakeTransport([Self.failing(400, "ExpiredTokenException"), Self.good])
        let source = CountingSource()
        let client = AWSClient(credentials: CachedCredentials(source), transport: transport, sleep: { _ in })
        _ = try await client.call(service: "kms", operation: "ListKeys")
        #expect(source.count == 2)
        #expect(transport.requests.map { $0.headers["X-Amz-Security-Token"] } == ["token 1", "token 2"])
    }
}
