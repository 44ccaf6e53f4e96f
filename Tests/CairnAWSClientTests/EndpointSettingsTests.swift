import CairnAWSClient
import CairnWire
import Testing

@Suite struct EndpointSettingsTests {
    private static func endpoint(
        _ service: String, _ region: String, _ settings: EndpointSettings = EndpointSettings()
    ) throws -> Endpoint {
        try settings.endpoint(of: try #require(ServiceCatalog.shared.model(id: service)), region: region)
    }

    private static func settings(
        _ environment: [String: String], config: String = "", profile: String? = nil
    ) -> EndpointSettings {
        let shared = SharedConfig(environment: environment) { $0.hasSuffix("/config") ? Array(config.utf8) : nil }
        return EndpointSettings(environment: environment, config: shared, profile: profile)
    }

    @Test(arguments: [
        ("cloudtrail", "eu-west-1", "cloudtrail.eu-west-1.amazonaws.com", "eu-west-1"),
        ("cloudtrail", "cn-north-1", "cloudtrail.cn-north-1.amazonaws.com.cn", "cn-north-1"),
        ("cloudtrail", "us-gov-east-1", "cloudtrail.us-gov-east-1.amazonaws.com", "us-gov-east-1"),
        ("s3", "us-east-1", "s3.us-east-1.amazonaws.com", "us-east-1"),
        ("sts", "ap-south-1", "sts.ap-south-1.amazonaws.com", "ap-south-1"),
        ("logs", "us-iso-east-1", "logs.us-iso-east-1.c2s.ic.gov", "us-iso-east-1"),
        ("iam", "eu-west-1", "iam.amazonaws.com", "us-east-1"),
        ("iam", "cn-northwest-1", "iam.cn-north-1.amazonaws.com.cn", "cn-north-1"),
        ("iam", "us-gov-east-1", "iam.us-gov.amazonaws.com", "us-gov-west-1"),
        ("organizations", "eu-west-1", "organizations.us-east-1.amazonaws.com", "us-east-1"),
        ("organizations", "us-gov-east-1", "organizations.us-gov-west-1.amazonaws.com", "us-gov-west-1"),
        ("route53", "sa-east-1", "route53.amazonaws.com", "us-east-1"),
    ])
    func hostsAreThoseOfAWS(service: String, region: String, host: String, signingRegion: String) throws {
        let endpoint = try Self.endpoint(service, region)
        #expect(endpoint == Endpoint(authority: host, signingRegion: signingRegion))
    }

    @Test(arguments: [
        ("cloudtrail", true, false, "cloudtrail-fips.us-west-2.amazonaws.com"),
        ("cloudtrail", false, true, "cloudtrail.us-west-2.api.aws"),
        ("cloudtrail", true, true, "cloudtrail-fips.us-west-2.api.aws"),
        ("s3", false, true, "s3.dualstack.us-west-2.amazonaws.com"),
        ("s3", true, true, "s3-fips.dualstack.us-west-2.amazonaws.com"),
        ("iam", true, false, "iam-fips.amazonaws.com"),
    ])
    func variantsHaveHostsOfTheirOwn(service: String, fips: Bool, dualStack: Bool, host: String) throws {
        let settings = Self.settings([
            "AWS_USE_FIPS_ENDPOINT": String(fips), "AWS_USE_DUALSTACK_ENDPOINT": String(dualStack),
        ])
        #expect(try Self.endpoint(service, "us-west-2", settings).authority == host)
    }

    private static let config = """
        [profile dev]
        endpoint_url = http://profile:1
        services = mine
        [services mine]
        s3 =
          endpoint_url = http://services-s3:1
        cloudwatch_logs =
          endpoint_url = http://services-logs:1
        """

    @Test(arguments: [
        (["AWS_ENDPOINT_URL_S3": "http://env-s3:1", "AWS_ENDPOINT_URL": "http://env:1"], "s3", "env-s3:1"),
        (["AWS_ENDPOINT_URL_S3": "http://env-s3:1", "AWS_ENDPOINT_URL": "http://env:1"], "sns", "env:1"),
        (["AWS_ENDPOINT_URL_CLOUDWATCH_LOGS": "http://env-logs:1"], "logs", "env-logs:1"),
        (["AWS_ENDPOINT_URL": "http://env:1"], "logs", "env:1"),
        ([:], "s3", "services-s3:1"), ([:], "logs", "services-logs:1"), ([:], "sns", "profile:1"),
        (
            ["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true", "AWS_ENDPOINT_URL": "http://env:1"], "sns",
            "sns.us-east-1.amazonaws.com"
        ),
    ])
    func firstSettingWins(environment: [String: String], service: String, authority: String) throws {
        var environment = environment
        environment["AWS_PROFILE"] = "dev"
        var settings = Self.settings(environment, config: Self.config)
        #expect(try Self.endpoint(service, "us-east-1", settings).authority == authority)
        settings.overrideURL = "https://override"
        #expect(try Self.endpoint(service, "us-east-1", settings).authority == "override")
        settings.overrideURLs[service] = "https://service"
        #expect(try Self.endpoint(service, "us-east-1", settings).authority == "service")
    }

    @Test(arguments: [
        ("http://h:80/", "http", "h", ""), ("https://h:443", "https", "h", ""), ("HTTP://h:8080", "http", "h:8080", ""),
        ("http://[::1]:4566/base/", "http", "[::1]:4566", "/base"),
    ])
    func urlsAreTakenApart(url: String, scheme: String, authority: String, basePath: String) throws {
        let endpoint = try Self.endpoint("sns", "us-east-1", EndpointSettings(overrideURL: url))
        #expect(endpoint.scheme == scheme)
        #expect(endpoint.authority == authority)
        #expect(endpoint.basePath == basePath)
        #expect(endpoint.isCustom)
    }

    @Test(arguments: ["", "localhost:4566", "ftp://h", "http://", "http://user@h", "http://a b"])
    func otherTextsAreNoEndpoints(url: String) {
        #expect(throws: AWSClientError(.invalidRequest, "")) {
            try Self.endpoint("sns", "us-east-1", EndpointSettings(overrideURL: url))
        }
    }

    @Test(arguments: ["", "evil.example/", "us east", "US-EAST-1", "a@b"])
    func regionCannotChangeTheHost(region: String) {
        #expect(throws: AWSClientError(.invalidRequest, "")) { try Self.endpoint("sns", region) }
    }
}
