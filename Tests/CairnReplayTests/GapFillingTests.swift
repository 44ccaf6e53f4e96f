import CairnAWSClient
import CairnModel
import CairnWire
import Synchronization
import Testing

@testable import CairnReplay

@Suite struct GapFillingTests {
    private var options: ReplayOptions {
        var options = ReplayOptions()
        options.fillsGaps = true
        return options
    }

    private static let policy = Events.json(
        "PutRolePolicy", "iam", request: ["roleName": "r", "policyName": "p", "policyDocument": "{}"])

    /// IAM as far as these tests go: a role must be there before it gets a policy.
    private func target() -> RecordingTarget {
        let hasRole = Mutex(false)
        return RecordingTarget { (sent, _) throws(AWSClientError) in
            if sent.operation == "CreateRole" { hasRole.withLock { $0 = true } }
            guard hasRole.withLock({ $0 }) else {
                throw RecordingTarget.failure("NoSuchEntity", 404, "Role r not found")
            }
            return []
        }
    }

    @Test func whatWasThereBeforeTheLogIsMade() async throws {
        let target = target()
        let (result, log) = try await Events.plan([Self.policy]).play(on: target, options: options)
        #expect(target.operations == ["PutRolePolicy", "CreateRole", "PutRolePolicy"])
        #expect(target.sent[1].input["RoleName"] == .string("r"))
        #expect(result.tally.succeeded == 1)
        #expect(result.tally.approximated == 1)
        var lines: [JSON] = []
        try log.forEachOutcome { lines.append($0) }
        #expect(lines.first?["approximations"]?[0]?["reason"] == "not in the log")
    }

    @Test func nothingIsMadeUnasked() async throws {
        let target = target()
        let (result, _) = try await Events.plan([Self.policy]).play(on: target)
        #expect(target.operations == ["PutRolePolicy"])
        #expect(result.tally.failures == [.state: 1])
    }

    @Test func whatStandsInTheWayOfADeletionIsRemoved() async throws {
        let isAttached = Mutex(true)
        let target = RecordingTarget { (sent, _) throws(AWSClientError) in
            if sent.operation == "DeleteRolePolicy" { isAttached.withLock { $0 = false } }
            if sent.operation == "DeleteRole", isAttached.withLock({ $0 }) {
                throw RecordingTarget.failure("DeleteConflict", 409, "must delete policies first")
            }
            return []
        }
        let deletion = Events.json("DeleteRole", "iam", time: "2026-03-01T10:00:09Z", request: ["roleName": "r"])
        let (result, _) = try await Events.plan([Self.policy, deletion]).play(on: target, options: options)
        #expect(target.operations == ["PutRolePolicy", "DeleteRole", "DeleteRolePolicy", "DeleteRole"])
        #expect(target.sent[2].input["PolicyName"] == .string("p"))
        #expect(result.tally.succeeded == 2)
    }

    @Test func helpHasAnEnd() async throws {
        let target = RecordingTarget { (_, _) throws(AWSClientError) in
            throw RecordingTarget.failure("NoSuchEntity", 404, "not found")
        }
        let (result, _) = try await Events.plan([Self.policy]).play(on: target, options: options)
        #expect(result.tally.failures == [.state: 1])
        #expect(target.sent.count < 20)
    }
}
