import CairnAPI
import CairnTrails

extension ScopedService {
    /// From where the caller sees trails. The directory of organizations is asked only if the answer matters.
    func viewpoint() async throws(CloudTrailError) -> TrailViewpoint {
        var viewpoint = ownViewpoint
        if service.trails.snapshot.hasOrganizationTrails(notOwnedBy: context.account) {
            viewpoint.organization = try await service.organizations.organization(of: context.account)
        }
        return viewpoint
    }

    /// From where the caller sees the trail that a request names. For a trail of its own it belongs to no organization,
    /// so that an account can manage its trails even if the organization cannot be read.
    func viewpoint(of reference: TrailReference) async throws(CloudTrailError) -> TrailViewpoint {
        let isOwn = service.trails.snapshot.trail(reference, from: ownViewpoint) != nil
        return isOwn ? ownViewpoint : try await viewpoint()
    }

    private var ownViewpoint: TrailViewpoint {
        TrailViewpoint(account: context.account, region: context.region, partition: context.partition)
    }

    /// Returns the trail that a request names by its name or ARN.
    /// - Throws: ``CloudTrailError`` with `invalidTrailName`, `cloudTrailARNInvalid` or `trailNotFound`.
    func readTrail(_ name: String) async throws(CloudTrailError) -> Trail {
        let reference = try TrailReference(name)
        return try service.trails.snapshot.readable(reference, from: try await viewpoint(of: reference))
    }

    /// Changes the trail that a request names, in one transaction, and returns it as it is then.
    func changeTrail(
        _ name: String, _ body: (inout Trail) throws(CloudTrailError) -> Void
    ) async throws(CloudTrailError) -> Trail {
        let reference = try TrailReference(name)
        let viewpoint = try await viewpoint(of: reference)
        return try service.trails.change { trails throws(CloudTrailError) in
            var trail = try trails.changeable(reference, from: viewpoint)
            try body(&trail)
            trails[trail.key] = trail
            return trail
        }
    }
}
