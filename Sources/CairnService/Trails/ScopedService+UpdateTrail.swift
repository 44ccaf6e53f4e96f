import CairnAPI
import CairnTrails

extension ScopedService {
    /// How often the outside is asked again because another update changed what it was asked about.
    private static let updateAttemptsMax = 8

    /// Changes the settings that the request has; the others stay as they are, whoever changes them meanwhile.
    ///
    /// The world outside is asked before the change, without holding up others. If the trail has changed by then in a way
    /// that the answer depends on, it is asked again. Source: CloudTrail API Reference, UpdateTrail.
    func updateTrail(_ request: UpdateTrailRequest) async throws(CloudTrailError) -> UpdateTrailResponse {
        let reference = try TrailReference(request.name)
        let patch = try TrailPatch(request, context: context)
        let viewpoint = try await viewpoint()
        guard service.trails.snapshot.exists(reference, from: viewpoint) else {
            throw TrailErrors.notFound(named: request.name, from: viewpoint)
        }
        for _ in 0..<Self.updateAttemptsMax {
            if let trail = try await update(reference, with: patch, from: viewpoint) { return trail.updateAnswer }
        }
        throw CloudTrailError(
            .conflict, "Other changes of trail \(reference.arn(from: viewpoint)) are in progress. Try again."
        )
    }

    /// Returns the changed trail, or `nil` if what was asked of the outside no longer holds.
    private func update(
        _ reference: TrailReference, with patch: TrailPatch, from viewpoint: TrailViewpoint
    ) async throws(CloudTrailError) -> Trail? {
        let current = try service.trails.snapshot.changeable(reference, from: viewpoint)
        let wanted = try applied(patch, to: current)
        if wanted.isOrganizationTrail != current.isOrganizationTrail {
            try await checkOrganizationTrails(managementOnly: true)
        }
        let organizationID = try await organizationID(of: wanted)
        let checked = try await checkedOutside(patch, for: wanted, organizationID: organizationID)
        return try service.trails.change { trails throws(CloudTrailError) in
            let current = try trails.changeable(reference, from: viewpoint)
            guard patch.asksTheSame(of: try applied(patch, to: current), as: wanted) else { return nil }
            let trail = try applied(checked, to: current)
            if trail.isMultiRegion, !current.isMultiRegion {
                var owner = viewpoint
                owner.account = trail.account
                try trails.checkRoomForShadows(of: trail, from: owner)
            }
            trails[trail.key] = trail
            return trail
        }
    }

    private func applied(_ patch: TrailPatch, to trail: Trail) throws(CloudTrailError) -> Trail {
        try patch.applied(
            to: trail, leavesGlobalServiceEvents: service.configuration.leavesGlobalServiceEventsOnSingleRegion
        )
    }
}

extension TrailSet {
    /// Whether there is such a trail, be it a shadow that cannot be changed here.
    fileprivate func exists(_ reference: TrailReference, from viewpoint: TrailViewpoint) -> Bool {
        if trail(reference, from: viewpoint) != nil { return true }
        if case .name(let name) = reference { return shadow(named: name, from: viewpoint) != nil }
        return false
    }
}

extension TrailPatch {
    /// Whether the world outside would be asked the same about two states of a trail that has these settings.
    fileprivate func asksTheSame(of trail: Trail, as other: Trail) -> Bool {
        let sameBucket =
            trail.s3BucketName == other.s3BucketName && trail.s3KeyPrefix == other.s3KeyPrefix
            && trail.isOrganizationTrail == other.isOrganizationTrail
        let sameKey = trail.kmsKeyID == other.kmsKeyID
        let sameLogGroup =
            trail.cloudWatchLogsLogGroupARN == other.cloudWatchLogsLogGroupARN
            && trail.cloudWatchLogsRoleARN == other.cloudWatchLogsRoleARN
        let asksForKey = !kmsKeyID.isKept || s3BucketName != nil
        return (!touchesBucket || sameBucket) && (!asksForKey || sameKey && sameBucket)
            && (!touchesLogGroup || sameLogGroup)
    }
}
