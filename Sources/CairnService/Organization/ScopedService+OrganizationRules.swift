import CairnAPI
import CairnTrails

extension ScopedService {
    /// Checks that the caller may have a trail, or an event data store, of its organization. Lenient services do not look.
    ///
    /// Source: CloudTrail User Guide, "Prepare for creating a trail for your organization".
    /// - Parameter managementOnly: whether delegated administrators are refused, too.
    /// - Throws: ``CloudTrailError`` with `organizationsNotInUse`, `organizationNotInAllFeaturesMode`,
    ///   `notOrganizationMasterAccount`, `cloudTrailAccessNotEnabled` or `noManagementAccountSLRExists`.
    func checkOrganizationTrails(managementOnly: Bool) async throws(CloudTrailError) {
        if service.configuration.isLenient { return }
        let organization = try await organizationWithAllFeatures()
        let isManagement = context.account == organization.managementAccount
        let mayAct =
            isManagement
            || !managementOnly
                && service.trails.snapshot.isDelegatedAdministrator(context.account, of: organization)
        guard mayAct else {
            throw CloudTrailError(
                .notOrganizationMasterAccount,
                managementOnly
                    ? "Only the management account \(organization.managementAccount) may turn a trail or an event data "
                        + "store into one of the organization, or back."
                    : "Account \(context.account) is neither the management account of organization \(organization.id) "
                        + "nor a delegated administrator."
            )
        }
        try checkTrustedAccess(organization)
        if !isManagement, !organization.hasServiceLinkedRole {
            throw TrailErrors.noServiceLinkedRole(organization.managementAccount)
        }
    }

    /// - Throws: ``CloudTrailError`` with `organizationsNotInUse` or `organizationNotInAllFeaturesMode`.
    func organizationWithAllFeatures() async throws(CloudTrailError) -> Organization {
        guard let organization = try await service.organizations.organization(of: context.account) else {
            throw CloudTrailError(
                .organizationsNotInUse, "Account \(context.account) does not belong to an organization."
            )
        }
        guard organization.hasAllFeatures else {
            throw CloudTrailError(
                .organizationNotInAllFeaturesMode,
                "Organization \(organization.id) has consolidated billing only; turn on all features."
            )
        }
        return organization
    }

    /// - Throws: ``CloudTrailError`` with `cloudTrailAccessNotEnabled`.
    func checkTrustedAccess(_ organization: Organization) throws(CloudTrailError) {
        guard organization.trustsCloudTrail else {
            throw CloudTrailError(
                .cloudTrailAccessNotEnabled,
                "Trusted access for cloudtrail.amazonaws.com is not enabled in organization \(organization.id)."
            )
        }
    }
}
