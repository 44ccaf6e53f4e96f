import CairnModel
import Testing

@testable import CairnReplay

@Suite struct EventJudgementTests {
    private func reason(_ record: JSON, _ change: (inout EventSelector) -> Void = { _ in }) throws -> SkipReason? {
        var selector = EventSelector()
        change(&selector)
        let plan = try Events.plan([record], selector: selector)
        return plan.counts.skipped.keys.first
    }

    static let skipped: [(JSON, SkipReason)] = [
        (Events.json("DescribeVpcs", extra: ["readOnly": true]), .readOnly),
        (Events.json("DescribeVpcs", extra: ["readOnly": .null]), .readOnly),
        (Events.json("AssumeRole", "sts", extra: ["readOnly": .null]), .readOnly),
        (Events.json("CreateVpc", extra: ["errorCode": "Client.UnauthorizedOperation"]), .failed),
        (Events.json("CreateVpc", extra: ["errorMessage": "Failed authentication"]), .failed),
        (Events.json("ConsoleLogin", "signin", extra: ["eventType": "AwsConsoleSignIn"]), .notACall),
        (Events.json("RotateKey", "kms", extra: ["eventType": "AwsServiceEvent"]), .notACall),
        (Events.json("PutObject", "s3", extra: ["managementEvent": false]), .dataEvent),
        (Events.json("PutObject", "s3", extra: ["managementEvent": .null]), .dataEvent),
        (Events.json("UpdateInstanceInformation", "ssm"), .noPublicOperation),
        (Events.json("PutCredentials", "cloudshell"), .noPublicOperation),
        (Events.json("CreateUser", "iam"), .omitted),
        (Events.json("DeleteDetector", "guardduty", request: ["detectorId": ""]), .omitted),
        (
            Events.json(
                "ExecuteStatement", "redshift-data",
                request: ["sql": "select ***OMITTED*** from x", "database": "d"]), .redacted
        ),
        (
            Events.json(
                "TransactWriteItems", "dynamodb", request: ["requestItems": ["x"]],
                extra: ["managementEvent": true]), .omitted
        ),
    ]

    @Test(arguments: skipped)
    func whatCannotBeSentHasAReason(record: JSON, expected: SkipReason) throws {
        #expect(try reason(record) == expected)
    }

    @Test func optionsLetMoreThrough() throws {
        let failed = Events.json(
            "CreateVpc", request: ["cidrBlock": "10.0.0.0/16"], extra: ["errorCode": "Client.VpcLimitExceeded"])
        #expect(try reason(failed) { $0.includesFailed = true } == nil)
        let object = Events.json(
            "PutObject", "s3", request: ["bucketName": "b", "key": "k"], extra: ["managementEvent": false])
        #expect(try reason(object) { $0.includesDataEvents = true } == nil)
    }

    @Test func servicesAndEventsSelect() throws {
        let record = Events.json("CreateVpc", request: ["cidrBlock": "10.0.0.0/16"])
        #expect(try reason(record) { $0.services = ["s3"] } == .notSelected)
        #expect(try reason(record) { $0.services = ["ec2"] } == nil)
        #expect(try reason(record) { $0.events = ["Delete*"] } == .notSelected)
        #expect(try reason(record) { $0.events = ["Create*"] } == nil)
        #expect(try reason(record) { $0.events = ["CreateVp"] } == .notSelected)
    }

    @Test func countsByServiceAddUp() throws {
        let plan = try Events.plan([
            Events.json("CreateVpc", request: ["cidrBlock": "10.0.0.0/16"]), Events.json("ConsoleLogin", "signin"),
            Events.json("CreateSecret", "secretsmanager", request: ["name": "db"]),
        ])
        #expect(plan.countsByService["ec2"] == .init(replayable: 1))
        #expect(plan.countsByService["secretsmanager"] == .init(approximated: 1))
        #expect(plan.countsByService["signin"] == .init(impossible: 1))
        #expect(plan.counts.toSend == 2)
    }
}
