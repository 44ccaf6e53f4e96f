import CairnModel

/// Credentials of the role of an EC2 instance, from its metadata service in version 2.
///
/// Source: Amazon EC2 User Guide, "Use the Instance Metadata Service".
public struct InstanceMetadataCredentials: CredentialSource {
    private let host: CredentialHost
    private static let source = "instance metadata"
    private static let path = "/latest/meta-data/iam/security-credentials/"

    public init(host: CredentialHost) { self.host = host }

    /// `nil` where no such service answers, or the instance has no role.
    public func load() async throws(CredentialError) -> ExpiringCredentials? {
        if host["AWS_EC2_METADATA_DISABLED"]?.lowercased() == "true" { return nil }
        guard let token = await answer("PUT", "/latest/api/token", ["X-aws-ec2-metadata-token-ttl-seconds": "21600"])
        else { return nil }
        let headers: HeaderFields = ["X-aws-ec2-metadata-token": String(decoding: token, as: UTF8.self).trimmed]
        guard let names = await answer("GET", Self.path, headers) else { return nil }
        let role = String(decoding: names, as: UTF8.self).prefix { !$0.isNewline }.trimmed
        guard !role.isEmpty else { return nil }
        let name = PercentCoding.encode(role)
        guard let document = await answer("GET", Self.path + name, headers) else {
            throw CredentialError(Self.source, "There are no credentials of the role \(role)")
        }
        return try MetadataDocument.credentials(in: document, token: "Token", source: Self.source)
    }

    private func answer(_ method: String, _ path: String, _ headers: HeaderFields) async -> [UInt8]? {
        // One second: on any other machine nobody is there.
        let answer = try? await host.fetch(method, endpoint + path, headers: headers, timeout: .seconds(1))
        guard let answer, answer.status == 200 else { return nil }
        return answer.body
    }

    private var endpoint: String {
        if let url = host["AWS_EC2_METADATA_SERVICE_ENDPOINT"] {
            return url.last == "/" ? String(url.dropLast()) : url
        }
        let isIPv6 = host["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"]?.lowercased() == "ipv6"
        return isIPv6 ? "http://[fd00:ec2::254]" : "http://169.254.169.254"
    }
}
