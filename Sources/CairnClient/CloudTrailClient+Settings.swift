public import CairnAWSClient

extension CloudTrailClient {
    /// What a client can be told; whatever is `nil` comes from the environment and the shared files.
    ///
    /// | | variables | profile |
    /// |---|---|---|
    /// | region | `AWS_REGION`, `AWS_DEFAULT_REGION` | `region` |
    /// | endpoint | `AWS_ENDPOINT_URL_CLOUDTRAIL`, `AWS_ENDPOINT_URL_CLOUDTRAIL_DATA`, `AWS_ENDPOINT_URL` | `services` section, `endpoint_url` |
    /// | none of these | `AWS_IGNORE_CONFIGURED_ENDPOINT_URLS` | `ignore_configured_endpoint_urls` |
    /// | hosts | `AWS_USE_FIPS_ENDPOINT`, `AWS_USE_DUALSTACK_ENDPOINT` | `use_fips_endpoint`, `use_dualstack_endpoint` |
    /// | tries | `AWS_MAX_ATTEMPTS` | `max_attempts` |
    /// | profile | `AWS_PROFILE`; files: `AWS_CONFIG_FILE`, `AWS_SHARED_CREDENTIALS_FILE` | |
    ///
    /// Source: AWS SDKs and Tools Reference Guide.
    public struct Settings: Sendable {
        /// If nobody says, that of the EC2 instance for calls to AWS itself, else `us-east-1`.
        public var region: String?
        /// For CloudTrail and CloudTrail Data; calls of STS and SSO for credentials go where they would go without it.
        public var endpointURL: String?
        /// A profile of the shared files, for settings and credentials.
        public var profile: String?
        public var usesFIPS: Bool?
        public var usesDualStack: Bool?
        /// All tries together; 3 if nobody says.
        public var attemptsMax: Int?
        /// How long one try may take to the head of its answer, and again for the rest.
        public var attemptTimeout: Duration = .seconds(60)
        /// Hears of every try, for metrics.
        public var onAttempt: (@Sendable (AWSAttempt) -> Void)?
        public var environment: [String: String]

        /// - Parameters:
        ///   - region: that of the environment, the profile or the EC2 instance if `nil`, else us-east-1.
        ///   - endpointURL: where CloudTrail is, such as `http://127.0.0.1:4734`; that of the settings or AWS if `nil`.
        ///   - profile: the active one if `nil`.
        ///   - environment: the process's own by default.
        public init(
            region: String? = nil, endpointURL: String? = nil, profile: String? = nil,
            environment: [String: String] = ProcessVariables.current
        ) {
            self.region = region
            self.endpointURL = endpointURL
            self.profile = profile
            self.environment = environment
        }

        var sharedConfig: SharedConfig { SharedConfig(environment: environment, readFile: SmallFile.read) }

        func configuration(_ config: SharedConfig) -> AWSClient.Configuration {
            var result = AWSClient.Configuration(environment: environment, config: config, profile: profile)
            if let region { result.region = region }
            if let usesFIPS { result.endpoints.usesFIPS = usesFIPS }
            if let usesDualStack { result.endpoints.usesDualStack = usesDualStack }
            if let attemptsMax { result.retries.attemptsMax = attemptsMax }
            if let endpointURL { result.endpoints.overrideURL = endpointURL }
            result.attemptTimeout = attemptTimeout
            return result
        }

        /// An endpoint that is given in code is CloudTrail's, not that of the services that give credentials.
        func credentialConfiguration(_ configuration: AWSClient.Configuration) -> AWSClient.Configuration {
            var result = configuration
            result.endpoints.overrideURL = nil
            return result
        }
    }
}
