import CairnAPI
import CairnModel
import CairnService
import CairnSigning
import Testing

/// Who may use the administration.
@Suite struct AccessAdministrationTests {
    private static func signed(
        _ method: String, _ target: String, service: String = "cloudtrail", secret: String = "dana's secret"
    ) -> HeaderFields {
        SigV4.sign(
            method: method, target: target, headers: ["Host": "h"], payload: .bytes([]),
            credentials: SigningCredentials(accessKeyID: "AKIADANA", secretAccessKey: secret), region: "eu-west-1",
            service: service, at: AccessTest.now
        ).headers
    }

    private func refusal(
        _ test: AccessTest, _ action: String, isChange: Bool = false, headers: HeaderFields
    ) async -> CloudTrailError.Code? {
        do {
            let caller = try await test.control.admit(
                method: "GET", target: "/_cairn/events", headers: headers, body: [], action: action,
                isChange: isChange, context: test.context)
            #expect(caller.arn == "arn:aws:iam::222233334444:user/ops/dana")
            return nil
        } catch {
            return error.code
        }
    }

    @Test(arguments: [
        ("cloudtrail:LookupEvents", "cloudtrail:LookupEvents", true), ("cloudtrail:*", "cloudtrail:LookupEvents", true),
        ("cloudtrail:*", "cairn:Reset", false), ("cairn:Reset", "cairn:Reset", true), ("*", "cairn:Reset", true),
        ("cloudtrail:ListTrails", "cloudtrail:LookupEvents", false),
    ])
    func thePoliciesDecide(allowed: String, action: String, isAllowed: Bool) async throws {
        let test = try AccessTest(AccessTest.policy(allowed))
        let headers = Self.signed("GET", "/_cairn/events")
        #expect(await refusal(test, action, headers: headers) == (isAllowed ? nil : .accessDenied))
    }

    @Test func theSignatureMustBeOneForCloudTrail() async throws {
        let test = try AccessTest(AccessTest.policy("*"))
        for headers in [
            Self.signed("GET", "/_cairn/events", service: "s3"),
            Self.signed("GET", "/_cairn/events", secret: "guessed"),
            Self.signed("GET", "/_cairn/health"),
        ] {
            #expect(await refusal(test, "cairn:Reset", headers: headers) == .invalidSignature)
        }
        #expect(await refusal(test, "cairn:Reset", headers: ["Host": "h"]) == .missingAuthenticationToken)
    }

    @Test func aChangeIsCarriedOutOnce() async throws {
        let test = try AccessTest(AccessTest.policy("*"))
        let headers = Self.signed("GET", "/_cairn/events")
        #expect(await refusal(test, "cairn:Reset", isChange: true, headers: headers) == nil)
        #expect(await refusal(test, "cairn:Reset", isChange: true, headers: headers) == .invalidSignature)
        #expect(await refusal(test, "cloudtrail:LookupEvents", headers: headers) == nil)
    }
}
