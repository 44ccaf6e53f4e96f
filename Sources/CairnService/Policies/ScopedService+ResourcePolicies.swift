import CairnAPI
import CairnLake
import CairnModel
import CairnPolicy
import CairnStore

/// Resource policies: which other accounts may use event data stores and channels, and which dashboards CloudTrail may
/// refresh.
///
/// Source: CloudTrail API Reference, PutResourcePolicy; User Guide, "AWS CloudTrail resource-based policy examples".
extension ScopedService {
    /// Puts a policy on a resource, in place of the one that it has.
    func putResourcePolicy(
        _ request: PutResourcePolicyRequest
    ) async throws(CloudTrailError) -> PutResourcePolicyResponse {
        let (lake, resource) = try await policyHolder(request.resourceArn, .putResourcePolicy)
        if let channel = resource as? Channel, channel.serviceLink != nil {
            throw ChannelErrors.belongsToService(channel)
        }
        try Self.check(request.resourcePolicy, for: resource)
        let now = service.clock.now()
        try lake.policies.change { policies throws(CloudTrailError) in
            policies[resource.arn] = ResourcePolicy(
                of: resource, text: request.resourcePolicy,
                createdTime: policies[resource.arn]?.createdTime ?? now
            )
        }
        return PutResourcePolicyResponse(
            resourceArn: resource.arn, resourcePolicy: request.resourcePolicy,
            delegatedAdminResourcePolicy: try await delegatedPolicy(of: resource)
        )
    }

    func getResourcePolicy(
        _ request: GetResourcePolicyRequest
    ) async throws(CloudTrailError) -> GetResourcePolicyResponse {
        let (lake, resource) = try await policyHolder(request.resourceArn, .getResourcePolicy)
        let policy = lake.policies.snapshot[resource.arn]
        let delegated = try await delegatedPolicy(of: resource)
        guard policy != nil || delegated != nil else { throw Self.noPolicy(on: resource) }
        return GetResourcePolicyResponse(
            resourceArn: resource.arn, resourcePolicy: policy?.text, delegatedAdminResourcePolicy: delegated
        )
    }

    func deleteResourcePolicy(
        _ request: DeleteResourcePolicyRequest
    ) async throws(CloudTrailError) -> DeleteResourcePolicyResponse {
        let (lake, resource) = try await policyHolder(request.resourceArn, .deleteResourcePolicy)
        try lake.policies.change { policies throws(CloudTrailError) in
            guard policies[resource.arn] != nil else { throw Self.noPolicy(on: resource) }
            policies[resource.arn] = nil
        }
        return DeleteResourcePolicyResponse()
    }

    private static func noPolicy(on resource: any LakeResource) -> CloudTrailError {
        CloudTrailError(.resourcePolicyNotFound, "\(resource.arn) has no resource policy.")
    }

    /// The resource that a request is about. Only its owner sees its policy.
    /// - Throws: ``CloudTrailError`` with `resourceARNNotValid`, `resourceTypeNotSupported` or `resourceNotFound`.
    private func policyHolder(
        _ arn: String, _ operation: APIOperation
    ) async throws(CloudTrailError) -> (Lake, any LakeResource) {
        let reference = try ResourceReference(arn, otherwise: .resourceARNNotValid)
        guard reference.kind.takesPolicies else {
            throw CloudTrailError(
                .resourceTypeNotSupported, "A \(reference.kind.name) has no resource policy: \(reference.text)."
            )
        }
        guard let lake = service.lake, let resource = try await lakeResource(reference) else {
            throw reference.notFound(in: operation)
        }
        return (lake, resource)
    }

    private func delegatedPolicy(of resource: any LakeResource) async throws(CloudTrailError) -> String? {
        guard let lake = service.lake else { return nil }
        let policies = LakeResourcePolicies(lake: lake, trails: service.trails, organizations: service.organizations)
        do {
            return try await policies.delegatedPolicy(of: resource.arn)
        } catch let error as CloudTrailError {
            throw error
        } catch {
            throw service.internalFailure(error, during: .getResourcePolicy, context)
        }
    }

    /// - Throws: ``CloudTrailError`` with `resourcePolicyNotValid`.
    private static func check(_ text: String, for resource: any LakeResource) throws(CloudTrailError) {
        guard let rules = ResourcePolicyRules(resourceARN: resource.arn) else {
            throw CloudTrailError(.resourceTypeNotSupported, "\(resource.arn) takes no resource policy.")
        }
        do throws(ResourcePolicyProblem) {
            let document = try rules.checked(text)
            guard let channel = resource as? Channel else { return }
            try ChannelPolicyRules.check(document, source: channel.source)
        } catch {
            throw CloudTrailError(.resourcePolicyNotValid, "The resource policy is not valid: \(error).")
        }
    }
}
