import CairnAPI
import CairnAWSClient
import CairnClient
import CairnModel
import CairnSigning
import Foundation
import Testing

/// Which endpoint and region a call goes to, by environment, shared files and code.
struct ClientSettingsTests {
    private static let config = """
        [default]
        region = eu-central-1
        [profile work]
        region = ap-south-1
        aws_access_key_id = AKIDWORK
        aws_secret_access_key = s
        endpoint_url = http://everything.example:1
        services = local
        [profile fips]
        use_fips_endpoint = true
        use_dualstack_endpoint = true
        [services local]
        cloudtrail =
          endpoint_url = http://trails.example:2/base
        cloudtrail_data =
          endpoint_url = http://data.example:3
        """

    private static func urls(
        _ environment: [String: String], configure: (inout CloudTrailClient.Settings) -> Void = { _ in }
    ) async throws -> [String] {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("cairn-\(UUID().uuidString)")
        try Self.config.write(to: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: file) }
        let keys = ["AWS_ACCESS_KEY_ID": "AKID", "AWS_SECRET_ACCESS_KEY": "s", "AWS_CONFIG_FILE": file.path]
        var settings = CloudTrailClient.Settings(environment: keys.merging(environment) { $1 })
        configure(&settings)
        let transport = ScriptedTransport { _, _ in .response(200, #"{"successful":[],"failed":[]}"#) }
        let client = CloudTrailClient(settings, transport: transport)
        _ = try await client.listTrails(ListTrailsRequest())
        _ = try await client.putAuditEvents(PutAuditEventsRequest(auditEvents: [], channelArn: "a"))
        return transport.requests.map { String($0.url.prefix { $0 != "?" }) }
    }

    @Test(
        arguments: [
            ([:], "https://cloudtrail.eu-central-1.amazonaws.com/"),
            (["AWS_DEFAULT_REGION": "us-west-2"], "https://cloudtrail.us-west-2.amazonaws.com/"),
            (["AWS_REGION": "us-west-1", "AWS_DEFAULT_REGION": "x"], "https://cloudtrail.us-west-1.amazonaws.com/"),
            (["AWS_REGION": "cn-north-1"], "https://cloudtrail.cn-north-1.amazonaws.com.cn/"),
            (["AWS_PROFILE": "work"], "http://trails.example:2/base/"),
            (["AWS_PROFILE": "work", "AWS_ENDPOINT_URL": "http://env:4"], "http://env:4/"),
            (
                [
                    "AWS_PROFILE": "work", "AWS_ENDPOINT_URL": "http://env:4",
                    "AWS_ENDPOINT_URL_CLOUDTRAIL": "http://ct:5",
                ],
                "http://ct:5/"
            ),
            (
                ["AWS_PROFILE": "work", "AWS_ENDPOINT_URL": "http://x", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true"],
                "https://cloudtrail.ap-south-1.amazonaws.com/"
            ),
            (["AWS_USE_FIPS_ENDPOINT": "true"], "https://cloudtrail-fips.eu-central-1.amazonaws.com/"),
            (
                ["AWS_USE_FIPS_ENDPOINT": "true", "AWS_REGION": "us-gov-west-1"],
                "https://cloudtrail.us-gov-west-1.amazonaws.com/"
            ),
            (["AWS_USE_DUALSTACK_ENDPOINT": "true"], "https://cloudtrail.eu-central-1.api.aws/"),
            (["AWS_PROFILE": "fips", "AWS_REGION": "us-east-2"], "https://cloudtrail-fips.us-east-2.api.aws/"),
        ] as [([String: String], String)])
    func cloudTrailIsWhereTheSettingsSay(environment: [String: String], url: String) async throws {
        #expect(try await Self.urls(environment).first == url)
    }

    /// The region of the instance is the last that counts, and only where AWS's own host has it in its name.
    @Test(
        arguments: [
            ([:], "https://cloudtrail.ap-southeast-2.amazonaws.com/"),
            (["AWS_EC2_METADATA_DISABLED": "true"], "https://cloudtrail.us-east-1.amazonaws.com/"),
            (["AWS_REGION": "us-west-1"], "https://cloudtrail.us-west-1.amazonaws.com/"),
            (["AWS_ENDPOINT_URL": "http://127.0.0.1:4734"], "http://127.0.0.1:4734/"),
        ] as [([String: String], String)])
    func theRegionOfTheInstanceComesLast(environment: [String: String], url: String) async throws {
        let keys = [
            "AWS_ACCESS_KEY_ID": "AKID", "AWS_SECRET_ACCESS_KEY": "s", "AWS_CONFIG_FILE": "/nonexistent",
            "AWS_SHARED_CREDENTIALS_FILE": "/nonexistent", "AWS_EC2_METADATA_SERVICE_ENDPOINT": "http://imds",
        ]
        let transport = ScriptedTransport { _, request in
            request.url.hasPrefix("http://imds")
                ? .response(200, request.method == "PUT" ? "token" : "ap-southeast-2") : .response(200, "{}")
        }
        let client = CloudTrailClient(
            CloudTrailClient.Settings(environment: keys.merging(environment) { $1 }), transport: transport)
        for _ in 0..<2 { _ = try await client.listTrails(ListTrailsRequest()) }
        let urls = transport.requests.map(\.url)
        #expect(urls.filter { !$0.hasPrefix("http://imds") } == [url, url])
        let isAsked = url.contains("ap-southeast-2")
        #expect(urls.count { $0.hasPrefix("http://imds") } == (isAsked ? 2 : 0))
        let scope = transport.requests.last?.headers["Authorization"]?.split(separator: "/").dropFirst(2).first
        #expect(isAsked ? scope == "ap-southeast-2" : scope != nil)
    }

    @Test func auditEventsHaveAnEndpointOfTheirOwn() async throws {
        #expect(try await Self.urls(["AWS_PROFILE": "work"]).last == "http://data.example:3/PutAuditEvents")
        let environment = ["AWS_ENDPOINT_URL_CLOUDTRAIL_DATA": "http://d:6"]
        #expect(try await Self.urls(environment).last == "http://d:6/PutAuditEvents")
        #expect(try await Self.urls(environment).first == "https://cloudtrail.eu-central-1.amazonaws.com/")
    }

    @Test func whatIsSetInCodeWins() async throws {
        let environment = ["AWS_REGION": "us-west-1", "AWS_ENDPOINT_URL": "http://env:4", "AWS_PROFILE": "work"]
        let urls = try await Self.urls(environment) {
            $0.endpointURL = "http://127.0.0.1:4734"
            $0.region = "eu-west-3"
        }
        #expect(urls == ["http://127.0.0.1:4734/", "http://127.0.0.1:4734/PutAuditEvents"])
        let named = try await Self.urls([:]) { $0.profile = "work" }
        #expect(named.first == "http://trails.example:2/base/")
        let fips = try await Self.urls([:]) { $0.usesFIPS = true }
        #expect(fips.first == "https://cloudtrail-fips.eu-central-1.amazonaws.com/")
    }
}
