import CairnAPI
import CairnTrails
import Testing

@testable import CairnServer

@Suite struct AWSOrganizationDirectoryTests {
    private static let described: ScriptedServices.Answer =
        #"{"Organization":{"Id":"o-abc123defg","MasterAccountId":"111122223333","FeatureSet":"ALL"}}"#

    private static let role: ScriptedServices.Answer =
        "<GetRoleResponse><GetRoleResult><Role><RoleName>r</RoleName></Role></GetRoleResult></GetRoleResponse>"

    @Test func organizationIsReadOnAllPages() async throws {
        let services = ScriptedServices([
            "DescribeOrganization": [Self.described],
            "ListAccounts": [
                #"{"Accounts":[{"Id":"111122223333"},{"Id":"222233334444"}],"NextToken":"n"}"#,
                #"{"Accounts":[{"Id":"333344445555"}]}"#,
            ],
            "ListAWSServiceAccessForOrganization": [
                #"{"EnabledServicePrincipals":[{"ServicePrincipal":"cloudtrail.amazonaws.com"}]}"#
            ],
            "GetRole": [Self.role],
        ])
        let found = try await AWSOrganizationDirectory(clients: services.clients()).organization(of: "222233334444")
        #expect(
            found
                == Organization(
                    id: "o-abc123defg", managementAccount: "111122223333",
                    memberAccounts: ["222233334444", "333344445555"]))
    }

    @Test func whatIsOffIsSaid() async throws {
        let services = ScriptedServices([
            "DescribeOrganization": [
                #"{"Organization":{"Id":"o-1","MasterAccountId":"1","FeatureSet":"CONSOLIDATED_BILLING"}}"#
            ],
            "ListAccounts": ["{}"], "ListAWSServiceAccessForOrganization": ["{}"],
            "GetRole": [.init(404, "<ErrorResponse><Error><Code>NoSuchEntity</Code></Error></ErrorResponse>")],
        ])
        let found = try await AWSOrganizationDirectory(clients: services.clients()).organization(of: "1")
        #expect(found?.hasAllFeatures == false)
        #expect(found?.trustsCloudTrail == false)
        #expect(found?.hasServiceLinkedRole == false)
    }

    @Test func accountOutsideOfOrganizationsHasNone() async throws {
        let services = ScriptedServices([
            "DescribeOrganization": [.init(400, #"{"__type":"AWSOrganizationsNotInUseException"}"#)]
        ])
        #expect(try await AWSOrganizationDirectory(clients: services.clients()).organization(of: "1") == nil)
    }

    @Test(arguments: [
        (
            ScriptedServices.Answer(400, #"{"__type":"AccessDeniedException"}"#),
            CloudTrailError.Code.insufficientDependencyServiceAccessPermission
        ), (.init(500), .serviceUnavailable),
    ])
    func failureIsTranslated(answer: ScriptedServices.Answer, code: CloudTrailError.Code) async {
        let services = ScriptedServices(["DescribeOrganization": [answer]])
        await #expect(throws: CloudTrailError(code, "")) {
            try await AWSOrganizationDirectory(clients: services.clients()).organization(of: "1")
        }
    }
}
