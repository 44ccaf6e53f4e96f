import CairnAWSClient
import CairnModel
import CairnWire
import Synchronization
import Testing

@testable import CairnReplay

@Suite struct ReplayTests {
    static func time(_ second: Int) -> String { "2026-03-01T10:00:0\(second)Z" }

    /// The answer to CreateVpc, with another identifier than the record's.
    static let vpcAnswer = Array(
        "<CreateVpcResponse><requestId>r</requestId><vpc><vpcId>vpc-0target0000000001</vpcId></vpc></CreateVpcResponse>"
            .utf8)

    static let vpc = Events.json(
        "CreateVpc", time: time(1), request: ["cidrBlock": "10.0.0.0/16"],
        response: ["vpc": ["vpcId": "vpc-0recorded00000001"]])
    static let subnet = Events.json(
        "CreateSubnet", time: time(2), request: ["vpcId": "vpc-0recorded00000001", "cidrBlock": "10.0.1.0/24"])

    @Test func identifiersOfTheTargetStandInLaterCalls() async throws {
        let target = RecordingTarget { sent, _ in sent.operation == "CreateVpc" ? Self.vpcAnswer : [] }
        let (result, _) = try await Events.plan([Self.subnet, Self.vpc]).play(on: target)
        #expect(target.operations == ["CreateVpc", "CreateSubnet"])
        #expect(target.sent[1].input["VpcId"] == .string("vpc-0target0000000001"))
        #expect(result.tally.succeeded == 2)
        #expect(result.ids.rewriting("vpc-0recorded00000001") == "vpc-0target0000000001")
    }

    @Test func accountsAndRegionsAreMapped() async throws {
        var ids = IDMap()
        ids.accounts = ["111122223333": "444455556666"]
        ids.regions = ["eu-west-1": "us-east-2"]
        let role = Events.json(
            "AttachRolePolicy", "iam",
            request: ["roleName": "r", "policyArn": "arn:aws:iam::111122223333:policy/p"])
        let volume = Events.json("CreateVolume", request: ["size": "1", "zone": "eu-west-1b"])
        let target = RecordingTarget()
        _ = try await Events.plan([role, volume]).play(on: target, ids: ids)
        let sent = target.sent.sorted { $0.operation < $1.operation }
        #expect(sent[0].input["PolicyArn"] == .string("arn:aws:iam::444455556666:policy/p"))
        #expect(sent[1].input["AvailabilityZone"] == .string("us-east-2b"))
        #expect(sent.allSatisfy { $0.account == "444455556666" && $0.region == "us-east-2" })
    }

    @Test func throttlingIsTriedAgain() async throws {
        let target = RecordingTarget { (_, index) throws(AWSClientError) in
            if index < 3 { throw RecordingTarget.failure("ThrottlingException") }
            return Self.vpcAnswer
        }
        let (result, _) = try await Events.plan([Self.vpc]).play(on: target)
        #expect(result.tally.succeeded == 1)
        #expect(target.sent.count == 4)
    }

    @Test func otherFailuresAreNotTriedAgain() async throws {
        let target = RecordingTarget { (_, _) throws(AWSClientError) in
            throw RecordingTarget.failure("InternalError", 500)
        }
        let (result, log) = try await Events.plan([Self.vpc]).play(on: target)
        #expect(target.sent.count == 1)
        #expect(result.tally.failures == [.targetFault: 1])
        var lines: [JSON] = []
        try log.forEachOutcome { lines.append($0) }
        #expect(lines.count == 1)
        #expect(lines[0]["code"] == "InternalError")
    }

    @Test func orderIsKeptWithinAResourceWhileOthersRunSideBySide() async throws {
        var records: [JSON] = []
        for step in 0..<20 {
            for queue in 0..<4 {
                records.append(
                    Events.json(
                        "SendMessage", "sqs", id: "id-\(step)-\(queue)", time: "2026-03-01T10:00:\(10 + step)Z",
                        request: [
                            "queueUrl": .string("https://sqs/111122223333/queue-\(queue)"),
                            "delaySeconds": .integer(step),
                        ]))
            }
        }
        let target = RecordingTarget { _, _ in
            try? await Task.sleep(for: .milliseconds(1))
            return Array("{}".utf8)
        }
        let (result, _) = try await Events.plan(records).play(on: target)
        #expect(result.tally.succeeded == 80)
        for queue in 0..<4 {
            let steps = target.sent.filter { $0.input["QueueUrl"]?.stringValue?.hasSuffix("-\(queue)") == true }
                .map { $0.input["DelaySeconds"] }
            #expect(steps == (0..<20).map { .number(JSONNumber($0)) })
        }
        #expect(target.mostUnderWay == 4)
    }

    @Test func concurrencyHasALimit() async throws {
        let records = (0..<50).map { index in
            Events.json("CreateQueue", "sqs", id: "id-\(index)", request: ["queueName": .string("queue-\(index)")])
        }
        var options = ReplayOptions()
        options.concurrency = 3
        let target = RecordingTarget { _, _ in
            try? await Task.sleep(for: .milliseconds(1))
            return Array("{}".utf8)
        }
        _ = try await Events.plan(records).play(on: target, options: options)
        #expect(target.sent.count == 50)
        #expect(target.mostUnderWay == 3)
    }

    @Test func paceFollowsTheLog() async throws {
        let waits = Mutex<[Double]>([])
        let clock = Mutex(0.0)
        let records = [0, 2, 5].map {
            Events.json("CreateVpc", time: Self.time($0), request: ["cidrBlock": "10.0.0.0/16"])
        }
        var options = ReplayOptions()
        options.speed = 2
        let replay = Replay(
            plan: try Events.plan(records), target: RecordingTarget { _, _ in Self.vpcAnswer }, options: options,
            now: { clock.withLock { $0 } }, random: { 0 },
            sleep: { seconds in
                waits.withLock { $0.append(seconds) }
                clock.withLock { $0 += seconds }
            })
        let result = try await replay.run(progress: .temporary())
        #expect(result.tally.succeeded == 3)
        #expect(waits.withLock { $0 } == [1, 1.5])
    }

    @Test func aStoppedReplayGoesOnWhereItWas() async throws {
        let path = TemporaryFile.path()
        defer { TemporaryFile.remove(path) }
        let plan = try Events.plan([Self.vpc, Self.subnet])
        let first = RecordingTarget { (sent, _) async throws(AWSClientError) in
            if sent.operation == "CreateVpc" { return Self.vpcAnswer }
            withUnsafeCurrentTask { $0?.cancel() }
            throw AWSClientError(.cancelled, "stopped")
        }
        let stopped = try await plan.play(on: first, log: ProgressLog(path: path, endpoint: "here"))
        #expect(stopped.result.tally.replayed == 1)
        #expect(!stopped.result.isComplete)

        let second = RecordingTarget()
        let (result, log) = try await plan.play(on: second, log: ProgressLog(path: path, endpoint: "here"))
        #expect(second.operations == ["CreateSubnet"])
        #expect(second.sent[0].input["VpcId"] == .string("vpc-0target0000000001"))
        #expect(result.isComplete)
        #expect(result.tally.succeeded == 2)
        var outcomes = 0
        try log.forEachOutcome { _ in outcomes += 1 }
        #expect(outcomes == 2)
    }

    @Test func progressOfAnotherEndpointIsRefused() throws {
        let path = TemporaryFile.path()
        defer { TemporaryFile.remove(path) }
        _ = try ProgressLog(path: path, endpoint: "here")
        #expect(throws: ReplayError.self) { try ProgressLog(path: path, endpoint: "there") }
    }

    @Test func aTornLineOfProgressIsDoneAgain() async throws {
        let path = TemporaryFile.path()
        defer { TemporaryFile.remove(path) }
        let plan = try Events.plan([Self.vpc])
        _ = try await plan.play(
            on: RecordingTarget { _, _ in Self.vpcAnswer }, log: ProgressLog(path: path, endpoint: "e"))
        try TemporaryFile.dropLast(5, of: path)
        // The answer of the first run is lost: that the resource is there is then no failure.
        let target = RecordingTarget { (_, _) throws(AWSClientError) in
            throw RecordingTarget.failure("VpcAlreadyExists")
        }
        let (result, _) = try await plan.play(on: target, log: ProgressLog(path: path, endpoint: "e"))
        #expect(target.sent.count == 1)
        #expect(result.tally.succeeded == 1)
    }
}
