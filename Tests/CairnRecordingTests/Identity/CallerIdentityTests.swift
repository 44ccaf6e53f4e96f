import CairnModel
import CairnRecording
import Testing

@Suite struct CallerIdentityTests {
    @Test(arguments: [
        """
        {"type":"IAMUser","principalId":"AIDAEXAMPLE000000001","arn":"arn:aws:iam::222233334444:user/ops/dana",\
        "accountId":"222233334444","accessKeyId":"AKIAEXAMPLE000000001","userName":"dana"}
        """,
        """
        {"type":"AssumedRole","principalId":"AROAEXAMPLE000000002:ci-77",\
        "arn":"arn:aws:sts::222233334444:assumed-role/deployer/ci-77","accountId":"222233334444",\
        "accessKeyId":"ASIAEXAMPLE000000003","sessionContext":{"sessionIssuer":{"type":"Role",\
        "principalId":"AROAEXAMPLE000000002","arn":"arn:aws:iam::222233334444:role/deployer",\
        "accountId":"222233334444","userName":"deployer"},"webIdFederationData":{},"attributes":{\
        "creationDate":"2026-02-03T04:05:06Z","mfaAuthenticated":"false"},"sourceIdentity":"kim"}}
        """,
        """
        {"type":"IAMUser","principalId":"AIDAEXAMPLE000000001","arn":"arn:aws:iam::222233334444:user/dana",\
        "accountId":"222233334444","accessKeyId":"ASIAEXAMPLE000000005","userName":"dana","sessionContext":{\
        "sessionIssuer":{},"webIdFederationData":{},"attributes":{"creationDate":"2026-02-03T04:05:06Z",\
        "mfaAuthenticated":"true"}}}
        """,
        """
        {"type":"Root","principalId":"222233334444","arn":"arn:aws:iam::222233334444:root",\
        "accountId":"222233334444","accessKeyId":""}
        """,
        #"{"type":"WebIdentityUser","principalId":"p:app-9:u-41","userName":"u-41","identityProvider":"p"}"#,
        #"{"type":"SAMLUser","principalId":"Nq/8fE=:dana","userName":"dana","identityProvider":"Nq/8fE="}"#,
        #"{"type":"AWSAccount","principalId":"AIDAEXAMPLE000000009","accountId":"555566667777"}"#,
        #"{"type":"AWSService","invokedBy":"lambda.amazonaws.com"}"#,
    ])
    func identityIsWrittenAsItWasRead(text: String) throws {
        let identity = try #require(CallerIdentity(json: JSON(parsing: text)))
        var writer = JSONWriter()
        identity.write(to: &writer)
        #expect(String(decoding: writer.bytes, as: UTF8.self) == text)
    }

    @Test(arguments: [#"{}"#, #"{"type":"Nobody"}"#, #"[]"#, #"{"accountId":"222233334444","invokedBy":"x"}"#])
    func identityWithoutAKnownTypeIsRefused(text: String) throws {
        #expect(try CallerIdentity(json: JSON(parsing: text)) == nil)
    }

    @Test func webIdentitySessionTellsItsProvider() {
        var identity = CallerIdentity.assumedRole(
            roleARN: "arn:aws:iam::222233334444:role/path/web", sessionName: "s", accessKeyID: "ASIA1", creationDate: 0)
        identity?.session?.federatedProvider = "accounts.google.com"
        identity?.session?.federationAttributes = [.init(key: "accounts.google.com:aud", value: "app-9")]
        var writer = JSONWriter()
        identity?.write(to: &writer)
        let text = String(decoding: writer.bytes, as: UTF8.self)
        #expect(
            text.contains(
                #""webIdFederationData":{"federatedProvider":"accounts.google.com","attributes":{"#
                    + #""accounts.google.com:aud":"app-9"}}"#))
        #expect(identity?.arn == "arn:aws:sts::222233334444:assumed-role/web/s")
        #expect(identity?.session?.issuer?.arn == "arn:aws:iam::222233334444:role/path/web")
        #expect(identity?.session?.issuer?.userName == "web")
    }

    @Test(arguments: ["", "arn:aws:iam::222233334444:user/a", "arn:aws:iam::aws:role/a", "arn:aws:sts::1:role/x"])
    func onlyRolesCanBeAssumed(arn: String) {
        let identity = CallerIdentity.assumedRole(
            roleARN: arn, sessionName: "s", accessKeyID: "ASIA1", creationDate: 0)
        #expect(identity == nil)
    }
}
