import CairnBuckets
import CairnGateway
import CairnModel
import CairnPolicy
import CairnRecording
import CairnService
import CairnSigning

extension CallerScope {
    /// Who calls the bucket store, for policies of buckets.
    func bucketContext(of call: LocalCall, userAgent: String?) -> BucketContext {
        let request = context(of: call, userAgent: userAgent)
        let identity = call.plan.signature.map { identities.identity(accessKeyID: $0.accessKeyID, at: clock.now()) }
        var keys = PolicyContext()
        keys.set("aws:SourceIp", call.sourceIPAddress)
        keys.set("aws:UserAgent", userAgent)
        keys.set("aws:SecureTransport", call.tls == nil ? "false" : "true")
        return BucketContext(
            principal: identity?.policyPrincipal ?? .anonymous, account: request.account, region: request.region,
            requestID: call.requestID, partition: request.partition, conditionKeys: keys)
    }
}

extension CallerIdentity {
    /// The identity as policies see it.
    var policyPrincipal: PolicyPrincipal {
        guard let accountID else { return .anonymous }
        switch (kind, arn) {
        case (.iamUser, let arn?): return .user(arn: arn, account: accountID)
        case (.assumedRole, let arn?):
            return .assumedRole(sessionARN: arn, roleARN: session?.issuer?.arn ?? arn, account: accountID)
        case (.federatedUser, let arn?): return .federatedUser(arn: arn, account: accountID)
        case (.awsService, _): return .service(invokedBy ?? "")
        default: return .account(accountID)
        }
    }
}
