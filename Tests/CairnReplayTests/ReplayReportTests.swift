import CairnAWSClient
import CairnModel
import Testing

@testable import CairnReplay

@Suite struct ReplayReportTests {
    @Test func documentsHoldCountsFailuresAndReasons() async throws {
        let plan = try Events.plan([
            Events.json("CreateVpc", request: ["cidrBlock": "10.0.0.0/16"]),
            Events.json("CreateSecret", "secretsmanager", request: ["name": "db"]),
            Events.json("ConsoleLogin", "signin", extra: ["eventType": "AwsConsoleSignIn"]),
        ])
        let target = RecordingTarget { (sent, _) throws(AWSClientError) in
            if sent.operation == "CreateVpc" { throw RecordingTarget.failure("VpcLimitExceeded", 400, "enough") }
            return Array("{}".utf8)
        }
        let (result, log) = try await plan.play(on: target)
        let report = ReplayReport(plan: plan, log: log, result: result)
        let json = try JSON(parsing: try report.json())
        #expect(json["total_events"] == 3)
        #expect(json["replayed"] == 2)
        #expect(json["skipped"] == 1)
        #expect(json["succeeded"] == 1)
        #expect(json["failed"] == 1)
        let error = try #require(json["errors"]?[0])
        #expect(error["event_name"] == "CreateVpc")
        #expect(error["service"] == "ec2")
        #expect(error["error"] == "VpcLimitExceeded: enough")
        #expect(error["status"] == 400)
        #expect(json["skips"]?[0]?["reason"] == "not an API call")
        #expect(json["approximations"]?[0]?["approximations"]?[0]?["path"] == "SecretString")
        #expect(!report.isGood())
        #expect(report.isGood(allowedFailures: 1))
    }

    @Test func differencesLeaveOutWhatMustDiffer() {
        var comparison = AnswerComparison(limit: 10)
        comparison.compare(
            recorded: ["requestId": "a", "createTime": "x", "state": "available", "size": 8],
            answered: ["requestId": "b", "createTime": "y", "state": "creating", "size": 8, "zone": "z"])
        #expect(comparison.differences.map(\.path) == ["state", "zone"])
    }
}
