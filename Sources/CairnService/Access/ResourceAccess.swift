import CairnAPI
import CairnLake
import CairnModel
import CairnPolicy
import CairnTrails

/// Whether a resource lets a caller in, by its policy.
///
/// What the caller's own policies say has been asked at the door, or everyone may do everything: here it is the
/// resource's turn. The owner may do everything that the policy does not deny; another account only what it allows.
struct ResourceAccess {
    let service: CairnService
    let context: RequestContext

    /// - Parameter keys: condition keys beside the global ones.
    func allows(
        _ action: String, on resource: some LakeResource, keys: [String: String?] = [:]
    ) async throws(CloudTrailError) -> Bool {
        guard service.lake != nil else { return false }
        let policy = try await policy(of: resource)
        guard policy != nil || resource.account != context.account else { return true }
        let request = PolicyRequest(
            principal: context.principal ?? .account(context.account), action: action, resource: resource.arn,
            context: try await conditionKeys(resource, keys)
        )
        return Authorization(
            identityPolicies: Self.everything, resourcePolicy: policy, resourceAccount: resource.account
        ).decide(request).isAllowed
    }

    /// The same for a caller with policies of its own.
    func allows(
        _ action: String, on resource: some LakeResource, by policies: IdentityPolicies
    ) async throws(CloudTrailError) -> Bool {
        let request = PolicyRequest(
            principal: context.principal ?? .account(context.account), action: action, resource: resource.arn,
            context: try await conditionKeys(resource, [:])
        )
        return Authorization(
            identityPolicies: policies, resourcePolicy: try await policy(of: resource),
            resourceAccount: resource.account
        ).decide(request).isAllowed
    }

    /// Whether the policy of a resource lets CloudTrail itself act for a dashboard.
    func allows(
        _ action: String, on resource: some LakeResource, toServiceFor dashboard: Dashboard
    ) async throws(CloudTrailError) -> Bool {
        guard let policy = try await policy(of: resource) else { return false }
        let request = PolicyRequest(
            principal: .service(RequiredPolicy.service), action: action, resource: resource.arn,
            context: [
                "aws:SourceArn": dashboard.arn, "aws:SourceAccount": dashboard.account, "aws:SecureTransport": "true",
            ])
        return Authorization(
            identityPolicies: IdentityPolicies(), resourcePolicy: policy, resourceAccount: resource.account
        ).decide(request).isAllowed
    }

    private func policy(of resource: some LakeResource) async throws(CloudTrailError) -> PolicyDocument? {
        guard let lake = service.lake else { return nil }
        let policies = LakeResourcePolicies(lake: lake, trails: service.trails, organizations: service.organizations)
        do {
            return try await policies.resourcePolicy(of: resource.arn)
        } catch {
            throw CloudTrailError(.internalFailure, "The policy of \(resource.arn) cannot be read.")
        }
    }

    private func conditionKeys(
        _ resource: some LakeResource, _ more: [String: String?]
    ) async throws(CloudTrailError) -> PolicyContext {
        let organization = try await service.organizations.organization(of: context.account)
        let access = AccessContext(
            caller: nil, context: context, organizationID: organization?.id, now: service.clock.now()
        )
        let tags = Dictionary(resource.tags.map { ($0.key, $0.value ?? "") }, uniquingKeysWith: { first, _ in first })
        var keys = access.keys(requestTags: [], resourceTags: tags)
        for (key, value) in more { keys.set(key, value) }
        return keys
    }

    private static let everything = IdentityPolicies(
        [
            try? PolicyDocument(
                parsing: #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#,
                as: .identity
            )
        ].compactMap(\.self)
    )
}
