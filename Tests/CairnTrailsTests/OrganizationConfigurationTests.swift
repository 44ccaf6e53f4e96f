import CairnModel
import CairnTrails
import Testing

@Suite struct OrganizationConfigurationTests {
    private func read(_ text: String) throws -> Organization? {
        try OrganizationConfiguration.organization(in: JSON(parsing: text))
    }

    @Test func switchesAreOnUnlessTheyAreTurnedOff() throws {
        let organization = try #require(
            try read(
                """
                {"organization":{"id":"o-abc123defg","managementAccount":"111122223333",
                                 "accounts":["111122223333","222233334444"]},"other":1}
                """
            )
        )
        #expect(
            organization
                == Organization(
                    id: "o-abc123defg", managementAccount: "111122223333", memberAccounts: ["222233334444"]
                )
        )
        #expect(organization.hasAllFeatures && organization.trustsCloudTrail && organization.hasServiceLinkedRole)
        #expect(organization.contains("111122223333") && organization.contains("222233334444"))
        #expect(!organization.contains("555566667777"))
    }

    @Test func switchesAreRead() throws {
        let organization = try read(
            """
            {"organization":{"id":"o-abc123defg","managementAccount":"111122223333","allFeatures":false,
                             "trustedAccess":false,"serviceLinkedRole":false}}
            """
        )
        #expect(organization?.memberAccounts == [])
        #expect(organization?.hasAllFeatures == false)
        #expect(organization?.trustsCloudTrail == false)
        #expect(organization?.hasServiceLinkedRole == false)
    }

    @Test(arguments: ["{}", #"{"organization":null}"#])
    func thereNeedNotBeOne(text: String) throws {
        #expect(try read(text) == nil)
    }

    @Test(arguments: [
        (#"[]"#, "organization must be an object."),
        (#"{"id":"o-x","managementAccount":"111122223333"}"#, "organization.id"),
        (#"{"id":"o-ABC123DEFG","managementAccount":"111122223333"}"#, "organization.id"),
        (#"{"managementAccount":"111122223333"}"#, "organization.id"),
        (#"{"id":"o-abc123defg"}"#, "organization.managementAccount must be a string of twelve digits."),
        (#"{"id":"o-abc123defg","managementAccount":111122223333}"#, "organization.managementAccount"),
        (
            #"{"id":"o-abc123defg","managementAccount":"111122223333","accounts":["222233334444","x"]}"#,
            "organization.accounts[1] must be"
        ),
        (#"{"id":"o-abc123defg","managementAccount":"111122223333","accounts":"x"}"#, "organization.accounts must be"),
        (
            #"{"id":"o-abc123defg","managementAccount":"111122223333","trustedAccess":"yes"}"#,
            "organization.trustedAccess"
        ),
        (
            #"{"id":"o-abc123defg","managementAccount":"111122223333","acounts":[]}"#,
            "organization.acounts is not known"
        ),
    ])
    func whatIsWrongIsNamed(text: String, message: String) {
        let error = #expect(throws: OrganizationConfiguration.Problem.self) {
            try read(#"{"organization":\#(text)}"#)
        }
        #expect(error?.message.contains(message) == true)
    }

    @Test func staticDirectoryKnowsItsAccounts() async throws {
        let organization = Organization(
            id: "o-abc123defg", managementAccount: "111122223333", memberAccounts: ["222233334444"]
        )
        let directory = StaticOrganizationDirectory(organization)
        #expect(directory.organization(of: "111122223333") == organization)
        #expect(directory.organization(of: "222233334444") == organization)
        #expect(directory.organization(of: "555566667777") == nil)
        #expect(EmptyOrganizationDirectory().organization(of: "111122223333") == nil)
    }
}
