import Testing

@testable import CairnPolicy

@Suite struct AuthorizationTests {
    private static let action = "cloudtrail:LookupEvents"
    private static let lookup = PolicyRequest(principal: PolicySamples.user, action: action, resource: "*")

    private static func allow(_ action: String = "cloudtrail:*", resource: String = "*") throws -> PolicyDocument {
        try PolicySamples.document(#""Sid":"A","Effect":"Allow","Action":"\#(action)","Resource":"\#(resource)""#)
    }

    private static func deny(_ action: String) throws -> PolicyDocument {
        try PolicySamples.document(#""Sid":"D","Effect":"Deny","Action":"\#(action)","Resource":"*""#)
    }

    @Test func denyWinsOverAllowInAnyOrder() throws {
        let statements = [
            #"{"Effect":"Allow","Action":"cloudtrail:*","Resource":"*"}"#,
            #"{"Sid":"No","Effect":"Deny","Action":"cloudtrail:Lookup*","Resource":"*"}"#,
        ]
        for (list, index) in [(statements, 1), (statements.reversed(), 0)] {
            let document = try PolicyDocument(parsing: #"{"Statement":[\#(list.joined(separator: ","))]}"#)
            let reference = PolicyStatementReference(statementIndex: index, sid: "No")
            #expect(document.decision(Self.lookup, as: .identity) == .denied(by: reference))
        }
    }

    @Test func nothingIsAllowedUnlessAStatementSaysSo() throws {
        #expect(try Self.allow("s3:*").decision(Self.lookup, as: .identity) == .notApplicable)
        #expect(IdentityPolicies().decide(Self.lookup) == .notApplicable)
    }

    @Test func notActionAndNotResourceMeanEverythingElse() throws {
        let document = try PolicySamples.document(
            #""Effect":"Allow","NotAction":["iam:*"],"NotResource":"arn:aws:s3:::secret/*""#)
        func isAllowed(_ action: String, _ resource: String) -> Bool {
            document.decision(
                PolicyRequest(principal: PolicySamples.user, action: action, resource: resource), as: .identity
            ).isAllowed
        }
        #expect(isAllowed("s3:GetObject", "arn:aws:s3:::open/x"))
        #expect(!isAllowed("s3:GetObject", "arn:aws:s3:::secret/x"))
        #expect(!isAllowed("iam:GetUser", "arn:aws:s3:::open/x"))
    }

    @Test func severalDocumentsCountTogether() throws {
        let policies = IdentityPolicies([try Self.allow("s3:*"), try Self.allow()])
        #expect(
            policies.decide(Self.lookup)
                == .allowed(by: PolicyStatementReference(documentIndex: 1, statementIndex: 0, sid: "A")))
        let denied = IdentityPolicies([try Self.allow(), try Self.deny("cloudtrail:LookupEvents")])
        #expect(denied.decide(Self.lookup).isDenied)
    }

    @Test func aPolicyForOneTrailHoldsForThatTrailAlone() throws {
        let policies = IdentityPolicies([try Self.allow("cloudtrail:StopLogging", resource: PolicySamples.trailARN)])
        func isAllowed(_ trail: String) -> Bool {
            policies.decide(
                PolicyRequest(principal: PolicySamples.user, action: "cloudtrail:StopLogging", resource: trail)
            ).isAllowed
        }
        #expect(isAllowed(PolicySamples.trailARN))
        #expect(!isAllowed(PolicySamples.trailARN + "2"))
        #expect(!isAllowed("*"))
    }

    @Test func aBoundaryAllowsNothingByItself() throws {
        let boundary = try Self.allow("cloudtrail:Lookup*")
        #expect(IdentityPolicies([try Self.allow()], permissionsBoundary: boundary).decide(Self.lookup).isAllowed)
        #expect(IdentityPolicies([], permissionsBoundary: boundary).decide(Self.lookup) == .notApplicable)
        let narrow = IdentityPolicies([try Self.allow()], permissionsBoundary: try Self.allow("s3:*"))
        #expect(narrow.decide(Self.lookup) == .notApplicable)
        let refusing = IdentityPolicies([try Self.allow()], permissionsBoundary: try Self.deny("*"))
        #expect(refusing.decide(Self.lookup).isDenied)
    }

    @Test func principalsSeparateTheKindsOfPolicies() throws {
        let resource = try PolicySamples.document(#""Effect":"Allow","Principal":"*","Action":"*","Resource":"*""#)
        #expect(resource.decision(Self.lookup, as: .identity) == .notApplicable)
        #expect(try Self.allow().decision(Self.lookup, as: .resource) == .notApplicable)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let principal: PolicyPrincipal
        var identity: [String] = []
        var boundary: String?
        var resource: String?
        var owner = PolicySamples.account
        let expected: String

        var testDescription: String { name }
    }

    private static let allowAll = #""Effect":"Allow","Action":"*","Resource":"*""#
    private static let denyAll = #""Effect":"Deny","Action":"*","Resource":"*""#
    private static func names(_ principal: String) -> String {
        #""Effect":"Allow","Principal":\#(principal),"Action":"*","Resource":"*""#
    }
    private static let foreignOwner = "555566667777"
    private static let userARN = #"{"AWS":"arn:aws:iam::222233334444:user/ops/dana"}"#
    private static let roleARN = #"{"AWS":"arn:aws:iam::222233334444:role/Ops"}"#
    private static let accountID = #"{"AWS":"222233334444"}"#

    static let cases: [Case] = [
        Case(name: "identity alone", principal: PolicySamples.user, identity: [allowAll], expected: "allowed identity"),
        Case(name: "nobody allows", principal: PolicySamples.user, expected: "implicit identity"),
        Case(
            name: "own resource names the user", principal: PolicySamples.user, resource: names(userARN),
            expected: "allowed resource"),
        Case(
            name: "own resource names the account", principal: PolicySamples.user, resource: names(accountID),
            expected: "implicit identity"),
        Case(
            name: "own resource names the account, identity allows", principal: PolicySamples.user,
            identity: [allowAll], resource: names(accountID), expected: "allowed identity"),
        Case(
            name: "own resource names the role", principal: PolicySamples.session, resource: names(roleARN),
            expected: "allowed resource"),
        Case(
            name: "own resource names the role, boundary does not", principal: PolicySamples.session,
            boundary: #""Effect":"Allow","Action":"s3:*","Resource":"*""#, resource: names(roleARN),
            expected: "implicit boundary"),
        Case(
            name: "own resource denies", principal: PolicySamples.user, identity: [allowAll],
            resource: #""Effect":"Deny","Principal":"*","Action":"*","Resource":"*""#, expected: "explicit resource"),
        Case(
            name: "identity denies what the resource allows", principal: PolicySamples.user, identity: [denyAll],
            resource: names(userARN), expected: "explicit identity"),
        Case(
            name: "boundary bounds", principal: PolicySamples.user, identity: [allowAll],
            boundary: #""Effect":"Allow","Action":"s3:*","Resource":"*""#, expected: "implicit boundary"),
        Case(
            name: "another account's resource wants both: identity alone", principal: PolicySamples.user,
            identity: [allowAll], owner: foreignOwner, expected: "implicit resource"),
        Case(
            name: "another account's resource wants both: resource alone", principal: PolicySamples.user,
            resource: names(userARN), owner: foreignOwner, expected: "implicit identity"),
        Case(
            name: "another account's resource wants both", principal: PolicySamples.user, identity: [allowAll],
            resource: names(accountID), owner: foreignOwner, expected: "allowed identity"),
        Case(name: "root at home", principal: .account(PolicySamples.account), expected: "root"),
        Case(
            name: "root at home, denied", principal: .account(PolicySamples.account),
            resource: #""Effect":"Deny","Principal":"*","Action":"*","Resource":"*""#, expected: "explicit resource"),
        Case(
            name: "root abroad", principal: .account(PolicySamples.account), owner: foreignOwner,
            expected: "implicit resource"),
        Case(name: "anonymous", principal: .anonymous, identity: [allowAll], expected: "implicit resource"),
        Case(name: "anonymous, open", principal: .anonymous, resource: names(#""*""#), expected: "allowed resource"),
        Case(
            name: "service", principal: .service("cloudtrail.amazonaws.com"),
            resource: names(#"{"Service":"cloudtrail.amazonaws.com"}"#), expected: "allowed resource"),
    ]

    @Test(arguments: cases)
    func policiesDecideTogether(_ test: Case) throws {
        let authorization = Authorization(
            identityPolicies: IdentityPolicies(
                try test.identity.map { try PolicySamples.document($0) },
                permissionsBoundary: try test.boundary.map { try PolicySamples.document($0) }),
            resourcePolicy: try test.resource.map { try PolicySamples.document($0) }, resourceAccount: test.owner)
        let request = PolicyRequest(principal: test.principal, action: Self.action, resource: PolicySamples.trailARN)
        #expect(Self.name(authorization.decide(request)) == test.expected)
    }

    private static func name(_ decision: AuthorizationDecision) -> String {
        switch decision {
        case .allowed(let source, _): "allowed \(source)"
        case .allowedAsRoot: "root"
        case .explicitlyDenied(let source, _): "explicit \(source)"
        case .implicitlyDenied(let source): "implicit \(source)"
        }
    }

    @Test func refusalsReadAsOnAWS() {
        let statement = PolicyStatementReference(statementIndex: 0, sid: nil)
        #expect(
            AuthorizationDecision.implicitlyDenied(by: .identity).refusal(of: Self.action)
                == "because no identity-based policy allows the cloudtrail:LookupEvents action")
        #expect(
            AuthorizationDecision.explicitlyDenied(by: .resource, statement).refusal(of: Self.action)
                == "with an explicit deny in a resource-based policy")
        #expect(AuthorizationDecision.allowedAsRoot.refusal(of: Self.action) == nil)
    }

    @Test func requestsTooLongToCompareAreNeverAllowed() throws {
        let long = PolicyRequest(
            principal: PolicySamples.user, action: Self.action, resource: String(repeating: "x", count: 5000))
        #expect(try Self.allow("*").decision(long, as: .identity) == .notApplicable)
        #expect(try Self.deny("s3:GetObject").decision(long, as: .identity).isDenied)
        let value = PolicyRequest(
            principal: PolicySamples.user, action: Self.action, resource: "*",
            context: ["aws:UserAgent": String(repeating: "x", count: 9000)])
        #expect(try Self.allow("*").decision(value, as: .identity) == .notApplicable)
    }
}
