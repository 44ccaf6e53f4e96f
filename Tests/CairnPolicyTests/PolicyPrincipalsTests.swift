import Testing

@testable import CairnPolicy

@Suite struct PolicyPrincipalsTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let element: String
        let principal: PolicyPrincipal
        let isNamed: Bool

        init(_ element: String, _ principal: PolicyPrincipal, _ isNamed: Bool) {
            self.element = element
            self.principal = principal
            self.isNamed = isNamed
        }

        var testDescription: String { "\(element) \(principal)" }
    }

    private static let cloudTrail = PolicyPrincipal.service("cloudtrail.amazonaws.com")
    private static let root = PolicyPrincipal.account("222233334444")
    private static let foreigner = PolicyPrincipal.user(
        arn: "arn:aws:iam::555566667777:user/f", account: "555566667777")
    private static let federatedUser = PolicyPrincipal.federatedUser(
        arn: "arn:aws:sts::222233334444:federated-user/dana", account: "222233334444")
    private static let google = PolicyPrincipal.federated(provider: "accounts.google.com")

    static let principals: [Case] = [
        Case(#""*""#, .anonymous, true), Case(#""*""#, PolicySamples.user, true), Case(#""*""#, cloudTrail, true),
        Case(#"{"AWS":"*"}"#, .anonymous, true), Case(#"{"AWS":["*"]}"#, foreigner, true),
        Case(#"{"AWS":"222233334444"}"#, root, true), Case(#"{"AWS":"222233334444"}"#, PolicySamples.user, true),
        Case(#"{"AWS":"222233334444"}"#, PolicySamples.session, true),
        Case(#"{"AWS":"222233334444"}"#, foreigner, false),
        Case(#"{"AWS":"222233334444"}"#, cloudTrail, false), Case(#"{"AWS":"222233334444"}"#, .anonymous, false),
        Case(#"{"AWS":"arn:aws:iam::222233334444:root"}"#, PolicySamples.user, true),
        Case(#"{"AWS":"arn:aws:iam::222233334444:root"}"#, federatedUser, true),
        Case(#"{"AWS":"arn:aws:iam::222233334444:user/ops/dana"}"#, PolicySamples.user, true),
        Case(#"{"AWS":"arn:aws:iam::222233334444:user/dana"}"#, PolicySamples.user, false),
        Case(#"{"AWS":"arn:aws:iam::222233334444:user/ops/Dana"}"#, PolicySamples.user, false),
        Case(#"{"AWS":"arn:aws:iam::222233334444:user/ops/dana"}"#, root, false),
        Case(#"{"AWS":"arn:aws:iam::222233334444:role/Ops"}"#, PolicySamples.session, true),
        Case(#"{"AWS":"arn:aws:iam::222233334444:role/Other"}"#, PolicySamples.session, false),
        Case(#"{"AWS":"arn:aws:sts::222233334444:assumed-role/Ops/dana"}"#, PolicySamples.session, true),
        Case(#"{"AWS":"arn:aws:sts::222233334444:assumed-role/Ops/erik"}"#, PolicySamples.session, false),
        Case(#"{"AWS":"arn:aws:sts::222233334444:federated-user/dana"}"#, federatedUser, true),
        Case(#"{"AWS":"AIDAEXAMPLEEXAMPLE12"}"#, PolicySamples.user, true),
        Case(#"{"AWS":"AIDAEXAMPLEEXAMPLE13"}"#, PolicySamples.user, false),
        Case(#"{"Service":"cloudtrail.amazonaws.com"}"#, cloudTrail, true),
        Case(#"{"Service":["sns.amazonaws.com","cloudtrail.amazonaws.com"]}"#, cloudTrail, true),
        Case(#"{"Service":"sns.amazonaws.com"}"#, cloudTrail, false),
        Case(#"{"Service":"cloudtrail.amazonaws.com"}"#, PolicySamples.user, false),
        Case(#"{"Federated":"accounts.google.com"}"#, google, true),
        Case(#"{"Federated":"www.amazon.com"}"#, google, false),
        Case(#"{"CanonicalUser":"79a5"}"#, PolicySamples.user, true),
        Case(#"{"CanonicalUser":"79a6"}"#, PolicySamples.user, false),
        Case(#"{"AWS":"555566667777","Service":"cloudtrail.amazonaws.com"}"#, foreigner, true),
    ]

    @Test(arguments: principals)
    func principalsAreNamed(_ test: Case) throws {
        let document = try PolicySamples.document(
            #""Effect":"Allow","Principal":\#(test.element),"Action":"s3:*","Resource":"*""#)
        let request = PolicyRequest(
            principal: test.principal, action: "s3:GetObject", resource: "arn:aws:s3:::box/x",
            context: ["aws:userid": "AIDAEXAMPLEEXAMPLE12"], canonicalUserID: "79a5")
        #expect(document.decision(request, as: .resource).isAllowed == test.isNamed)
    }

    @Test(arguments: [
        (#"["arn:aws:iam::222233334444:user/ops/dana","222233334444"]"#, PolicySamples.user, false),
        (#"["arn:aws:iam::222233334444:user/ops/dana"]"#, PolicySamples.user, true),
        (#"["222233334444"]"#, PolicySamples.user, true), (#"["222233334444"]"#, root, false),
        (#"["arn:aws:iam::222233334444:user/ops/dana","222233334444"]"#, foreigner, true),
        (
            #"["arn:aws:sts::222233334444:assumed-role/Ops/dana","arn:aws:iam::222233334444:role/Ops","222233334444"]"#,
            PolicySamples.session, false
        ),
        (#"["arn:aws:iam::222233334444:role/Ops","222233334444"]"#, PolicySamples.session, true),
        (#"["222233334444"]"#, PolicyPrincipal.anonymous, true),
    ])
    func notPrincipalWithDenySparesOnlyThoseListedInFull(
        _ list: String, _ principal: PolicyPrincipal, _ isDenied: Bool
    ) throws {
        let document = try PolicySamples.document(
            #""Effect":"Deny","NotPrincipal":{"AWS":\#(list)},"Action":"*","Resource":"*""#)
        let request = PolicyRequest(principal: principal, action: "s3:GetObject", resource: "arn:aws:s3:::box/x")
        #expect(document.decision(request, as: .resource).isDenied == isDenied)
    }

    @Test func notPrincipalWithAllowLeavesOutWhoeverIsListedInPart() throws {
        let document = try PolicySamples.document(
            #""Effect":"Allow","NotPrincipal":{"AWS":"222233334444"},"Action":"*","Resource":"*""#)
        func isAllowed(_ principal: PolicyPrincipal) -> Bool {
            document.decision(PolicyRequest(principal: principal, action: "s3:Get", resource: "*"), as: .resource)
                .isAllowed
        }
        #expect(!isAllowed(PolicySamples.user))
        #expect(isAllowed(Self.foreigner))
    }

    @Test func keysFollowFromThePrincipal() {
        let user = PolicyRequest(principal: PolicySamples.user, action: "s3:Get", resource: "*").context
        #expect(user["aws:username"] == ["dana"])
        #expect(user["AWS:PRINCIPALARN"] == ["arn:aws:iam::222233334444:user/ops/dana"])
        #expect(user["aws:PrincipalType"] == ["User"])
        #expect(user["aws:PrincipalIsAWSService"] == ["false"])
        let session = PolicyRequest(principal: PolicySamples.session, action: "s3:Get", resource: "*").context
        #expect(session["aws:PrincipalArn"] == ["arn:aws:iam::222233334444:role/Ops"])
        #expect(session["aws:username"] == nil)
        let service = PolicyRequest(principal: Self.cloudTrail, action: "s3:Get", resource: "*").context
        #expect(service["aws:PrincipalServiceName"] == ["cloudtrail.amazonaws.com"])
        #expect(service["aws:PrincipalArn"] == nil)
    }
}
