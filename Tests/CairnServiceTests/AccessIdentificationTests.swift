import CairnModel
import CairnPolicy
import CairnService
import CairnSigning
import Testing

/// Who makes requests whose body is still to come.
@Suite struct AccessIdentificationTests {
    private func identify(
        _ test: AccessTest, _ headers: HeaderFields, target: String = "/box/k", region: String = "eu-west-1"
    ) throws(AuthenticationFailure) -> AuthenticatedCaller {
        try test.control.identify(
            method: "PUT", target: target, headers: headers, body: nil, service: "s3", region: region)
    }

    private static func signed(
        _ payload: SigV4.Payload = .unsigned, by credentials: SigningCredentials = AccessTest.dana
    ) -> HeaderFields {
        SigV4.sign(
            method: "PUT", target: "/box/k", headers: ["Host": "h"], payload: payload, credentials: credentials,
            region: "eu-west-1", service: "s3", at: AccessTest.now
        ).headers
    }

    @Test func namesTheCallerAndWhatTheCallerMayDo() throws {
        let test = try AccessTest(AccessTest.policy("s3:*"))
        let caller = try identify(test, Self.signed())
        #expect(caller.caller.arn == "arn:aws:iam::222233334444:user/ops/dana")
        #expect(caller.policies.documents.count == 1)
        guard case .unsigned = caller.signature.body else { return #expect(Bool(false), "the body is not signed") }
    }

    @Test func theDigestOfTheBodyIsTakenUntilItComes() throws {
        let caller = try identify(try AccessTest(), Self.signed(.bytes(Array("content".utf8))))
        guard case .signed = caller.signature.body else { return #expect(Bool(false), "the body is signed") }
    }

    @Test func takesSignaturesForSeveralRegions() throws {
        let headers = try SigV4A.sign(
            method: "PUT", target: "/box/k", headers: ["Host": "h"], payload: .unsigned, credentials: AccessTest.dana,
            regions: RegionSet("eu-*"), service: "s3", at: AccessTest.now
        ).headers
        let test = try AccessTest()
        #expect(try identify(test, headers).caller.account == AccessTest.account)
        let failure = #expect(throws: AuthenticationFailure.self) {
            try identify(test, headers, region: "us-east-1")
        }
        guard case .wrongRegion = failure?.reason else { return #expect(Bool(false), "\(String(describing: failure))") }
    }

    @Test func saysWhyNobodyCanBeNamed() throws {
        let test = try AccessTest()
        func reason(_ headers: HeaderFields) -> String {
            do {
                _ = try identify(test, headers)
                return "good"
            } catch {
                return switch error.reason {
                case .signature(let error): error.code.description
                case .unknownKey: "unknown"
                case .wrongSessionToken: "token"
                case .expiredSession: "expired session"
                case .wrongRegion: "region"
                }
            }
        }
        #expect(reason(Self.signed()) == "good")
        #expect(
            reason(Self.signed(by: SigningCredentials(accessKeyID: "AKIADANA", secretAccessKey: "no"))) == "mismatch")
        #expect(
            reason(Self.signed(by: SigningCredentials(accessKeyID: "AKIANOBODY", secretAccessKey: "s"))) == "unknown")
        var session = AccessTest.session
        #expect(reason(Self.signed(by: session)) == "good")
        session.sessionToken = nil
        #expect(reason(Self.signed(by: session)) == "token")
        #expect(reason(["Host": "h"]) == "missing")
        test.clock.advance(by: 901)
        #expect(reason(Self.signed()) == "skewed")
        var later = AccessTest.session
        later.sessionToken = "the session's token"
        test.clock.advance(by: 3600)
        let late = SigV4.sign(
            method: "PUT", target: "/box/k", headers: ["Host": "h"], payload: .unsigned, credentials: later,
            region: "eu-west-1", service: "s3", at: test.clock.now())
        #expect(reason(late.headers) == "expired session")
    }

    @Test func conditionKeysOfAnonymousCallersAreTheGlobalOnes() throws {
        let test = try AccessTest()
        let anonymous = test.control.conditionKeys(of: nil, test.context)
        #expect(anonymous["aws:SourceIp"] == ["127.0.0.1"] && anonymous["aws:SecureTransport"] == ["false"])
        #expect(anonymous["aws:username"] == nil && anonymous["aws:PrincipalOrgID"] == nil)
        let dana = try identify(test, Self.signed()).caller
        let keys = test.control.conditionKeys(of: dana, test.context)
        #expect(keys["aws:username"] == ["dana"] && keys["aws:PrincipalOrgID"] == ["o-example"])
    }
}
