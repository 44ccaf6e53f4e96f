public import Logging

extension AWSClient {
    /// A client as the environment and the shared files say: region, endpoints, retries, the standard credential chain.
    ///
    /// - Parameters:
    ///   - profile: a profile of the shared files; the active one if `nil`.
    ///   - environment: the process's own by default.
    ///   - transport: the process's own connections by default.
    ///   - logger: hears of retries, at debug level; keys and bodies are never logged.
    public static func standard(
        profile: String? = nil, environment: [String: String] = ProcessVariables.current,
        transport: any HTTPTransport = AsyncHTTPTransport.shared, logger: Logger? = nil
    ) -> AWSClient {
        let config = SharedConfig(environment: environment, readFile: SmallFile.read)
        let settings = Configuration(environment: environment, config: config, profile: profile)
        let host = CredentialHost(environment: environment, transport: transport)
        let chain = CredentialChain.standard(profile: profile, host: host, config: config, configuration: settings)
        var client = AWSClient(configuration: settings, credentials: chain, transport: transport, logger: logger)
        client.instanceRegion = InstanceRegion(host: host)
        return client
    }
}
