import CairnAPI
import CairnTrails

extension TrailSet {
    /// Returns the trail that a caller may read.
    /// - Throws: ``CloudTrailError`` with `trailNotFound`.
    func readable(_ reference: TrailReference, from viewpoint: TrailViewpoint) throws(CloudTrailError) -> Trail {
        guard let trail = trail(reference, from: viewpoint) else {
            throw TrailErrors.notFound(reference, from: viewpoint)
        }
        return trail
    }

    /// Returns the trail that a caller may change: it is there, at home in the caller's region, and the caller's own or
    /// one that its account administers.
    /// - Throws: ``CloudTrailError`` with `trailNotFound`, `invalidHomeRegion`, `notOrganizationMasterAccount` or
    ///   `noManagementAccountSLRExists`.
    func changeable(_ reference: TrailReference, from viewpoint: TrailViewpoint) throws(CloudTrailError) -> Trail {
        guard let trail = trail(reference, from: viewpoint) else {
            if case .name(let name) = reference, let shadow = shadow(named: name, from: viewpoint) {
                throw TrailErrors.otherHomeRegion(shadow)
            }
            throw TrailErrors.notFound(reference, from: viewpoint)
        }
        guard trail.homeRegion == viewpoint.region else { throw TrailErrors.otherHomeRegion(trail) }
        try checkAdministration(of: trail, from: viewpoint)
        return trail
    }

    /// - Throws: ``CloudTrailError`` with `notOrganizationMasterAccount` or `noManagementAccountSLRExists`.
    func checkAdministration(of trail: Trail, from viewpoint: TrailViewpoint) throws(CloudTrailError) {
        if trail.account == viewpoint.account { return }
        guard let organization = viewpoint.organization,
            isDelegatedAdministrator(viewpoint.account, of: organization)
        else { throw TrailErrors.notOwner(of: trail, viewpoint.account) }
        guard organization.hasServiceLinkedRole else {
            throw TrailErrors.noServiceLinkedRole(organization.managementAccount)
        }
    }

    /// Checks that there is room for a trail and that its name is free, wherever it will exist.
    /// - Parameters:
    ///   - replaced: the trail that this one takes the place of, if it is not a new one.
    ///   - owner: the place of the account that will own the trail.
    /// - Throws: ``CloudTrailError`` with `maximumNumberOfTrailsExceeded` or `trailAlreadyExists`.
    func checkRoom(
        for trail: Trail, replacing replaced: Trail.Key? = nil, from owner: TrailViewpoint
    ) throws(CloudTrailError) {
        if let region = regionWithoutRoom(for: trail, replacing: replaced, from: owner) {
            throw TrailErrors.tooMany(inRegion: region, account: owner.account)
        }
        if namesake(of: trail, replacing: replaced, from: owner) != nil {
            throw TrailErrors.alreadyExists(trail.name, account: owner.account)
        }
    }

    /// Checks that a trail of one region can become one of all. UpdateTrail does not declare the exceptions that
    /// CreateTrail has for this.
    /// - Throws: ``CloudTrailError`` with `operationNotPermitted`.
    func checkRoomForShadows(of trail: Trail, from owner: TrailViewpoint) throws(CloudTrailError) {
        do {
            try checkRoom(for: trail, replacing: trail.key, from: owner)
        } catch {
            throw CloudTrailError(
                .operationNotPermitted, "Trail \(trail.arn) cannot apply to all regions: \(error.message)"
            )
        }
    }
}
