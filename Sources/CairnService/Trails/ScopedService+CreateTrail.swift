import CairnAPI
import CairnModel
import CairnTrails

extension ScopedService {
    /// Creates a trail, which does not log yet.
    ///
    /// Nothing is stored unless every check passes: name, form of the settings, combinations, tags, quota, uniqueness,
    /// organization, and what the trail needs outside. Source: CloudTrail API Reference, CreateTrail.
    func createTrail(_ request: CreateTrailRequest) async throws(CloudTrailError) -> CreateTrailResponse {
        let draft = try draft(of: request)
        let owner = try await owner(of: draft.trail)
        var trail = draft.trail
        trail.account = owner.account
        try service.trails.snapshot.checkRoom(for: trail, from: owner)
        if trail.isOrganizationTrail { try await checkOrganizationTrails(managementOnly: false) }
        let organizationID = trail.isOrganizationTrail ? owner.organization?.id : nil
        let patch = try await checkedOutside(draft.patch, for: trail, organizationID: organizationID)
        trail.kmsKeyID = patch.kmsKeyID.applied(to: nil)
        let created = trail
        return try service.trails.change { trails throws(CloudTrailError) in
            try trails.checkRoom(for: created, from: owner)
            trails[created.key] = created
            return created.creationAnswer
        }
    }

    private func draft(
        of request: CreateTrailRequest
    ) throws(CloudTrailError) -> (trail: Trail, patch: TrailPatch) {
        try TrailName.check(request.name)
        let patch = try TrailPatch(request, context: context)
        let blank = Trail(
            name: request.name, homeRegion: context.region, account: context.account, partition: context.partition,
            s3BucketName: request.s3BucketName, createdTime: service.clock.now()
        )
        var trail = try patch.applied(to: blank)
        trail.tags = try TagRules.adding(request.tagsList ?? [], to: [])
        return (trail, patch)
    }

    /// The place of the account that will own a trail: for a trail of the organization the management account, if the
    /// caller may act for it.
    private func owner(of trail: Trail) async throws(CloudTrailError) -> TrailViewpoint {
        var owner = try await viewpoint()
        guard trail.isOrganizationTrail else { return owner }
        owner.organization = try await service.organizations.organization(of: context.account)
        if let organization = owner.organization,
            service.trails.snapshot.isDelegatedAdministrator(context.account, of: organization)
        {
            owner.account = organization.managementAccount
        }
        return owner
    }
}
