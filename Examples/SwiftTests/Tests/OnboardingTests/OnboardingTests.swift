import CairnAPI
import CairnServer
import CairnTesting
import Onboarding
import Testing

@Suite struct OnboardingTests {
    @Test func aNewTeamHasATrail() async throws {
        try await withCairn { cairn in
            try await cairn.makeBucket("red-audit")
            try await Onboarding(endpoint: cairn.url).welcome(team: "red")

            try await cairn.expect(EventCriteria(eventName: "CreateTrail", resource: "red-trail"))
            try await cairn.expect(EventCriteria(eventName: "StartLogging", errorCode: "none"))
        }
    }

    @Test func itsTrailDelivers() async throws {
        try await withCairn { cairn in
            try await cairn.makeBucket("red-audit")
            try await Onboarding(endpoint: cairn.url).welcome(team: "red")
            try await cairn.inject(TestEvent("DeleteBucket", source: "s3.amazonaws.com", user: "mallory"))

            // No waiting for five minutes: the test's clock moves.
            let records = try await cairn.delivered(1, to: "red-audit")
            #expect(records.contains { $0["eventName"]?.stringValue == "DeleteBucket" })
        }
    }

    @Test func aRefusalReachesTheCaller() async throws {
        try await withCairn { cairn in
            cairn.failures.answer("CreateTrail", with: CloudTrailError(.throttling, "Rate exceeded"), times: 1)
            await #expect(throws: Onboarding.Refused.self) {
                try await Onboarding(endpoint: cairn.url).welcome(team: "red")
            }
            try await cairn.expect(EventCriteria(eventName: "CreateTrail", errorCode: "any"))
        }
    }
}
