import CairnServer
import CairnTesting
import Onboarding
import XCTest

final class OnboardingXCTests: XCTestCase {
    private var cairn: TestCairn?

    override func setUp() async throws { cairn = try await TestCairn.start() }

    override func tearDown() async throws { try await cairn?.stop() }

    func testANewTeamHasATrail() async throws {
        let cairn = try XCTUnwrap(cairn)
        try await cairn.makeBucket("blue-audit")
        try await Onboarding(endpoint: cairn.url).welcome(team: "blue")

        let events = try await cairn.expect(EventCriteria(eventName: "CreateTrail"))
        XCTAssertEqual(events.first?["requestParameters"]?["name"]?.stringValue, "blue-trail")
    }
}
