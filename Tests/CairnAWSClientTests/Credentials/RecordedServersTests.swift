import CairnModel
import CairnSigning
import Foundation
import Testing

@testable import CairnAWSClient

/// Each source of credentials against a server that answers over a socket as the real one does, letter for letter.
@Suite(.timeLimit(.minutes(1))) struct RecordedServersTests {
    private let home = FileManager.default.temporaryDirectory.appending(path: "cairn-home-\(UUID().uuidString)")

    /// The chain as a program gets it, with real files, sockets and commands.
    private func keys(_ environment: [String: String], profile: String? = nil) async throws -> SigningCredentials? {
        var environment = environment
        environment["HOME"] = home.path
        environment["PATH"] = "/usr/bin:/bin"
        let host = CredentialHost(environment: environment, transport: AsyncHTTPTransport.shared)
        let config = SharedConfig(environment: environment, readFile: SmallFile.read)
        var settings = AWSClient.Configuration(environment: environment, config: config)
        settings.retries.attemptsMax = 1
        return try await CredentialChain.standard(
            profile: profile, host: host, config: config, configuration: settings
        ).credentials()
    }

    private func write(_ text: String, to path: String) throws {
        let url = home.appending(path: path)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    private func with<Value>(
        _ recording: Recording, _ body: (TestServer) async throws -> Value
    ) async throws -> Value {
        defer { try? FileManager.default.removeItem(at: home) }
        return try await TestServer.with({ recording.answer(to: $0) }, body)
    }

    @Test func theMetadataServiceOfAnInstance() async throws {
        try await with(.instanceMetadata) { server in
            let keys = try await keys(["AWS_EC2_METADATA_SERVICE_ENDPOINT": server.url])
            #expect(keys?.accessKeyID == "ASIAINSTANCE")
            #expect(keys?.sessionToken == "instance//token==")
            #expect(server.requests.count == 3)
        }
    }

    @Test func theRegionOfAnInstance() async throws {
        try await with(.instanceMetadata) { server in
            var environment = ["AWS_EC2_METADATA_SERVICE_ENDPOINT": server.url]
            func region() -> InstanceRegion {
                InstanceRegion(host: CredentialHost(environment: environment, transport: AsyncHTTPTransport.shared))
            }
            let instance = region()
            #expect(await instance.region() == "ap-southeast-2")
            #expect(await instance.region() == "ap-southeast-2")
            #expect(server.requests.map(\.method) == ["PUT", "GET"], "it is asked for once")
            environment["AWS_EC2_METADATA_DISABLED"] = "true"
            #expect(await region().region() == nil)
        }
    }

    @Test func theAgentOfAContainer() async throws {
        try await with(.containerAgent) { server in
            let keys = try await keys([
                "AWS_CONTAINER_CREDENTIALS_FULL_URI": server.url + "/v2/credentials/5f1e",
                "AWS_CONTAINER_AUTHORIZATION_TOKEN": "Basic container",
            ])
            #expect(keys?.accessKeyID == "ASIACONTAINER")
        }
    }

    @Test func theAgentOfAPod() async throws {
        try write("pod-token\n", to: "token")
        try await with(.podAgent) { server in
            let keys = try await keys([
                "AWS_CONTAINER_CREDENTIALS_FULL_URI": server.url + "/v1/credentials",
                "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": home.path + "/token",
            ])
            #expect(keys?.accessKeyID == "ASIAPOD")
        }
    }

    @Test func aWebIdentity() async throws {
        try write("web-token", to: "token")
        try await with(.securityTokenService("AssumeRoleWithWebIdentity", "ASIAWEB")) { server in
            let keys = try await keys([
                "AWS_ENDPOINT_URL_STS": server.url, "AWS_WEB_IDENTITY_TOKEN_FILE": home.path + "/token",
                "AWS_ROLE_ARN": "arn:aws:iam::222233334444:role/web", "AWS_ROLE_SESSION_NAME": "tests",
            ])
            #expect(keys?.accessKeyID == "ASIAWEB")
            let request = try #require(server.requests.first)
            #expect(request.headers["authorization"] == nil)
            #expect(String(decoding: request.body, as: UTF8.self).contains("WebIdentityToken=web-token"))
        }
    }

    @Test func aRoleThatIsAssumed() async throws {
        try write(
            """
            [profile audit]
            role_arn = arn:aws:iam::222233334444:role/audit
            source_profile = base
            [profile base]
            aws_access_key_id = AKIABASE
            aws_secret_access_key = secret
            """, to: ".aws/config")
        try await with(.securityTokenService("AssumeRole", "ASIAROLE")) { server in
            let keys = try await keys(["AWS_ENDPOINT_URL_STS": server.url, "AWS_PROFILE": "audit"])
            #expect(keys?.accessKeyID == "ASIAROLE")
            let authorization = try #require(server.requests.first?.headers["authorization"])
            #expect(authorization.hasPrefix("AWS4-HMAC-SHA256 Credential=AKIABASE/"))
        }
    }

    @Test func aCommand() async throws {
        let output = #"{"Version":1,"AccessKeyId":"ASIAPROCESS","SecretAccessKey":"s","SessionToken":"t"}"#
        try write("[default]\ncredential_process = printf '%s' '\(output)'\n", to: ".aws/config")
        defer { try? FileManager.default.removeItem(at: home) }
        #expect(try await keys([:])?.accessKeyID == "ASIAPROCESS")
    }

    private static let signOn = """
        [default]
        sso_session = corp
        sso_account_id = 222233334444
        sso_role_name = auditor
        [sso-session corp]
        sso_region = eu-west-1
        sso_start_url = https://corp.example
        """
    /// The SHA-1 of "corp".
    private static let tokenFile = ".aws/sso/cache/ee0bfd2552fbd840c02cc48b6e823320543c450f.json"

    private static func token(expiresAt: String, registrationExpiresAt: String = "2099-01-01T00:00:00Z") -> String {
        """
        {"startUrl":"https://corp.example","region":"eu-west-1","accessToken":"old","expiresAt":"\(expiresAt)",\
        "clientId":"client","clientSecret":"shh","registrationExpiresAt":"\(registrationExpiresAt)",\
        "refreshToken":"again"}
        """
    }

    @Test func aSignOn() async throws {
        try write(Self.signOn, to: ".aws/config")
        try write(Self.token(expiresAt: "2099-01-01T00:00:00Z"), to: Self.tokenFile)
        try await with(.identityCenter(token: "old")) { server in
            let keys = try await keys(["AWS_ENDPOINT_URL": server.url])
            #expect(keys?.accessKeyID == "ASIASSO")
            #expect(server.requests.count == 1)
        }
    }

    @Test func aSignOnThatHasExpiredIsRenewedAndKept() async throws {
        try write(Self.signOn, to: ".aws/config")
        try write(Self.token(expiresAt: "2020-01-01T00:00:00Z"), to: Self.tokenFile)
        try await with(.identityCenter(token: "new")) { server in
            let keys = try await keys(["AWS_ENDPOINT_URL": server.url])
            #expect(keys?.accessKeyID == "ASIASSO")
            let kept = try JSON(parsing: Array(try Data(contentsOf: home.appending(path: Self.tokenFile))))
            #expect(kept["accessToken"] == "new")
            #expect(kept["refreshToken"] == "once more")
            #expect(kept["startUrl"] == "https://corp.example", "what is not renewed stays")
            let end = try #require(kept["expiresAt"]?.stringValue.flatMap(ISO8601.parse))
            #expect(abs(end - SystemClock().now() - 28_800) < 60)
            let attributes = try FileManager.default.attributesOfItem(
                atPath: home.appending(path: Self.tokenFile).path)
            #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
        }
    }

    @Test func aSignOnWhoseRegistrationIsOverIsSaid() async throws {
        try write(Self.signOn, to: ".aws/config")
        try write(
            Self.token(expiresAt: "2020-01-01T00:00:00Z", registrationExpiresAt: "2020-02-01T00:00:00Z"),
            to: Self.tokenFile)
        try await with(.identityCenter(token: "new")) { server in
            let error = await #expect(throws: CredentialError.self) {
                try await keys(["AWS_ENDPOINT_URL": server.url])
            }
            #expect(error?.message.contains("aws sso login") == true)
            #expect(server.requests.isEmpty)
        }
    }
}
