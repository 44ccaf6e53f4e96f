import CairnAPI
import CairnTrails

extension ScopedService {
    /// Asks the world outside whether a trail can have these settings, in the order bucket, key, topic, log group. Only
    /// what the request touches is asked for.
    /// - Returns: the patch, with the ARN of the key in place of what the caller named.
    func checkedOutside(
        _ patch: TrailPatch, for trail: Trail, organizationID: String?
    ) async throws(CloudTrailError) -> TrailPatch {
        let preconditions = service.preconditions
        var patch = patch
        if patch.touchesBucket { try await preconditions.checkBucket(of: trail, organizationID: organizationID) }
        if case .set(let key) = patch.kmsKeyID {
            patch.kmsKeyID = .set(try await preconditions.resolveKey(key, of: trail))
        } else if let key = trail.kmsKeyID, patch.s3BucketName != nil {
            _ = try await preconditions.resolveKey(key, of: trail)  // it must be in the region of the new bucket
        }
        if case .set(let topic) = patch.topic { try await preconditions.checkTopic(arn: topic.arn, of: trail) }
        if patch.touchesLogGroup, let group = trail.cloudWatchLogsLogGroupARN,
            let role = trail.cloudWatchLogsRoleARN
        {
            try await preconditions.checkLogGroup(arn: group, roleARN: role, of: trail)
        }
        return patch
    }

    /// The organization's id, which is a part of the keys of an organization trail's log files.
    func organizationID(of trail: Trail) async throws(CloudTrailError) -> String? {
        guard trail.isOrganizationTrail else { return nil }
        return try await service.organizations.organization(of: trail.account)?.id
    }
}
