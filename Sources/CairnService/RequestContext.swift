import CairnAPI
public import CairnModel
public import CairnPolicy

/// Who calls, and for which account and region: what a request says outside its body.
public struct RequestContext: Sendable, Hashable {
    /// Twelve digits.
    public var account: String
    public var region: String
    public var partition: String
    /// `nil` if the request is not signed.
    public var accessKeyID: String?
    /// `userIdentity` of the record of this call, if the caller is known.
    public var userIdentity: JSON?
    /// The caller as resource policies see it; `nil` stands for the account's root user.
    public var principal: PolicyPrincipal?
    /// What the caller's own policies allow; `nil` if access is not controlled.
    var identityPolicies: IdentityPolicies?
    /// What `x-amzn-RequestId` and the record of this call say.
    public var requestID: String
    public var sourceIPAddress: String
    public var userAgent: String?
    /// Whether the request came over TLS.
    public var isSecure: Bool

    public init(
        account: String, region: String, partition: String = "aws", accessKeyID: String? = nil,
        userIdentity: JSON? = nil, principal: PolicyPrincipal? = nil, requestID: String,
        sourceIPAddress: String = "127.0.0.1", userAgent: String? = nil, isSecure: Bool = false
    ) {
        self.account = account
        self.region = region
        self.partition = partition
        self.accessKeyID = accessKeyID
        self.userIdentity = userIdentity
        self.principal = principal
        self.requestID = requestID
        self.sourceIPAddress = sourceIPAddress
        self.userAgent = userAgent
        self.isSecure = isSecure
    }
}

extension RequestContext {
    /// The region is a part of ARNs, of the keys of log files and of the names of files: it must look like one.
    /// - Throws: ``CloudTrailError`` with `invalidSignature`, in AWS's words.
    func checkRegion() throws(CloudTrailError) {
        guard (1...32).contains(region.utf8.count),
            region.utf8.allSatisfy({ $0.isLowercaseLetter || $0.isDigit || $0 == UInt8(ascii: "-") })
        else {
            throw CloudTrailError(
                .invalidSignature,
                "Credential should be scoped to a valid region, not '\(CloudTrailError.excerpt(region))'."
            )
        }
    }
}
