public import CairnPolicy

/// Who calls, and from where.
public struct BucketContext: Sendable {
    /// Whose policies decide; ``CairnPolicy/PolicyPrincipal/anonymous`` for a request without a signature.
    public var principal: PolicyPrincipal
    /// The caller's policies, none for an anonymous one; `nil` if callers are not asked for them: then an account's own
    /// callers may do everything in it that no bucket policy denies.
    public var identityPolicies: IdentityPolicies?
    /// The account in which buckets are created and listed.
    public var account: String
    /// The region that the request was signed for.
    public var region: String
    public var partition: String
    /// The answer's `x-amz-request-id`.
    public var requestID: String
    /// Global condition keys, such as `aws:SourceIp` and `aws:SecureTransport`.
    public var conditionKeys: PolicyContext

    public init(
        principal: PolicyPrincipal, account: String, region: String, requestID: String,
        identityPolicies: IdentityPolicies? = nil, partition: String = "aws",
        conditionKeys: PolicyContext = PolicyContext()
    ) {
        self.principal = principal
        self.account = account
        self.region = region
        self.requestID = requestID
        self.identityPolicies = identityPolicies
        self.partition = partition
        self.conditionKeys = conditionKeys
    }
}
