import CairnAPI
import CairnModel
import CairnService
import CairnTrails
import CairnWire

/// The organization as AWS Organizations describes it; each question is asked anew.
struct AWSOrganizationDirectory: OrganizationDirectory {
    let clients: AccountClients

    func organization(of account: String) async throws(CloudTrailError) -> Organization? {
        do {
            return try await clients.first(account: account, region: String?.none) {
                (call) async throws(ResourceInspectionError) -> Organization? in
                try await organization(call)
            }
        } catch {
            guard error.code == .denied else {
                throw CloudTrailError(.serviceUnavailable, "The organization cannot be read now: \(error.message)")
            }
            throw CloudTrailError(
                .insufficientDependencyServiceAccessPermission, "Cairn may not read the organization: \(error.message)")
        }
    }

    private func organization(_ call: InspectedCall) async throws(ResourceInspectionError) -> Organization? {
        let output = try await call.output(
            "organizations", "DescribeOrganization", [:], absent: ["AWSOrganizationsNotInUseException"])
        guard let found = output?["Organization"], let id = found["Id"]?.stringValue,
            let manager = (found["ManagementAccountId"] ?? found["MasterAccountId"])?.stringValue
        else { return nil }
        // Only the management account may ask for the rest.
        return try await clients.first(account: manager, region: String?.none) {
            (call) async throws(ResourceInspectionError) -> Organization? in
            Organization(
                id: id, managementAccount: manager, memberAccounts: try await memberAccounts(call),
                hasAllFeatures: found["FeatureSet"]?.stringValue == "ALL",
                trustsCloudTrail: try await trustsCloudTrail(call),
                hasServiceLinkedRole: try await hasServiceLinkedRole(call))
        }
    }

    /// An organization has at most some ten thousand accounts, twenty a page.
    private func memberAccounts(_ call: InspectedCall) async throws(ResourceInspectionError) -> Set<String> {
        let accounts = try await call.elements(
            "organizations", "ListAccounts", member: "Accounts", tokens: ("NextToken", "NextToken"), pagesMax: 1000)
        return Set(accounts.compactMap { $0["Id"]?.stringValue })
    }

    private func trustsCloudTrail(_ call: InspectedCall) async throws(ResourceInspectionError) -> Bool {
        let services = try await call.elements(
            "organizations", "ListAWSServiceAccessForOrganization", member: "EnabledServicePrincipals",
            tokens: ("NextToken", "NextToken"), pagesMax: 100)
        return services.contains { $0["ServicePrincipal"]?.stringValue == "cloudtrail.amazonaws.com" }
    }

    private func hasServiceLinkedRole(_ call: InspectedCall) async throws(ResourceInspectionError) -> Bool {
        let role = try await call.output(
            "iam", "GetRole", ["RoleName": "AWSServiceRoleForCloudTrail"],
            absent: ["NoSuchEntity", "NoSuchEntityException"])
        return role != nil
    }
}
