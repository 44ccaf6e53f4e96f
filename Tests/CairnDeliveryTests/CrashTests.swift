import CairnAPI
import CairnIntegrity
import CairnModel
import CairnObjects
import CairnStore
import CairnTrails
import Testing

@testable import CairnDelivery

/// The process ends at each effect in turn, before and behind it.
@Suite struct CrashTests {
    private func rig() throws -> DeliveryRig {
        var configuration = DeliveryConfiguration()
        configuration.fileBytesMax = 1200
        configuration.batchBytesMax = 4000
        configuration.putsMax = 1
        return try DeliveryRig(configuration)
    }

    /// A trail's life: two deliveries, a change of settings, stop, start, delete, with digests all along.
    private func live(_ rig: DeliveryRig, crashAt effect: Int?) async throws -> [String] {
        var expected: [String] = []
        let trail = try rig.addTrail {
            $0.isMultiRegion = true
            $0.logFileValidationEnabled = true
        }
        rig.store.crash(at: effect)
        func step() async throws {
            try await rig.step()
            guard rig.store.isDead else { return }
            rig.kill()
            rig.store.crash(at: nil)
            try await rig.step()
        }
        func tick() async throws {
            rig.clock.set((rig.clock.now() / 300).rounded(.down) * 300 + 300)
            try await step()
        }
        func work() async throws {
            for region in ["eu-west-1", "us-east-1", "eu-west-1", "eu-west-1"] {
                expected.append(try await rig.record(SampleRecord(region: region)))
                rig.clock.advance(by: 1)
            }
        }
        func call(_ name: String) async throws { expected.append(try await rig.recordCall(name, trail)) }

        func start() async throws {
            let now = rig.clock.now()
            try rig.change(trail) { ($0.isLogging, $0.startLoggingTime) = (true, now) }
            try await call("StartLogging")
        }

        try await start()
        try await step()
        try await work()
        try await tick()
        try await work()
        try rig.change(trail) { $0.s3KeyPrefix = "new" }
        try await call("UpdateTrail")
        try await work()
        try await tick()
        rig.clock.set(DeliveryRig.start + 3600)
        try await step()
        rig.clock.advance(by: 10)
        let now = rig.clock.now()
        try rig.change(trail) { ($0.isLogging, $0.stopLoggingTime) = (false, now) }
        try await call("StopLogging")
        _ = try await rig.record("WhileStopped", count: 1)
        try await step()
        rig.clock.advance(by: 10)
        try await start()
        try await work()
        try await step()
        try await tick()
        try rig.trails.change { set throws(CloudTrailError) in set[trail.key] = nil }
        try await call("DeleteTrail")
        _ = try await rig.record("AfterTheEnd", count: 1)
        try await step()
        // What is left after a failure.
        for _ in 0..<4 {
            rig.clock.advance(by: 61)
            try await step()
        }
        return expected
    }

    @Test func everyEventIsDeliveredOnceWhereverTheProcessEnds() async throws {
        let clean = try rig()
        let expected = try await live(clean, crashAt: nil)
        #expect(try await clean.eventIDs("_CloudTrail_").sorted() == expected.sorted())
        let effects = clean.store.effectCount
        #expect(effects > 40)
        for effect in 1...effects {
            let rig = try rig()
            let expected = try await live(rig, crashAt: effect)
            #expect(try await rig.eventIDs("_CloudTrail_").sorted() == expected.sorted(), "crash at \(effect)")
            let report = try await rig.verify()
            #expect(report.isGood, "crash at \(effect): \(report.findings)")
            #expect(report.logFiles.valid == (try await rig.keys("_CloudTrail_").count), "crash at \(effect)")
            #expect(try rig.state.documents(kind: DeliveryState.documentKind).isEmpty, "crash at \(effect)")
            #expect(try rig.state.documents(kind: UndigestedFile.documentKind).isEmpty, "crash at \(effect)")
        }
    }
}
