public import CairnPolicy
public import CairnSigning

/// Who may call, with which secrets and policies.
public struct AccessConfiguration: Sendable {
    /// One access key: its secret, whose it is, and what they may do.
    public struct Credential: Sendable {
        public var credentials: SigningCredentials
        public var caller: AccessCaller
        /// The user's or role's policies, with those of its groups. A root user needs none.
        public var policies: IdentityPolicies
        /// When temporary credentials end: seconds since the epoch; `nil` for those that do not.
        public var expiresAt: Double?

        public init(
            credentials: SigningCredentials, caller: AccessCaller, policies: IdentityPolicies = IdentityPolicies(),
            expiresAt: Double? = nil
        ) {
            self.credentials = credentials
            self.caller = caller
            self.policies = policies
            self.expiresAt = expiresAt
        }
    }

    public var credentials: [Credential]
    /// `aws:PrincipalOrgID` of accounts in an organization, such as `o-exampleorgid`.
    public var organizationIDs: [String: String]
    /// How far the time of signing may be from now. Default 15 minutes, as AWS.
    public var allowedSkewSeconds: Double
    /// How many requests are remembered against replay at once. Default 1,000,000, which takes 80 MB when full.
    public var rememberedRequestsMax: Int

    public init(
        credentials: [Credential], organizationIDs: [String: String] = [:], allowedSkewSeconds: Double = 900,
        rememberedRequestsMax: Int = 1_000_000
    ) {
        self.credentials = credentials
        self.organizationIDs = organizationIDs
        self.allowedSkewSeconds = allowedSkewSeconds
        self.rememberedRequestsMax = rememberedRequestsMax
    }
}
