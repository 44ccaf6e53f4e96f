import CairnAPI
import CairnTrails

extension ScopedService {
    /// Source: CloudTrail User Guide, "Organization delegated administrator".
    private static let delegatedAdministratorsMax = 3

    /// Lets a member account manage the organization's trails.
    func registerOrganizationDelegatedAdmin(
        _ request: RegisterOrganizationDelegatedAdminRequest
    ) async throws(CloudTrailError) -> RegisterOrganizationDelegatedAdminResponse {
        let member = request.memberAccountId
        let organization = try await managedOrganization()
        guard member != organization.managementAccount else {
            throw CloudTrailError(
                .cannotDelegateManagementAccount,
                "\(member) is the management account, which cannot be a delegated administrator."
            )
        }
        try checkMembership(member, organization)
        try service.trails.change { trails throws(CloudTrailError) in
            let administrators = trails.delegatedAdministrators[organization.managementAccount] ?? []
            guard !administrators.contains(member) else {
                throw CloudTrailError(
                    .accountRegistered, "Account \(member) is a delegated administrator already."
                )
            }
            guard administrators.count < Self.delegatedAdministratorsMax else {
                throw CloudTrailError(
                    .delegatedAdminAccountLimitExceeded,
                    "Organization \(organization.id) has \(Self.delegatedAdministratorsMax) delegated administrators, "
                        + "and no more are allowed."
                )
            }
            trails.registerDelegatedAdministrator(member, of: organization.managementAccount)
        }
        return RegisterOrganizationDelegatedAdminResponse()
    }

    /// Takes that away again; the trails that the account created stay.
    func deregisterOrganizationDelegatedAdmin(
        _ request: DeregisterOrganizationDelegatedAdminRequest
    ) async throws(CloudTrailError) -> DeregisterOrganizationDelegatedAdminResponse {
        let member = request.delegatedAdminAccountId
        let organization = try await managedOrganization()
        try service.trails.change { trails throws(CloudTrailError) in
            guard trails.isDelegatedAdministrator(member, of: organization) else {
                try checkMembership(member, organization)
                throw CloudTrailError(
                    .accountNotRegistered, "Account \(member) is not a delegated administrator."
                )
            }
            trails.deregisterDelegatedAdministrator(member, of: organization.managementAccount)
        }
        return DeregisterOrganizationDelegatedAdminResponse()
    }

    /// The organization that the caller manages.
    private func managedOrganization() async throws(CloudTrailError) -> Organization {
        let organization = try await organizationWithAllFeatures()
        guard organization.managementAccount == context.account else {
            throw CloudTrailError(
                .notOrganizationManagementAccount,
                "Account \(context.account) is not the management account of organization \(organization.id)."
            )
        }
        try checkTrustedAccess(organization)
        return organization
    }

    private func checkMembership(_ account: String, _ organization: Organization) throws(CloudTrailError) {
        guard organization.contains(account) else {
            throw CloudTrailError(
                .accountNotFound, "Account \(account) does not belong to organization \(organization.id)."
            )
        }
    }
}
