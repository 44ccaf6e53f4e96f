import CairnAPI

/// Resource policies stand on event data stores, channels and dashboards, of which there are none yet.
///
/// Source: CloudTrail API Reference, PutResourcePolicy.
extension ScopedService {
    func putResourcePolicy(
        _ request: PutResourcePolicyRequest
    ) async throws(CloudTrailError) -> PutResourcePolicyResponse {
        throw try policyHolder(request.resourceArn).notFound(in: .putResourcePolicy)
    }

    func getResourcePolicy(
        _ request: GetResourcePolicyRequest
    ) async throws(CloudTrailError) -> GetResourcePolicyResponse {
        throw try policyHolder(request.resourceArn).notFound(in: .getResourcePolicy)
    }

    func deleteResourcePolicy(
        _ request: DeleteResourcePolicyRequest
    ) async throws(CloudTrailError) -> DeleteResourcePolicyResponse {
        throw try policyHolder(request.resourceArn).notFound(in: .deleteResourcePolicy)
    }

    /// - Throws: ``CloudTrailError`` with `resourceARNNotValid` or `resourceTypeNotSupported`.
    private func policyHolder(_ arn: String) throws(CloudTrailError) -> ResourceReference {
        let resource = try ResourceReference(arn, otherwise: .resourceARNNotValid)
        guard resource.kind.takesPolicies else {
            throw CloudTrailError(
                .resourceTypeNotSupported, "A \(resource.kind.name) has no resource policy: \(resource.text)."
            )
        }
        return resource
    }
}
