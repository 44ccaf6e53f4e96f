/// Several sources, asked one after the other: the first that is set up gives the credentials, or the error.
///
/// Source: AWS SDKs and Tools Reference Guide, "Standardized credential providers".
public struct CredentialChain: CredentialSource {
    private let sources: [any CredentialSource]

    public init(_ sources: [any CredentialSource]) { self.sources = sources }

    public func load() async throws(CredentialError) -> ExpiringCredentials? {
        for source in sources {
            if let credentials = try await source.load() { return credentials }
        }
        return nil
    }

    /// The standard order: environment, web identity token, profile (assumed role, web identity, SSO, keys, process),
    /// container, instance metadata.
    /// - Parameters:
    ///   - profile: a profile that was asked for by name; then the environment's own keys do not count.
    ///   - configuration: region, endpoints and retries of the calls of STS and SSO.
    public static func standard(
        profile: String? = nil, host: CredentialHost, config: SharedConfig, configuration: AWSClient.Configuration
    ) -> CachedCredentials {
        let calls = CredentialCalls(host: host, configuration: configuration)
        let profiles = ProfileCredentials(
            profile: profile ?? config.activeProfileName, isNamed: profile != nil, config: config, host: host,
            calls: calls)
        let environment: [any CredentialSource] = [
            EnvironmentCredentials(host: host), WebIdentityCredentials(host: host, calls: calls),
        ]
        let machine: [any CredentialSource] = [
            ContainerCredentials(host: host), InstanceMetadataCredentials(host: host),
        ]
        return CachedCredentials(
            CredentialChain((profile == nil ? environment : []) + [profiles] + machine), clock: host.clock)
    }
}
