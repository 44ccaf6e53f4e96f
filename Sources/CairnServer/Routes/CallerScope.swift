import CairnAWSClient
import CairnGateway
import CairnModel
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
            accessKeyID: signature?.accessKeyID, requestID: call.requestID, sourceIPAddress: call.sourceIPAddress,
            userAgent: userAgent, isSecure: call.tls != nil)
    }
}
