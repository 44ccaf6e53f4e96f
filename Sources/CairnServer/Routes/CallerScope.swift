import CairnAPI
import CairnAWSClient
import CairnGateway
import CairnModel
import CairnPolicy
import CairnRecording
import CairnService
import CairnSigning

/// Finds the account and the region that a call of the CloudTrail API is about.
struct CallerScope: Sendable {
    let identities: IdentityDirectory
    let defaultRegion: String
    let clock: any WallClock

    func context(of call: LocalCall, userAgent: String?) -> RequestContext {
        let signature = call.plan.signature
        let identity = signature.map { identities.identity(accessKeyID: $0.accessKeyID, at: clock.now()) }
        let region = signature?.region ?? defaultRegion
        return RequestContext(
            account: identity?.accountID ?? identities.configuration.defaultAccountID,
            region: region, partition: Partition.of(region: region).id,
            accessKeyID: signature?.accessKeyID, principal: identity.flatMap(Self.principal),
            requestID: call.requestID, sourceIPAddress: call.sourceIPAddress, userAgent: userAgent,
            isSecure: call.tls != nil)
    }

    /// The caller as resource policies see it.
    private static func principal(_ identity: CallerIdentity) -> PolicyPrincipal? {
        guard let arn = identity.arn, let account = identity.accountID else { return nil }
        switch identity.kind {
        case .iamUser: return .user(arn: arn, account: account)
        case .assumedRole:
            return .assumedRole(sessionARN: arn, roleARN: identity.session?.issuer?.arn ?? arn, account: account)
        case .federatedUser: return .federatedUser(arn: arn, account: account)
        default: return .account(account)
        }
    }

    /// Who makes the request that is being answered.
    func current() throws(CloudTrailError) -> RequestContext {
        guard let call = LocalCall.current else {
            throw CloudTrailError(.internalFailure, "Who makes the request cannot be found out.")
        }
        return context(of: call, userAgent: nil)
    }
}
