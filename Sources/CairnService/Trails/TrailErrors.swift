import CairnAPI
import CairnTrails

/// What is said when a trail cannot be found, or not be changed from where the caller stands.
enum TrailErrors {
    /// The error names the ARN even if the caller gave a name, as AWS's does, but for GetTrail and UpdateTrail.
    static func notFound(_ reference: TrailReference, from viewpoint: TrailViewpoint) -> CloudTrailError {
        notFound(named: reference.arn(from: viewpoint), from: viewpoint)
    }

    static func notFound(named name: String, from viewpoint: TrailViewpoint) -> CloudTrailError {
        CloudTrailError(.trailNotFound, "Unknown trail: \(name) for the user: \(viewpoint.account)")
    }

    static func otherHomeRegion(_ trail: Trail) -> CloudTrailError {
        CloudTrailError(
            .invalidHomeRegion,
            "Trail \(trail.arn) home region is \(trail.homeRegion); it can be changed only from there."
        )
    }

    static func notOwner(of trail: Trail, _ account: String) -> CloudTrailError {
        CloudTrailError(
            .notOrganizationMasterAccount,
            "Trail \(trail.arn) is a trail of the organization: account \(account) must be the management account or a "
                + "delegated administrator to change it."
        )
    }

    static func noServiceLinkedRole(_ managementAccount: String) -> CloudTrailError {
        CloudTrailError(
            .noManagementAccountSLRExists,
            "The management account \(managementAccount) has no service-linked role AWSServiceRoleForCloudTrail."
        )
    }

    static func tooMany(inRegion region: String, account: String) -> CloudTrailError {
        CloudTrailError(
            .maximumNumberOfTrailsExceeded,
            "User: \(account) already has \(TrailSet.trailsPerRegionMax) trails in \(region)."
        )
    }

    static func alreadyExists(_ name: String, account: String) -> CloudTrailError {
        CloudTrailError(.trailAlreadyExists, "Trail \(name) already exists for customer: \(account)")
    }
}
