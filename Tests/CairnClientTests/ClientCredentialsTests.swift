import CairnAPI
import CairnAWSClient
import CairnClient
import CairnModel
import Crypto
import Foundation
import Testing

/// The standard chain, each source by a server that answers as the real one was recorded to.
struct ClientCredentialsTests {
    private static let end = "2099-01-01T00:00:00Z"

    /// What each kind of server says.
    @Sendable private static func answer(_ number: Int, _ request: TestServer.Request) -> TestServer.Answer {
        let json = { (id: String, token: String) in
            #"{"Code":"Success","Type":"AWS-HMAC","AccessKeyId":"\#(id)","SecretAccessKey":"s","\#(token)":"t","#
                + #""Expiration":"\#(end)"}"#
        }
        switch (request.method, request.uri) {
        case ("PUT", "/latest/api/token"): return .response(200, "imds-token")
        case ("GET", "/latest/meta-data/iam/security-credentials/"):
            return request.headers["x-aws-ec2-metadata-token"] == "imds-token" ? .response(200, "role") : .response(401)
        case ("GET", "/latest/meta-data/iam/security-credentials/role"):
            return .response(200, json("AKIDINSTANCE", "Token"))
        case ("GET", "/container"):
            return request.headers["authorization"] == "secret-of-the-task"
                ? .response(200, json("AKIDCONTAINER", "Token")) : .response(403)
        case ("GET", let uri) where uri.hasPrefix("/federation/credentials"):
            guard request.headers["x-amz-sso_bearer_token"] == "sso-token" else { return .response(401) }
            return .response(
                200,
                #"{"roleCredentials":{"accessKeyId":"AKIDSSO","secretAccessKey":"s","sessionToken":"t","#
                    + #""expiration":4070908800000}}"#)
        case ("POST", _) where request.body.contains("Action=AssumeRole"):
            let isWeb = request.body.contains("WebIdentityToken=jwt")
            return .response(
                200, sts(isWeb ? "AssumeRoleWithWebIdentity" : "AssumeRole", isWeb ? "AKIDWEB" : "AKIDROLE"))
        default: return .response(200)
        }
    }

    private static func sts(_ operation: String, _ id: String) -> String {
        """
        <\(operation)Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><\(operation)Result><Credentials>\
        <AccessKeyId>\(id)</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>\
        <Expiration>\(end)</Expiration></Credentials></\(operation)Result></\(operation)Response>
        """
    }

    private static func config() -> String {
        """
        [profile role]
        role_arn = arn:aws:iam::222233334444:role/x
        source_profile = keys
        [profile keys]
        aws_access_key_id = AKIDFILE
        aws_secret_access_key = s
        [profile sso]
        sso_session = s
        sso_account_id = 222233334444
        sso_role_name = r
        [sso-session s]
        sso_region = eu-west-1
        sso_start_url = https://x
        [profile process]
        credential_process = printf '{"Version":1,"AccessKeyId":"AKIDPROCESS","SecretAccessKey":"s"}'
        """
    }

    /// Makes a home folder with shared files and tokens.
    private static func withHome<Result>(_ body: (String) async throws -> Result) async throws -> Result {
        let home = FileManager.default.temporaryDirectory.appendingPathComponent("cairn-\(UUID().uuidString)")
        let cache = home.appendingPathComponent(".aws/sso/cache")
        try FileManager.default.createDirectory(at: cache, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: home) }
        try config().write(to: home.appendingPathComponent(".aws/config"), atomically: true, encoding: .utf8)
        try "jwt".write(to: home.appendingPathComponent("jwt"), atomically: true, encoding: .utf8)
        let name = Insecure.SHA1.hash(data: Data("s".utf8)).map { String(format: "%02x", $0) }.joined()
        try #"{"accessToken":"sso-token","expiresAt":"\#(end)"}"#.write(
            to: cache.appendingPathComponent("\(name).json"), atomically: true, encoding: .utf8)
        return try await body(home.path)
    }

    @Test(arguments: [
        ("environment", "AKIDENV"), ("web identity", "AKIDWEB"), ("file", "AKIDFILE"), ("role", "AKIDROLE"),
        ("sso", "AKIDSSO"), ("process", "AKIDPROCESS"), ("container", "AKIDCONTAINER"), ("instance", "AKIDINSTANCE"),
    ])
    func callsAreSignedWithTheKeysOfEachSource(source: String, keyID: String) async throws {
        try await TestServer.with(Self.answer) { server in
            try await Self.withHome { home in
                var environment = [
                    "HOME": home, "PATH": "/usr/bin:/bin", "AWS_REGION": "eu-west-1",
                    "AWS_EC2_METADATA_DISABLED": "true", "AWS_ENDPOINT_URL": server.url,
                ]
                let more: [String: String] =
                    switch source {
                    case "environment": ["AWS_ACCESS_KEY_ID": "AKIDENV", "AWS_SECRET_ACCESS_KEY": "s"]
                    case "web identity":
                        ["AWS_ROLE_ARN": "arn:aws:iam::1:role/r", "AWS_WEB_IDENTITY_TOKEN_FILE": home + "/jwt"]
                    case "file": ["AWS_PROFILE": "keys"]
                    case "container":
                        [
                            "AWS_CONTAINER_CREDENTIALS_FULL_URI": server.url + "/container",
                            "AWS_CONTAINER_AUTHORIZATION_TOKEN": "secret-of-the-task",
                        ]
                    case "instance":
                        [
                            "AWS_EC2_METADATA_DISABLED": "false", "AWS_EC2_METADATA_SERVICE_ENDPOINT": server.url,
                        ]
                    default: ["AWS_PROFILE": source]
                    }
                environment.merge(more) { $1 }
                let client = CloudTrailClient(CloudTrailClient.Settings(environment: environment))
                _ = try await client.listTrails(ListTrailsRequest())
                let call = try #require(server.requests.last)
                #expect(call.headers["x-amz-target"]?.hasSuffix(".ListTrails") == true)
                #expect(call.headers["authorization"]?.contains("Credential=\(keyID)/") == true)
                _ = try await client.listTrails(ListTrailsRequest())
                #expect(server.requests.filter { $0.headers["x-amz-target"] == nil }.count <= 3, "keys are kept")
            }
        }
    }

    @Test func nobodyWithKeysIsToldWhatToSet() async throws {
        let settings = CloudTrailClient.Settings(
            endpointURL: "http://127.0.0.1:9", environment: ["HOME": "/nowhere", "AWS_EC2_METADATA_DISABLED": "true"])
        let error = await #expect(throws: CloudTrailError.self) {
            _ = try await CloudTrailClient(settings).listTrails(ListTrailsRequest())
        }
        #expect(error?.code == .noCredentials && error?.message.contains("AWS_ACCESS_KEY_ID") == true)
    }
}
