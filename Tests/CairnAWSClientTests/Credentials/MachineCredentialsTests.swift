import CairnModel
import CairnSigning
import Testing

@testable import CairnAWSClient

@Suite struct MachineCredentialsTests {
    private static func fixture(
        _ environment: [String: String], _ route: @escaping @Sendable (HTTPTransportRequest) -> FakeTransport.Answer
    ) -> CredentialFixture {
        var fixture = CredentialFixture()
        fixture.environment = environment
        fixture.route = route
        return fixture
    }

    @Test(arguments: [
        ("https://agent.example/c", true), ("http://localhost:99/c", true), ("http://127.0.0.53/c", true),
        ("http://[::1]:9/c", true), ("http://169.254.170.23/v1/credentials", true), ("http://[fd00:ec2::23]/c", true),
        ("http://agent.example/c", false), ("http://127.0.0.1.example/c", false), ("http://169.254.170.3/c", false),
        ("ftp://localhost/c", false), ("http://user@localhost/c", false),
    ])
    func tokensGoToTrustedPlacesOnly(url: String, isTrusted: Bool) async throws {
        let fixture = Self.fixture([
            "AWS_CONTAINER_CREDENTIALS_FULL_URI": url, "AWS_CONTAINER_AUTHORIZATION_TOKEN": "secret",
        ]) { request in
            request.headers["Authorization"] == "secret"
                ? .response(200, [:], CredentialFixture.metadata("C")) : .response(401)
        }
        if isTrusted {
            let (keys, requests) = try await fixture.load()
            #expect(keys == SigningCredentials(accessKeyID: "C", secretAccessKey: "s", sessionToken: "t"))
            #expect(requests.map(\.url) == [url])
        } else {
            await #expect(throws: CredentialError.self) { try await fixture.load() }
        }
    }

    @Test func tokenFileIsReadAndChecked() async throws {
        var fixture = Self.fixture([
            "AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://127.0.0.1/c",
            "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": "/t", "AWS_CONTAINER_AUTHORIZATION_TOKEN": "no",
        ]) { request in
            request.headers["Authorization"] == "from file"
                ? .response(200, [:], CredentialFixture.metadata("C")) : .response(401)
        }
        for (content, isGood) in [("from file\n", true), ("two\r\nlines", false)] {
            fixture.files["/t"] = content
            if isGood {
                #expect(try await fixture.load().keys?.accessKeyID == "C")
            } else {
                await #expect(throws: CredentialError.self) { try await fixture.load() }
            }
        }
    }

    @Test(arguments: [
        FakeTransport.Answer.response(500), .failure(.timedOut), .response(200, [:], "<html>"),
        .response(200, [:], #"{"Code":"Failed","Message":"m"}"#), .response(200, [:], #"{"AccessKeyId":"A"}"#),
        .response(200, [:], #"{"AccessKeyId":"A","SecretAccessKey":"s","Expiration":"soon"}"#),
    ])
    func badAnswersOfContainersAreErrors(answer: FakeTransport.Answer) async {
        let fixture = Self.fixture(["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/c"]) { _ in answer }
        await #expect(throws: CredentialError.self) { try await fixture.load() }
    }

    @Test func instanceMetadataIsAskedInVersionTwo() async throws {
        let folder = "/latest/meta-data/iam/security-credentials/"
        let (keys, requests) = try await Self.fixture([
            "AWS_EC2_METADATA_SERVICE_ENDPOINT": "http://imds:1/"
        ]) { request in
            switch (request.method, request.url) {
            case ("PUT", "http://imds:1/latest/api/token"): .response(200, [:], "tok\n")
            case ("GET", "http://imds:1" + folder): .response(200, [:], "my role\nother")
            case ("GET", "http://imds:1" + folder + "my%20role"):
                .response(200, [:], CredentialFixture.metadata("I"))
            default: .response(404)
            }
        }.load()
        #expect(keys?.accessKeyID == "I")
        #expect(requests.first?.headers["X-aws-ec2-metadata-token-ttl-seconds"] == "21600")
        #expect(requests.dropFirst().allSatisfy { $0.headers["X-aws-ec2-metadata-token"] == "tok" })
        #expect(requests.allSatisfy { $0.timeout == .seconds(1) })
    }

    @Test func machineWithoutMetadataHasNone() async throws {
        for answer in [FakeTransport.Answer.failure(.timedOut), .failure(.unreachable), .response(403)] {
            let (keys, requests) = try await Self.fixture([:]) { _ in answer }.load()
            #expect(keys == nil)
            #expect(requests.map(\.url) == ["http://169.254.169.254/latest/api/token"])
        }
    }

    @Test func commandsPrintOrFail() async throws {
        let environment = ["WORD": "hello", "PATH": "/usr/bin:/bin"]
        let output = try await CommandRunner.run(#"printf '%s %s' "$WORD" 'a  b'"#, environment: environment)
        #expect(String(decoding: output, as: UTF8.self) == "hello a  b")
        for command in ["exit 3", "nonexistent-command-of-cairn 2>/dev/null", "head -c 2000000 /dev/zero"] {
            await #expect(throws: CredentialError.self) {
                try await CommandRunner.run(command, environment: environment)
            }
        }
    }

    @Test(arguments: ["sleep 60", "sleep 60 | cat", "exec >&-; sleep 60"])
    func commandsThatHangAreEnded(command: String) async {
        let start = ContinuousClock.now
        let error = await #expect(throws: CredentialError.self) {
            try await CommandRunner.run(command, environment: ["PATH": "/usr/bin:/bin"], timeoutSeconds: 0)
        }
        #expect(error?.message == "The command takes too long")
        #expect(ContinuousClock.now - start < .seconds(20))
    }
}
