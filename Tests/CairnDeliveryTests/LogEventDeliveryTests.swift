import CairnAPI
import CairnModel
import CairnObjects
import CairnSelectors
import CairnStore
import CairnTrails
import Testing

@testable import CairnDelivery

@Suite struct LogEventDeliveryTests {
    private static let group = "arn:aws:logs:eu-west-1:222233334444:log-group:ct:*"
    private static let stream = "222233334444_CloudTrail_eu-west-1"
    private static let denied = SendingError(code: "AccessDeniedException", message: "no")

    @Test func recordsBecomeLogEvents() async throws {
        let rig = try DeliveryRig()
        let trail = try rig.addTrail {
            $0.cloudWatchLogsLogGroupARN = Self.group
            $0.cloudWatchLogsRoleARN = "arn:aws:iam::222233334444:role/logs"
            $0.isMultiRegion = true
        }
        try await rig.startLogging(trail)
        rig.clock.advance(by: 1)
        try await rig.record(SampleRecord(region: "us-east-1"))
        let large = String(repeating: "x", count: 256 << 10)
        try await rig.record(SampleRecord("Large", extra: ["additionalEventData": .string(large)]))
        try await rig.tick()
        let streams = rig.logGroup.streams
        #expect(Array(streams.keys) == [Self.stream])
        let events = streams.values.flatMap(\.self).flatMap(\.self)
        #expect(events.map(\.timestamp) == [DeliveryRig.start, DeliveryRig.start + 1].map { Int64($0 * 1000) })
        #expect(events.last?.message.hasPrefix(#"{"eventVersion""#) == true)
        #expect(rig.status(trail).cloudWatchLogs.successTime == rig.clock.now())
        #expect(rig.metrics(trail)?.logEventsSent == 2)
        #expect(rig.metrics(trail)?.logEventsDropped == 1)
        #expect(try await rig.eventIDs().count == 3)
    }

    @Test func aLogGroupThatFailsHoldsUpNobodyAndLosesNothing() async throws {
        let rig = try DeliveryRig()
        let trail = try rig.addTrail { $0.cloudWatchLogsLogGroupARN = Self.group }
        rig.logGroup.fail(Self.denied)
        try await rig.startLogging(trail)
        try await rig.tick()
        #expect(rig.status(trail).cloudWatchLogs.error == "AccessDeniedException")
        #expect(rig.metrics(trail)?.areLogEventsFailing == true)
        #expect(rig.metrics(trail)?.isFailing == false)
        var ids = ["event-1"]
        for _ in 0..<5 {
            ids += try await rig.record("CreateBucket", count: 2)
            try await rig.tick()
        }
        #expect(try await rig.eventIDs() == ids)
        #expect(rig.metrics(trail)?.logEventLagRecords == 11)
        // Retention keeps what the log group has yet to get.
        #expect(try rig.state.cursors().values.min() == 0)
        rig.kill()
        rig.logGroup.fail(nil)
        try await rig.tick()
        // The portion that failed, and then all of the rest.
        #expect(rig.logGroup.eventIDs == ["event-1"])
        try await rig.step()
        #expect(rig.logGroup.eventIDs == ids)
        #expect(rig.status(trail).cloudWatchLogs.error == nil)
        #expect(rig.metrics(trail)?.areLogEventsFailing == false)
        #expect(try rig.state.cursors().values.min() == 11)
    }

    @Test func triesComeLaterEachTime() async throws {
        let rig = try DeliveryRig()
        let trail = try rig.addTrail { $0.cloudWatchLogsLogGroupARN = Self.group }
        rig.logGroup.fail(Self.denied)
        try await rig.startLogging(trail)
        try await rig.tick()
        var tries: [Double] = []
        for _ in 0..<40 {
            let before = rig.logGroup.tries
            rig.clock.advance(by: 1)
            try await rig.step()
            if rig.logGroup.tries > before { tries.append(rig.clock.now() - DeliveryRig.start - 300) }
        }
        #expect(tries == [1, 3, 7, 15, 31])
    }

    @Test func whatLogsWhileTheTrailDoesNotIsNotSent() async throws {
        let rig = try DeliveryRig()
        let trail = try rig.addTrail { $0.cloudWatchLogsLogGroupARN = Self.group }
        rig.logGroup.fail(Self.denied)
        try await rig.startLogging(trail)
        try await rig.tick()
        try await rig.stopLogging(trail)
        try await rig.step()
        _ = try await rig.record("WhileStopped", count: 2)
        rig.clock.advance(by: 10)
        try await rig.startLogging(trail)
        try await rig.step()
        try await rig.tick()
        rig.logGroup.fail(nil)
        for _ in 0..<3 { try await rig.tick() }
        #expect(rig.logGroup.eventIDs == ["event-1", "event-2", "event-5"])
        #expect(try await rig.eventIDs().sorted() == ["event-1", "event-2", "event-5"])
    }

    @Test func anotherLogGroupGetsWhatIsRecordedFromThenOn() async throws {
        let rig = try DeliveryRig()
        let trail = try rig.addTrail { $0.cloudWatchLogsLogGroupARN = Self.group }
        rig.logGroup.fail(Self.denied)
        try await rig.startLogging(trail)
        try await rig.tick()
        try rig.change(trail) { $0.cloudWatchLogsLogGroupARN = Self.group.replacing("ct", with: "other") }
        try await rig.recordCall("UpdateTrail", trail)
        try await rig.tick()
        rig.logGroup.fail(nil)
        try await rig.tick()
        #expect(rig.logGroup.eventIDs == ["event-2"])
    }

    @Test func eventsThatAreTooOldForCloudWatchLogsAreNotWaitedFor() async throws {
        let rig = try DeliveryRig()
        let trail = try rig.addTrail { $0.cloudWatchLogsLogGroupARN = Self.group }
        rig.logGroup.fail(Self.denied)
        try await rig.startLogging(trail)
        try await rig.tick()
        rig.clock.advance(by: 15 * 86_400)
        try await rig.step()
        #expect(rig.metrics(trail)?.logEventLagRecords == 0)
        #expect(try rig.state.cursors().values.min() == 1)
    }

    @Test func eventsThatAreRefusedAreCounted() async throws {
        let rig = try DeliveryRig()
        let trail = try rig.addTrail { $0.cloudWatchLogsLogGroupARN = Self.group }
        rig.logGroup.refuse(2)
        try await rig.startLogging(trail)
        _ = try await rig.record("CreateBucket", count: 4)
        try await rig.tick()
        #expect(rig.metrics(trail)?.logEventsSent == 3)
        #expect(rig.metrics(trail)?.logEventsDropped == 2)
    }

    @Test func accountsOfAnOrganizationHaveStreamsOfTheirOwn() async throws {
        let organization = Organization(
            id: "o-11aa22bb33", managementAccount: DeliveryRig.account, memberAccounts: ["111122223333"])
        let rig = try DeliveryRig(organization: organization)
        let trail = try rig.addTrail {
            $0.cloudWatchLogsLogGroupARN = Self.group
            $0.isOrganizationTrail = true
        }
        try await rig.startLogging(trail)
        try await rig.record(SampleRecord(account: "111122223333"))
        try await rig.tick()
        #expect(
            rig.logGroup.streams.keys.sorted() == [
                "o-11aa22bb33_111122223333_CloudTrail_eu-west-1", "o-11aa22bb33_222233334444_CloudTrail_eu-west-1",
            ])
    }

    // MARK: Streams and calls

    private func largeRig(_ count: Int) async throws -> (DeliveryRig, CairnTrails.Trail, [String]) {
        let rig = try DeliveryRig()
        let trail = try rig.addTrail { $0.cloudWatchLogsLogGroupARN = Self.group }
        try await rig.startLogging(trail)
        try await rig.step()
        var ids = ["event-1"]
        // Five of them are one call.
        let text = String(repeating: "x", count: 200_000)
        for _ in 0..<count {
            ids.append(try await rig.record(SampleRecord(extra: ["additionalEventData": .string(text)])))
        }
        return (rig, trail, ids)
    }

    @Test func manyEventsGoToFurtherStreams() async throws {
        let (rig, _, ids) = try await largeRig(84)
        try await rig.tick()
        let streams = rig.logGroup.streams
        #expect(streams.keys.sorted() == [Self.stream, Self.stream + "_2", Self.stream + "_3"])
        #expect(streams[Self.stream]?.count == 8)
        #expect(streams[Self.stream + "_3"]?.count == 1)
        #expect(rig.logGroup.eventIDs == ids)
    }

    @Test func aCallThatWasTakenIsNotRepeatedWhenAnotherFails() async throws {
        let (rig, trail, ids) = try await largeRig(84)
        rig.logGroup.fail(SendingError(code: "ThrottlingException", message: "no"), stream: Self.stream + "_2")
        try await rig.tick()
        #expect(rig.status(trail).cloudWatchLogs.error == "ThrottlingException")
        rig.kill()
        rig.logGroup.fail(nil)
        try await rig.tick()
        #expect(rig.logGroup.eventIDs == ids)
    }

    @Test func aProcessThatEndsRepeatsARoundOfCallsAtMost() async throws {
        let (clean, _, _) = try await largeRig(45)
        clean.store.crash(at: nil)
        try await clean.tick()
        let effects = clean.store.effectCount
        #expect(effects > 25)
        for effect in stride(from: 1, through: effects, by: 2) {
            let (rig, _, ids) = try await largeRig(45)
            rig.store.crash(at: effect)
            try await rig.tick()
            rig.kill()
            rig.store.crash(at: nil)
            for _ in 0..<3 { try await rig.tick() }
            let found = rig.logGroup.eventIDs
            #expect(Set(found) == Set(ids), "crash at \(effect)")
            #expect(found.count - ids.count <= 4 * 5, "crash at \(effect)")
            #expect(try await rig.eventIDs() == ids, "crash at \(effect)")
        }
    }

    @Test func callsStayWithinTheLimitsOfCloudWatchLogs() {
        let large = (0..<9).map { LogEvent(timestamp: Int64($0), message: String(repeating: "x", count: 200_000)) }
        #expect(LogEventBatches.cut(large).map(\.count) == [5, 4])
        let many = (0..<20_001).map { LogEvent(timestamp: Int64($0), message: "x") }
        #expect(LogEventBatches.cut(many).map(\.count) == [10_000, 10_000, 1])
        let spread = [0, 86_399_999, 86_400_000].map { LogEvent(timestamp: $0, message: "x") }
        #expect(LogEventBatches.cut(spread).map(\.count) == [2, 1])
    }

    @Test func aJobIsKeptWhole() throws {
        let rig = try DeliveryRig()
        let trail = try rig.addTrail { $0.cloudWatchLogsLogGroupARN = Self.group }
        let places = (1...3).map { JournalPosition(sequence: $0, segment: 1, offset: $0 * 100) }
        let intent = DeliveryIntent(
            from: places[0], to: places[2], time: 7, trail: trail, scope: .account(DeliveryRig.account),
            fileBytesMax: 1)
        var job = LogEventJob(intent)
        job.portion = LogEventJob.Portion(to: places[1], sent: ["a": 2, "a_2": 1])
        #expect(try LogEventJob(json: job.json) == job)
        job.portion?.layout = 0
        #expect(job.sent.isEmpty)
    }
}
