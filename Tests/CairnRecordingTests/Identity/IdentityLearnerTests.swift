import CairnModel
import CairnRecording
import CairnWire
import Testing

/// Whose name stands in a record, after what passed before.
@Suite struct IdentityLearnerTests {
    private static let expiration = "2026-03-01T11:15:02Z"

    private static func credentials(_ key: String) -> String {
        """
        <Credentials><AccessKeyId>\(key)</AccessKeyId><SecretAccessKey>s</SecretAccessKey>\
        <SessionToken>t</SessionToken><Expiration>\(expiration)</Expiration></Credentials>
        """
    }

    private static func sts(_ operation: String, _ result: String) -> WireResponse {
        Calls.xml(
            """
            <\(operation)Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><\(operation)Result>\(result)\
            </\(operation)Result><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></\(operation)Response>
            """)
    }

    private static func iam(_ operation: String, _ result: String = "") -> WireResponse {
        Calls.xml(
            """
            <\(operation)Response xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><\(operation)Result>\(result)\
            </\(operation)Result><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></\(operation)Response>
            """)
    }

    private static func stsCall(_ form: String, key: String? = Calls.userKey) -> WireRequest {
        guard let key else { return Calls.query(form + "&Version=2011-06-15", service: nil, host: "sts.amazonaws.com") }
        return Calls.query(form + "&Version=2011-06-15", service: "sts", key: key)
    }

    private static func iamCall(_ form: String, key: String = Calls.userKey) -> WireRequest {
        Calls.query(form + "&Version=2010-05-08", service: "iam", key: key)
    }

    private static func assumed(_ key: String, role: String = "deployer", account: String = Calls.account) -> String {
        credentials(key) + """
            <AssumedRoleUser><AssumedRoleId>AROAEXAMPLE000000002:ci-77</AssumedRoleId>\
            <Arn>arn:aws:sts::\(account):assumed-role/\(role)/ci-77</Arn></AssumedRoleUser>
            """
    }

    private static let assumeRole =
        "Action=AssumeRole&RoleArn=arn%3Aaws%3Aiam%3A%3A222233334444%3Arole%2Fdeployer&RoleSessionName=ci-77"

    /// The identity of a call made with a key.
    private static func identity(_ key: String, _ bench: Bench, at time: Double = Bench.now) -> JSON {
        let call = Calls.json("DynamoDB_20120810.ListTables", "{}", service: "dynamodb", key: key, version: "1.0")
        return bench.record(call, at: time)["userIdentity"] ?? .null
    }

    @Test func configuredKeyIsAnIAMUser() {
        #expect(
            Self.identity(Calls.userKey, Bench()).description == """
                {"type":"IAMUser","principalId":"AIDAEXAMPLE000000001",\
                "arn":"arn:aws:iam::222233334444:user/ops/dana","accountId":"222233334444",\
                "accessKeyId":"AKIAEXAMPLE000000001","userName":"dana"}
                """)
    }

    @Test func keyOfTwelveDigitsIsRoot() {
        #expect(
            Self.identity("555566667777", Bench()).description == """
                {"type":"Root","principalId":"555566667777","arn":"arn:aws:iam::555566667777:root",\
                "accountId":"555566667777","accessKeyId":"555566667777"}
                """)
    }

    @Test func unknownKeyIsAUserOfTheDefaultAccount() {
        let identity = Self.identity("test", Bench())
        #expect(identity.text("type") == "IAMUser")
        #expect(identity.text("accountId") == Calls.account)
        #expect(identity.text("userName") == "test")
        #expect(identity.text("accessKeyId") == "test")
    }

    @Test func assumedRoleHasItsSessionIssuer() {
        let bench = Bench()
        _ = bench.record(Self.stsCall(Self.assumeRole), Self.sts("AssumeRole", Self.assumed("ASIAEXAMPLE000000003")))
        #expect(
            Self.identity("ASIAEXAMPLE000000003", bench).description == """
                {"type":"AssumedRole","principalId":"AROAEXAMPLE000000002:ci-77",\
                "arn":"arn:aws:sts::222233334444:assumed-role/deployer/ci-77","accountId":"222233334444",\
                "accessKeyId":"ASIAEXAMPLE000000003","sessionContext":{"sessionIssuer":{"type":"Role",\
                "principalId":"AROAEXAMPLE000000002","arn":"arn:aws:iam::222233334444:role/deployer",\
                "accountId":"222233334444","userName":"deployer"},"webIdFederationData":{},"attributes":{\
                "creationDate":"2026-03-01T10:15:02Z","mfaAuthenticated":"false"}}}
                """)
    }

    @Test func sourceIdentityIsHandedDownTheChainOfRoles() {
        let bench = Bench()
        _ = bench.record(
            Self.stsCall(Self.assumeRole + "&SourceIdentity=kim"), Self.sts("AssumeRole", Self.assumed("ASIA1")))
        #expect(Self.identity("ASIA1", bench).text("sessionContext.sourceIdentity") == "kim")
        _ = bench.record(
            Self.stsCall(Self.assumeRole, key: "ASIA1"), Self.sts("AssumeRole", Self.assumed("ASIA2")))
        #expect(Self.identity("ASIA2", bench).text("sessionContext.sourceIdentity") == "kim")
    }

    @Test func roleAssumedWithMFASaysSo() {
        let bench = Bench()
        let call = Self.stsCall(Self.assumeRole + "&SerialNumber=arn%3Aaws%3Aiam%3A%3A2%3Amfa%2Fa&TokenCode=123456")
        _ = bench.record(call, Self.sts("AssumeRole", Self.assumed("ASIA1")))
        #expect(Self.identity("ASIA1", bench).text("sessionContext.attributes.mfaAuthenticated") == "true")
    }

    @Test func endedSessionIsForgottenAnHourLater() {
        let bench = Bench()
        _ = bench.record(Self.stsCall(Self.assumeRole), Self.sts("AssumeRole", Self.assumed("ASIA1")))
        #expect(Self.identity("ASIA1", bench, at: Bench.now + 7190).text("type") == "AssumedRole")
        #expect(Self.identity("ASIA1", bench, at: Bench.now + 7210).text("type") == "IAMUser")
    }

    @Test func refusedCallTeachesNothing() {
        let bench = Bench()
        let refusal = Calls.xml(
            "<ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>",
            status: 403)
        let record = bench.record(Self.stsCall(Self.assumeRole), refusal)
        #expect(record.text("errorCode") == "AccessDenied")
        #expect(record["requestParameters"] == .some(.null))
        #expect(!bench.directory.knows(accessKeyID: "ASIA1", at: 0))
    }

    @Test func ownSessionStaysTheUser() {
        let bench = Bench()
        let call = Self.stsCall("Action=GetSessionToken&SerialNumber=a&TokenCode=123456")
        let record = bench.record(call, Self.sts("GetSessionToken", Self.credentials("ASIA1")))
        #expect(record["readOnly"] == false)
        let identity = Self.identity("ASIA1", bench)
        #expect(identity.text("type") == "IAMUser")
        #expect(identity.text("userName") == "dana")
        #expect(identity.text("accessKeyId") == "ASIA1")
        #expect(
            identity["sessionContext"]?.description == """
                {"sessionIssuer":{},"webIdFederationData":{},"attributes":{"creationDate":"2026-03-01T10:15:02Z",\
                "mfaAuthenticated":"true"}}
                """)
    }

    @Test func federatedUserHasTheUserAsIssuer() {
        let bench = Bench()
        let result =
            Self.credentials("ASIA1") + """
                <FederatedUser><FederatedUserId>222233334444:kim</FederatedUserId>\
                <Arn>arn:aws:sts::222233334444:federated-user/kim</Arn></FederatedUser>
                """
        _ = bench.record(Self.stsCall("Action=GetFederationToken&Name=kim"), Self.sts("GetFederationToken", result))
        let identity = Self.identity("ASIA1", bench)
        #expect(identity.text("type") == "FederatedUser")
        #expect(identity.text("principalId") == "222233334444:kim")
        #expect(identity.text("arn") == "arn:aws:sts::222233334444:federated-user/kim")
        #expect(identity["userName"] == nil)
        #expect(identity.text("sessionContext.sessionIssuer.type") == "IAMUser")
        #expect(identity.text("sessionContext.sessionIssuer.userName") == "dana")
    }

    @Test func assumedRootIsRootOfTheMember() {
        let bench = Bench()
        let form = "Action=AssumeRoot&TargetPrincipal=555566667777&TaskPolicyArn.arn=arn%3Aaws%3Aiam%3A%3Aaws%3AP"
        _ = bench.records(Self.stsCall(form), Self.sts("AssumeRoot", Self.credentials("ASIA1")))
        let identity = Self.identity("ASIA1", bench)
        #expect(identity.text("type") == "Root")
        #expect(identity.text("accountId") == "555566667777")
        #expect(identity.text("sessionContext.assumedRoot") == "true")
    }

    @Test func webIdentityUserIsReadFromTheToken() {
        let bench = Bench()
        let form =
            "Action=AssumeRoleWithWebIdentity&RoleArn=arn%3Aaws%3Aiam%3A%3A555566667777%3Arole%2Fweb&RoleSessionName=s"
            + "&WebIdentityToken=" + WebIdentityFixture.google
        let record = bench.record(
            Self.stsCall(form, key: nil),
            Self.sts("AssumeRoleWithWebIdentity", Self.assumed("ASIA1", role: "web", account: "555566667777")))
        #expect(
            record["userIdentity"]?.description == """
                {"type":"WebIdentityUser","principalId":"accounts.google.com:app-9:u-41","userName":"u-41",\
                "identityProvider":"accounts.google.com"}
                """)
        #expect(record.text("recipientAccountId") == "555566667777")
        #expect(record.text("awsRegion") == "us-east-1")
        #expect(!record.description.contains(WebIdentityFixture.google))
        let later = Self.identity("ASIA1", bench)
        #expect(later.text("type") == "AssumedRole")
        #expect(later.text("sessionContext.webIdFederationData.federatedProvider") == "accounts.google.com")
    }

    @Test func webIdentityOfAnotherProviderIsNamedByItsARN() {
        let form =
            "Action=AssumeRoleWithWebIdentity&RoleArn=arn%3Aaws%3Aiam%3A%3A555566667777%3Arole%2Fweb&RoleSessionName=s"
            + "&WebIdentityToken=x"
        let result = """
            <Provider>https://token.example.com</Provider><Audience>sts</Audience>\
            <SubjectFromWebIdentityToken>repo:a</SubjectFromWebIdentityToken>
            """
        let record = Bench().record(
            Self.stsCall(form, key: nil), Self.sts("AssumeRoleWithWebIdentity", result + Self.assumed("ASIA1")))
        let provider = "arn:aws:iam::555566667777:oidc-provider/token.example.com"
        #expect(record.text("userIdentity.identityProvider") == provider)
        #expect(record.text("userIdentity.principalId") == provider + ":sts:repo:a")
    }

    @Test func samlUserIsReadFromTheAnswer() {
        let form =
            "Action=AssumeRoleWithSAML&RoleArn=arn%3Aaws%3Aiam%3A%3A222233334444%3Arole%2Fs"
            + "&PrincipalArn=arn%3Aaws%3Aiam%3A%3A222233334444%3Asaml-provider%2Fidp&SAMLAssertion=PHg%2B"
        let result =
            Self.assumed("ASIA1", role: "s")
            + "<Subject>dana</Subject><NameQualifier>Nq/8fE=</NameQualifier><Issuer>https://idp</Issuer>"
        let bench = Bench()
        let record = bench.record(Self.stsCall(form, key: nil), Self.sts("AssumeRoleWithSAML", result))
        #expect(
            record["userIdentity"]?.description == """
                {"type":"SAMLUser","principalId":"Nq/8fE=:dana","userName":"dana","identityProvider":"Nq/8fE="}
                """)
        #expect(Self.identity("ASIA1", bench).text("type") == "AssumedRole")
    }

    @Test func newAccessKeyBelongsToTheUserItWasMadeFor() {
        let bench = Bench()
        let user = """
            <User><Path>/eng/</Path><UserName>kim</UserName><UserId>AIDAEXAMPLE000000007</UserId>\
            <Arn>arn:aws:iam::222233334444:user/eng/kim</Arn><CreateDate>2026-03-01T10:15:02Z</CreateDate></User>
            """
        _ = bench.record(Self.iamCall("Action=CreateUser&UserName=kim&Path=%2Feng%2F"), Self.iam("CreateUser", user))
        let key = """
            <AccessKey><UserName>kim</UserName><AccessKeyId>AKIAEXAMPLE000000008</AccessKeyId><Status>Active</Status>\
            <SecretAccessKey>hunter2hunter2</SecretAccessKey></AccessKey>
            """
        let record = bench.record(Self.iamCall("Action=CreateAccessKey&UserName=kim"), Self.iam("CreateAccessKey", key))
        #expect(record.text("responseElements.accessKey.accessKeyId") == "AKIAEXAMPLE000000008")
        #expect(!record.description.contains("hunter2"))
        let identity = Self.identity("AKIAEXAMPLE000000008", bench)
        #expect(identity.text("userName") == "kim")
        #expect(identity.text("principalId") == "AIDAEXAMPLE000000007")
        #expect(identity.text("arn") == "arn:aws:iam::222233334444:user/eng/kim")
        _ = bench.record(
            Self.iamCall("Action=DeleteAccessKey&UserName=kim&AccessKeyId=AKIAEXAMPLE000000008"),
            Self.iam("DeleteAccessKey"))
        #expect(!bench.directory.knows(accessKeyID: "AKIAEXAMPLE000000008", at: 0))
    }

    @Test func callersOwnWordCountsOnlyIfToldTo() {
        let result = """
            <Arn>arn:aws:iam::555566667777:user/x/lee</Arn><UserId>AIDAEXAMPLE000000012</UserId>\
            <Account>555566667777</Account>
            """
        for learns in [false, true] {
            let bench = Bench(learnsCallers: learns)
            _ = bench.record(
                Self.stsCall("Action=GetCallerIdentity", key: "AKIANEW"), Self.sts("GetCallerIdentity", result))
            #expect(Self.identity("AKIANEW", bench).text("userName") == (learns ? "lee" : "AKIANEW"))
        }
    }

    @Test func answersOfOddShapesTeachNothingAndHarmNothing() {
        let bench = Bench()
        for body in ["", "<", "<AssumeRoleResponse/>", "{}", "\u{0}\u{ff}"] {
            let record = bench.record(Self.stsCall(Self.assumeRole), Calls.xml(body))
            #expect(record.text("eventName") == "AssumeRole")
        }
    }
}

enum WebIdentityFixture {
    /// `{"iss":"https://accounts.google.com","aud":["app-9"],"sub":"u-41"}`
    static let google =
        "eyJhbGciOiJub25lIn0."
        + "eyJpc3MiOiJodHRwczovL2FjY291bnRzLmdvb2dsZS5jb20iLCJhdWQiOlsiYXBwLTkiXSwic3ViIjoidS00MSJ9.c2ln"
}
