import CairnAPI
import CairnAWSClient
import CairnClient
import CairnModel
import CairnSigning
import CairnTestSupport
import Crypto
import Foundation
import Logging
import Synchronization
import Testing

/// What the client's logger and metrics hook hear: what happened, and nothing that is secret.
struct ClientLogTests {
    private static let secrets = [
        "secret-access-key", "session-token", "sso-access-token", "client-secret", "refresh-token",
    ]

    private let log = CapturedLog()
    private let attempts = Attempts()

    private final class Attempts: Sendable {
        private let kept = Mutex<[AWSAttempt]>([])
        var all: [AWSAttempt] { kept.withLock { $0 } }
        func add(_ attempt: AWSAttempt) { kept.withLock { $0.append(attempt) } }
    }

    /// Answers as told, and repeats in its errors what was sent, as services do that cannot verify a signature.
    private static func refusal(_ code: String, _ request: TestServer.Request) -> TestServer.Answer {
        let sent = request.headers.map { "\($0.key): \($0.value)" }.joined(separator: " ")
        let body: JSON = ["__type": .string(code), "message": .string("you sent \(sent)")]
        return .response(400, body.description, headers: ["x-amzn-requestid": "r-1"])
    }

    /// The signatures and tokens of what was sent must not be known from here.
    private func checkNothingIsTold(of requests: [TestServer.Request]) {
        let texts = [log.text, "\(attempts.all)"]
        var hidden = Self.secrets
        for request in requests {
            let signature = request.headers["authorization"]?.components(separatedBy: "Signature=").last
            hidden += [signature, request.headers["x-amz-security-token"]].compactMap { $0 }
        }
        for text in texts { for secret in hidden { #expect(!text.contains(secret)) } }
    }

    private func client(_ settings: CloudTrailClient.Settings) -> CloudTrailClient {
        var settings = settings
        settings.onAttempt = { [attempts] in attempts.add($0) }
        return CloudTrailClient(settings, logger: log.logger)
    }

    private static let environment = [
        "HOME": "/nowhere", "AWS_EC2_METADATA_DISABLED": "true", "AWS_REGION": "eu-west-1",
        "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "secret-access-key",
        "AWS_SESSION_TOKEN": "session-token",
    ]

    @Test func retriesAreLoggedWithoutSecrets() async throws {
        try await TestServer.with({ number, request in
            number == 0 ? Self.refusal("ThrottlingException", request) : .response(200)
        }) { server in
            let client = client(.init(endpointURL: server.url, environment: Self.environment))
            _ = try await client.listTrails(ListTrailsRequest())
            let line = try #require(log.lines.first)
            #expect(log.lines.count == 1 && line.level == .debug)
            #expect(line.metadata["call"] == "ListTrails" && line.metadata["error"] == "ThrottlingException")
            #expect(line.metadata["service"] == "cloudtrail" && line.metadata["try"] == "1")
            #expect(server.requests.allSatisfy { $0.headers["x-amz-security-token"] == "session-token" })
            #expect(attempts.all.count == 2 && attempts.all.allSatisfy { $0.duration > .zero })
            checkNothingIsTold(of: server.requests)
        }
    }

    @Test(arguments: ["SignatureDoesNotMatch", "AccessDeniedException", "ExpiredTokenException"])
    func aRefusedCallIsToldWithoutSecrets(code: String) async throws {
        try await TestServer.with({ _, request in Self.refusal(code, request) }) { server in
            let client = client(.init(endpointURL: server.url, environment: Self.environment))
            let error = await #expect(throws: CloudTrailError.self) {
                _ = try await client.listTrails(ListTrailsRequest())
            }
            #expect(error?.code.rawValue == code && error?.message.contains("Signature=") == true)
            #expect(attempts.all.last?.outcome == .refused(status: 400, code: code))
            #expect(attempts.all.last?.requestID == "r-1")
            #expect(attempts.all.allSatisfy { $0.duration > .zero && $0.duration < .seconds(60) })
            checkNothingIsTold(of: server.requests)
        }
    }

    @Test func aRunWithASignOnIsToldWithoutSecrets() async throws {
        let home = FileManager.default.temporaryDirectory.appendingPathComponent("cairn-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: home) }
        try Self.writeSignOn(in: home)
        let failures = Mutex(0)
        try await TestServer.with({ _, request in
            if request.uri.hasPrefix("/token") {
                return .response(
                    200, #"{"accessToken":"sso-access-token-2","expiresIn":28800,"refreshToken":"refresh-token-2"}"#)
            }
            if request.uri.hasPrefix("/federation/credentials") {
                return .response(
                    200,
                    #"{"roleCredentials":{"accessKeyId":"ASIASSO","secretAccessKey":"secret-access-key","#
                        + #""sessionToken":"session-token","expiration":4076035871000}}"#)
            }
            let count = failures.withLock { count in
                count += 1
                return count
            }
            return count == 1 ? Self.refusal("ThrottlingException", request) : .response(200)
        }) { server in
            let client = client(
                .init(
                    environment: [
                        "HOME": home.path, "AWS_EC2_METADATA_DISABLED": "true", "AWS_REGION": "eu-west-1",
                        "AWS_ENDPOINT_URL": server.url,
                    ]))
            _ = try await client.listTrails(ListTrailsRequest())
            let calls = server.requests
            #expect(calls.contains { $0.uri.hasPrefix("/token") && $0.body.contains("client-secret") })
            #expect(calls.contains { $0.headers["x-amz-sso_bearer_token"] == "sso-access-token-2" })
            #expect(calls.last?.headers["authorization"]?.contains("Credential=ASIASSO/") == true)
            #expect(!log.lines.isEmpty && attempts.all.count >= 2)
            checkNothingIsTold(of: calls)
        }
    }

    /// A sign-on that is over, and can be renewed.
    private static func writeSignOn(in home: URL) throws {
        let cache = home.appendingPathComponent(".aws/sso/cache")
        try FileManager.default.createDirectory(at: cache, withIntermediateDirectories: true)
        try """
        [default]
        sso_session = corp
        sso_account_id = 222233334444
        sso_role_name = auditor
        [sso-session corp]
        sso_region = eu-west-1
        sso_start_url = https://corp.example
        """.write(to: home.appendingPathComponent(".aws/config"), atomically: true, encoding: .utf8)
        let name = Insecure.SHA1.hash(data: Data("corp".utf8)).map { String(format: "%02x", $0) }.joined()
        try """
        {"startUrl":"https://corp.example","region":"eu-west-1","accessToken":"sso-access-token",\
        "expiresAt":"2020-01-01T00:00:00Z","clientId":"client","clientSecret":"client-secret",\
        "registrationExpiresAt":"2099-01-01T00:00:00Z","refreshToken":"refresh-token"}
        """.write(to: cache.appendingPathComponent("\(name).json"), atomically: true, encoding: .utf8)
    }

    /// A service that takes its time.
    private struct SlowTransport: HTTPTransport {
        func send(_ request: HTTPTransportRequest) async throws(AWSClientError) -> AWSResponse {
            try? await Task.sleep(for: .milliseconds(50))
            return AWSResponse(status: 200, body: AWSByteStream(Array("{}".utf8)))
        }
    }

    @Test func aTryLastsAsLongAsTheServiceTakes() async throws {
        let client = CloudTrailClient.testing(SlowTransport(), onAttempt: { [attempts] in attempts.add($0) })
        let start = ContinuousClock.now
        _ = try await client.listTrails(ListTrailsRequest())
        let whole = start.duration(to: .now)
        let duration = try #require(attempts.all.first?.duration)
        #expect(duration >= .milliseconds(50) && duration <= whole)
    }
}
