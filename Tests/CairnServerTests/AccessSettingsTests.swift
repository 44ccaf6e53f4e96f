import CairnModel
import CairnPolicy
import CairnService
import CairnSigning
import CairnTrails
import Testing

@testable import CairnServer

@Suite struct AccessSettingsTests {
    static let policy = #"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}"#

    static func entries(_ texts: String...) throws -> [JSONObject] {
        try texts.compactMap { try JSON(parsing: $0).objectValue }
    }

    static func user(_ rest: String = "") -> String {
        #"{"accessKeyId": "A", "type": "IAMUser", "accountId": "222233334444", "userName": "dana"\#(rest)}"#
    }

    @Test func onlyEntriesWithASecretMayCall() throws {
        let access = try IdentityConfiguration.access(
            try Self.entries(
                Self.user(#", "secretAccessKey": "s", "policies": [\#(Self.policy)]"#),
                #"{"accessKeyId": "B", "type": "Root", "accountId": "222233334444"}"#), organization: nil)
        #expect(access.credentials.count == 1)
        let dana = try #require(access.credentials.first)
        #expect(dana.credentials == SigningCredentials(accessKeyID: "A", secretAccessKey: "s"))
        #expect(dana.caller.arn == "arn:aws:iam::222233334444:user/dana")
        #expect(dana.caller.userName == "dana")
        #expect(dana.caller.isMFAAuthenticated == nil)
        #expect(dana.policies.documents.count == 1)
        #expect(dana.expiresAt == nil)
        #expect(access.organizationIDs.isEmpty)
    }

    @Test func aSessionHasItsTokenItsEndAndItsRole() throws {
        let access = try IdentityConfiguration.access(
            try Self.entries(
                #"""
                {"accessKeyId": "C", "secretAccessKey": "s", "sessionToken": "t", "expiration": "2026-03-01T00:00:00Z",
                 "mfaAuthenticated": true, "type": "AssumedRole", "roleArn": "arn:aws:iam::222233334444:role/team/r",
                 "sessionName": "s"}
                """#),
            organization: Organization(
                id: "o-example", managementAccount: "111122223333", memberAccounts: ["222233334444"]))
        let session = try #require(access.credentials.first)
        #expect(session.credentials.sessionToken == "t")
        #expect(session.expiresAt == ISO8601.parse("2026-03-01T00:00:00Z"))
        #expect(session.caller.kind == .assumedRole(roleARN: "arn:aws:iam::222233334444:role/team/r"))
        #expect(session.caller.arn == "arn:aws:sts::222233334444:assumed-role/r/s")
        #expect(session.caller.isMFAAuthenticated == true)
        #expect(access.organizationIDs == ["222233334444": "o-example"])
    }

    @Test(arguments: [
        (user(#", "secretAccessKey": 7"#), "secretAccessKey"),
        (user(#", "secretAccessKey": """#), "secretAccessKey"),
        (user(#", "secretAccessKey": "s", "sessionToken": """#), "sessionToken"),
        (user(#", "secretAccessKey": "s", "expiration": "soon""#), "expiration"),
        (user(#", "secretAccessKey": "s", "policies": {}"#), "policies"),
        (user(#", "policies": [\#(policy), {}]"#), "policies[1]"),
        (user(#", "permissionsBoundary": {}"#), "permissionsBoundary"),
        (
            #"{"accessKeyId": "B", "secretAccessKey": "s", "type": "Root", "accountId": "222233334444","#
                + #" "policies": [\#(policy)]}"#, "policies"
        ),
    ]) func whatDoesNotFitIsNamed(_ entry: String, _ member: String) throws {
        let entries = try Self.entries(entry)
        let error = #expect(throws: ConfigurationError.self) {
            try IdentityConfiguration.access(entries, organization: nil)
        }
        #expect(error?.origin == "identities[0].\(member)")
    }
}
