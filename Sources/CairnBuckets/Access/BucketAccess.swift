import CairnObjects
import CairnPolicy

/// Whether a caller may do something with a bucket.
///
/// The owner's account may do what no bucket policy denies and, if callers have policies of their own, those allow;
/// other accounts and callers without one need the bucket's policy. ACLs give nothing to anybody: as for all buckets
/// that AWS creates today, the owner owns everything in them.
struct BucketAccess {
    let context: BucketContext
    let action: String
    let resource: String
    /// `nil` for calls about no bucket that is there.
    let bucket: BucketInfo?
    let conditionKeys: PolicyContext
    /// Whether a public policy is to give nothing to other accounts.
    var isRestricted = false

    /// Why not, `nil` if the caller may.
    var refusal: String? {
        let request = PolicyRequest(
            principal: context.principal, action: action, resource: resource, context: conditionKeys)
        guard let bucket else { return refusalWithoutBucket(request) }
        if mayRepairPolicy(of: bucket) { return nil }
        let policy = bucket.policy.flatMap { try? PolicyDocument(parsing: $0, as: .resource) }
        // A policy that cannot be read any more is as good as one that denies everything.
        if bucket.policy != nil, policy == nil { return "The bucket's policy cannot be read" }
        if isRestricted, isOutside(bucket), policy.map(PublicAccess.isPublic) == true {
            return text("because public access is blocked by the RestrictPublicBuckets setting of the bucket")
        }
        return context.identityPolicies == nil
            ? refusal(request, bucket, policy)
            : refusal(
                request,
                Authorization(
                    identityPolicies: context.identityPolicies ?? IdentityPolicies(), resourcePolicy: policy,
                    resourceAccount: bucket.owner))
    }

    private func refusalWithoutBucket(_ request: PolicyRequest) -> String? {
        if case .anonymous = context.principal { return "Access Denied" }
        guard let policies = context.identityPolicies else { return nil }
        return refusal(request, Authorization(identityPolicies: policies))
    }

    /// Callers who are not asked for policies of their own.
    private func refusal(_ request: PolicyRequest, _ bucket: BucketInfo, _ policy: PolicyDocument?) -> String? {
        let decision = policy?.decision(request, as: .resource) ?? .notApplicable
        if decision.isDenied { return text("with an explicit deny in a resource-based policy") }
        if decision.isAllowed { return nil }
        let isOwn = context.principal.account != nil && context.principal.account == bucket.owner
        return isOwn ? nil : text("because no resource-based policy allows the \(action) action")
    }

    private func refusal(_ request: PolicyRequest, _ authorization: Authorization) -> String? {
        authorization.decide(request).refusal(of: action).map(text)
    }

    private func isOutside(_ bucket: BucketInfo) -> Bool {
        if case .service = context.principal { return false }
        return context.principal.account != bucket.owner
    }

    private func text(_ reason: String) -> String {
        guard let name else { return "Access Denied" }
        return "User: \(name) is not authorized to perform: \(action) on resource: \"\(resource)\" \(reason)"
    }

    private var name: String? {
        switch context.principal {
        case .user(let arn, _), .federatedUser(let arn, _), .assumedRole(let arn, _, _): arn
        case .account(let id): "arn:\(context.partition):iam::\(id):root"
        case .service(let name): name
        case .anonymous, .federated: nil
        }
    }

    /// The owner's root user can always do away with a policy that locks everybody out.
    private func mayRepairPolicy(of bucket: BucketInfo) -> Bool {
        guard case .account(let id) = context.principal, id == bucket.owner else { return false }
        return ["s3:GetBucketPolicy", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy"].contains(action)
    }
}
