import CairnModel
import CairnPolicy

/// The condition keys of a call.
///
/// Source: IAM User Guide, "AWS global condition context keys"; Service Authorization Reference, "Condition keys for AWS
/// CloudTrail".
struct AccessContext {
    /// `nil` for a caller without a name.
    let caller: AccessCaller?
    let context: RequestContext
    let organizationID: String?
    let now: Double

    /// Those of a request on one resource. The policies' own room adds what follows from the principal.
    func keys(requestTags: [(key: String, value: String?)], resourceTags: [String: String]) -> PolicyContext {
        var keys = PolicyContext()
        addCaller(&keys)
        keys.set("aws:SourceIp", context.sourceIPAddress)
        keys.set("aws:UserAgent", context.userAgent)
        keys.set("aws:SecureTransport", context.isSecure ? "true" : "false")
        keys.set("aws:CurrentTime", ISO8601.string(epochSeconds: Int64(exactly: now.rounded(.down)) ?? 0))
        keys.set("aws:EpochTime", String(Int64(exactly: now.rounded(.down)) ?? 0))
        keys.set("aws:RequestedRegion", context.region)
        keys.set("aws:ViaAWSService", "false")
        for tag in requestTags { keys.set("aws:RequestTag/\(tag.key)", tag.value) }
        if !requestTags.isEmpty { keys["aws:TagKeys"] = requestTags.map(\.key) }
        for (key, value) in resourceTags { keys.set("aws:ResourceTag/\(key)", value) }
        return keys
    }

    private func addCaller(_ keys: inout PolicyContext) {
        keys.set("aws:PrincipalAccount", caller?.account)
        keys.set("aws:userid", caller?.userID)
        keys.set("aws:username", caller?.userName)
        keys.set("aws:PrincipalOrgID", organizationID)
        keys.set("aws:MultiFactorAuthPresent", caller?.isMFAAuthenticated.map { $0 ? "true" : "false" })
    }
}
