import CairnModel

/// Credentials of the role of an EC2 instance, from its metadata service in version 2.
///
/// Source: Amazon EC2 User Guide, "Use the Instance Metadata Service".
public struct InstanceMetadataCredentials: CredentialSource {
    private let metadata: InstanceMetadata
    private static let source = "instance metadata"
    private static let path = "/latest/meta-data/iam/security-credentials/"

    public init(host: CredentialHost) { metadata = InstanceMetadata(host: host) }

    /// `nil` where no such service answers, or the instance has no role.
    public func load() async throws(CredentialError) -> ExpiringCredentials? {
        guard let session = await metadata.session(), let names = await session.get(Self.path) else { return nil }
        let role = String(decoding: names, as: UTF8.self).prefix { !$0.isNewline }.trimmed
        guard !role.isEmpty else { return nil }
        let name = PercentCoding.encode(role)
        guard let document = await session.get(Self.path + name) else {
            throw CredentialError(Self.source, "There are no credentials of the role \(role)")
        }
        return try MetadataDocument.credentials(in: document, token: "Token", source: Self.source)
    }
}
