import CairnGzip
import CairnIntegrity
import CairnModel
import CairnObjects
import CairnStore
import CairnTrails
import Testing

@testable import CairnDelivery

@Suite struct DigestDeliveryTests {
    private func digests(_ rig: DeliveryRig, _ part: String = "") async throws -> [DigestFile] {
        var files: [DigestFile] = []
        for key in try await rig.keys("CloudTrail-Digest") where part.isEmpty || key.contains(part) {
            let bytes = try await rig.memory.get(bucket: "box", key: key).collect(upTo: 1 << 20)
            files.append(try DigestFile(parsing: try Gzip.decompress(bytes, upTo: 1 << 20)))
        }
        return files
    }

    @Test func anHourOfFilesIsListedAndValid() async throws {
        let rig = try DeliveryRig()
        let trail = try rig.addTrail { $0.logFileValidationEnabled = true }
        rig.clock.advance(by: 600)
        try await rig.startLogging(trail)
        try await rig.step()
        for _ in 0..<30 {
            _ = try await rig.record("CreateBucket", count: 1)
            try await rig.tick()
        }
        let files = try await digests(rig)
        #expect(files.map(\.startTime.text) == ["2026-03-01T10:10:00Z", "2026-03-01T11:00:00Z"])
        #expect(files.map(\.endTime.text) == ["2026-03-01T11:00:00Z", "2026-03-01T12:00:00Z"])
        #expect(files.map(\.logFiles.count) == [9, 12])
        #expect(files.first?.previous == nil)
        let report = try await rig.verify()
        #expect(report.isGood, "\(report.findings)")
        #expect(report.digests.valid == files.count)
        #expect(rig.status(trail).digests.successTime != nil)
    }

    @Test func anHourWithoutFilesHasADigestToo() async throws {
        let rig = try DeliveryRig()
        let trail = try rig.addTrail { $0.logFileValidationEnabled = true }
        try await rig.startLogging(trail)
        for _ in 0..<3 { try await rig.tick(3600) }
        let files = try await digests(rig)
        #expect(files.map(\.logFiles.count) == [0, 1, 0])
        #expect(files.map { $0.previous?.key } == [nil, files.first?.key, files.dropFirst().first?.key])
        #expect(try await rig.verify().isGood)
    }

    @Test func theLastDigestHasTheLastFile() async throws {
        let rig = try DeliveryRig()
        let trail = try rig.addTrail { $0.logFileValidationEnabled = true }
        try await rig.startLogging(trail)
        try await rig.step()
        rig.clock.advance(by: 100)
        try await rig.stopLogging(trail)
        try await rig.step()
        let files = try await digests(rig)
        #expect(files.map(\.endTime.text) == ["2026-03-01T10:01:40Z"])
        #expect(files.first?.logFiles.count == 1)
        try await rig.tick(3600)
        #expect(try await digests(rig).count == 1)
        try await rig.startLogging(trail)
        try await rig.step()
        try await rig.tick(3600)
        #expect(try await digests(rig).last?.previous == nil)
        #expect(try await rig.verify().isGood)
    }

    @Test func eachAccountAndRegionHasAChain() async throws {
        let rig = try DeliveryRig()
        let trail = try rig.addTrail {
            $0.logFileValidationEnabled = true
            $0.isMultiRegion = true
        }
        try await rig.startLogging(trail)
        try await rig.record(SampleRecord(region: "us-east-1"))
        try await rig.tick()
        try await rig.tick(3600)
        let east = try await digests(rig, "/us-east-1/")
        #expect(east.count == 1)
        #expect(east.first?.startTime.text == "2026-03-01T10:05:00Z")
        #expect(east.first?.key.contains("_CloudTrail-Digest_us-east-1_audit_eu-west-1_") == true)
        #expect(east.first?.logFiles.count == 1)
        #expect(try await digests(rig, "/eu-west-1/").count == 1)
    }

    @Test func validationThatIsTurnedOffAndOnAgainBreaksTheChain() async throws {
        let rig = try DeliveryRig()
        let trail = try rig.addTrail { $0.logFileValidationEnabled = true }
        try await rig.startLogging(trail)
        try await rig.tick(3600)
        for isEnabled in [false, true] {
            try rig.change(trail) { $0.logFileValidationEnabled = isEnabled }
            try await rig.recordCall("UpdateTrail", trail)
            try await rig.step()
            try await rig.tick(3600)
        }
        try await rig.tick(3600)
        let files = try await digests(rig)
        #expect(files.map { $0.previous == nil } == [true, true, false])
        #expect(try await rig.verify().isGood)
    }

    @Test func digestsWaitForTheirBucketAndTheChainIsWhole() async throws {
        let rig = try DeliveryRig()
        let trail = try rig.addTrail { $0.logFileValidationEnabled = true }
        try await rig.startLogging(trail)
        try await rig.step()
        rig.store.fail(ObjectStoreError(.accessDenied, "no"))
        for _ in 0..<40 {
            _ = try await rig.record("CreateBucket", count: 1)
            try await rig.tick()
        }
        #expect(rig.status(trail).logFiles.error == "AccessDenied")
        rig.store.fail(nil)
        for _ in 0..<30 { try await rig.tick() }
        #expect(try await rig.eventIDs().count == 41)
        let files = try await digests(rig)
        #expect(zip(files, files.dropFirst()).allSatisfy { $0.endTime == $1.startTime })
        #expect(files.flatMap(\.logFiles).count == (try await rig.keys("_CloudTrail_").count))
        #expect(try await rig.verify().isGood)
    }

    /// Log files of a region that the bucket does not take, while it takes digests.
    private func lateRig(hours: Int) async throws -> (DeliveryRig, CairnTrails.Trail) {
        let rig = try DeliveryRig()
        let trail = try rig.addTrail { $0.logFileValidationEnabled = true }
        try await rig.startLogging(trail)
        try await rig.tick(3600)
        try await fail(rig, hours: hours)
        return (rig, trail)
    }

    private func fail(_ rig: DeliveryRig, hours: Int) async throws {
        _ = try await rig.record("CreateBucket", count: 1)
        rig.store.fail(ObjectStoreError(.accessDenied, "no"), part: "_CloudTrail_")
        for _ in 0..<hours * 12 { try await rig.tick() }
        rig.store.fail(nil)
        for _ in 0..<2 { try await rig.tick(3600) }
    }

    @Test func filesThatComeTooLateAreListedByABackfillDigest() async throws {
        let (rig, _) = try await lateRig(hours: 4)
        let ordinary = try await digests(rig, "Z.json.gz")
        #expect(zip(ordinary, ordinary.dropFirst()).allSatisfy { $0.endTime == $1.startTime })
        let late = try #require(try await digests(rig, "_backfill").first)
        #expect(late.logFiles.count == 1)
        #expect(late.key.hasSuffix("_20260301T150000Z_backfill.json.gz"))
        #expect(late.startTime.text == "2026-03-01T11:00:00Z")
        #expect(late.endTime.text == "2026-03-01T15:00:00Z")
        #expect(late.previous == nil)
        let metadata = try await rig.memory.head(bucket: "box", key: late.key)?.userMetadata
        #expect(metadata?["backfill-generation-timestamp"] == "2026-03-01T16:00:00Z")
        let report = try await rig.verify()
        #expect(report.isGood, "\(report.findings)")
        #expect(report.backfillDigests.valid == 1)
        #expect(report.logFiles.valid == (try await rig.keys("_CloudTrail_").count))
    }

    @Test func backfillDigestsAreAChainOfTheirOwn() async throws {
        let (rig, trail) = try await lateRig(hours: 3)
        rig.kill()
        try await fail(rig, hours: 3)
        let late = try await digests(rig, "_backfill")
        #expect(late.map { $0.previous?.key } == [nil, late.first?.key])
        #expect(late.last?.previous?.signature?.isEmpty == false)
        #expect(try await rig.verify().isGood)
        #expect(try rig.state.documents(kind: UndigestedFile.documentKind).isEmpty)
        #expect(rig.status(trail).digests.error == nil)
    }

    @Test func backfillDigestsAreWholeWhereverTheProcessEnds() async throws {
        func late(crashAt effect: Int?) async throws -> DeliveryRig {
            let rig = try DeliveryRig()
            let trail = try rig.addTrail { $0.logFileValidationEnabled = true }
            try await rig.startLogging(trail)
            try await rig.tick(3600)
            _ = try await rig.record("CreateBucket", count: 1)
            rig.store.fail(ObjectStoreError(.accessDenied, "no"), part: "_CloudTrail_")
            for _ in 0..<3 { try await rig.tick(3600) }
            rig.store.fail(nil)
            rig.store.crash(at: effect)
            for _ in 0..<4 {
                try await rig.tick(1800)
                guard rig.store.isDead else { continue }
                rig.kill()
                rig.store.crash(at: nil)
                try await rig.step()
            }
            return rig
        }
        let effects = try await late(crashAt: nil).store.effectCount
        #expect(effects > 10)
        for effect in 1...effects {
            let rig = try await late(crashAt: effect)
            let report = try await rig.verify()
            #expect(report.isGood, "crash at \(effect): \(report.findings)")
            #expect(report.backfillDigests.valid == 1, "crash at \(effect)")
            #expect(report.logFiles.valid == 2, "crash at \(effect)")
            #expect(try rig.state.documents(kind: UndigestedFile.documentKind).isEmpty, "crash at \(effect)")
        }
    }

    @Test func aDigestWaitsAnHourForFilesOfItsTime() async throws {
        let rig = try DeliveryRig()
        let trail = try rig.addTrail { $0.logFileValidationEnabled = true }
        try await rig.startLogging(trail)
        try await rig.tick()
        _ = try await rig.record("CreateBucket", count: 1)
        rig.clock.set(DeliveryRig.start + 3300)
        rig.store.fail(ObjectStoreError(.accessDenied, "no"), part: "_CloudTrail_")
        // The mark of 10:55 is missed; the digest of 11:00 waits until 11:55.
        try await rig.step()
        for _ in 0..<10 { try await rig.tick() }
        #expect(try await digests(rig).isEmpty)
        rig.store.fail(nil)
        try await rig.tick()
        #expect(try await digests(rig).map(\.logFiles.count) == [2])
    }

    @Test func anOrganizationsDigestsAreInItsFolder() async throws {
        let organization = Organization(
            id: "o-11aa22bb33", managementAccount: DeliveryRig.account, memberAccounts: ["111122223333"])
        let rig = try DeliveryRig(organization: organization)
        let trail = try rig.addTrail {
            $0.logFileValidationEnabled = true
            $0.isOrganizationTrail = true
        }
        try await rig.startLogging(trail)
        try await rig.record(SampleRecord(account: "111122223333"))
        try await rig.tick()
        try await rig.tick(3600)
        #expect(
            try await rig.keys("CloudTrail-Digest") == [
                "AWSLogs/o-11aa22bb33/111122223333/CloudTrail-Digest/eu-west-1/2026/03/01/"
                    + "111122223333_CloudTrail-Digest_eu-west-1_audit_eu-west-1_20260301T110000Z.json.gz",
                "AWSLogs/o-11aa22bb33/222233334444/CloudTrail-Digest/eu-west-1/2026/03/01/"
                    + "222233334444_CloudTrail-Digest_eu-west-1_audit_eu-west-1_20260301T110000Z.json.gz",
            ])
    }
}
