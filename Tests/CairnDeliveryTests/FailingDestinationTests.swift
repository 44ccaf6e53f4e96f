import CairnModel
import CairnObjects
import CairnStore
import CairnTrails
import Testing

@testable import CairnDelivery

@Suite struct FailingDestinationTests {
    private static let errors: [(ObjectStoreError.Code, String?)] = [
        (.accessDenied, "AccessDenied"), (.noSuchBucket, "NoSuchBucket"), (.internalError, "InternalError"),
        (.requestTimeout, nil),
    ]

    @Test(arguments: errors)
    func theErrorIsSeenAndNothingIsLost(code: ObjectStoreError.Code, shown: String?) async throws {
        let rig = try DeliveryRig()
        let trail = try rig.addTrail()
        try await rig.startLogging(trail)
        try await rig.step()
        var ids = try await rig.record("CreateBucket", count: 2)
        rig.store.fail(ObjectStoreError(code, "no"))
        try await rig.tick()
        #expect(rig.status(trail).logFiles.error == shown)
        #expect(rig.status(trail).logFiles.attemptTime == DeliveryRig.start + 300)
        #expect(rig.status(trail).logFiles.successTime == nil)
        ids += try await rig.record("CreateBucket", count: 2)
        try await rig.tick()
        rig.store.fail(nil)
        try await rig.tick()
        #expect(rig.status(trail).logFiles.error == nil)
        #expect(rig.status(trail).logFiles.successTime == rig.clock.now())
        #expect(try await rig.eventIDs() == ["event-1"] + ids)
        // The first file has the time for which it was meant.
        #expect(try await rig.keys().first?.contains("T1005Z") == true)
    }

    @Test func triesComeLaterEachTime() async throws {
        let rig = try DeliveryRig()
        let trail = try rig.addTrail()
        try await rig.startLogging(trail)
        try await rig.step()
        rig.store.fail(ObjectStoreError(.accessDenied, "no"))
        try await rig.tick()
        var tries: [Double] = []
        var latest = rig.status(trail).logFiles.attemptTime
        for _ in 0..<200 {
            rig.clock.advance(by: 1)
            try await rig.step()
            let attempt = rig.status(trail).logFiles.attemptTime
            if attempt != latest { tries.append(rig.clock.now() - DeliveryRig.start - 300) }
            latest = attempt
        }
        #expect(tries == [1, 3, 7, 15, 31, 63, 123, 183])
    }

    @Test func oneTrailDoesNotHoldUpAnother() async throws {
        let rig = try DeliveryRig()
        let bad = try rig.addTrail("bad") { $0.s3KeyPrefix = "bad" }
        let good = try rig.addTrail("good") { $0.s3KeyPrefix = "good" }
        try await rig.startLogging(bad)
        try await rig.startLogging(good)
        try await rig.step()
        rig.store.fail(ObjectStoreError(.accessDenied, "no"), part: "bad/")
        _ = try await rig.record("CreateBucket", count: 2)
        try await rig.tick()
        #expect(try await rig.eventIDs("good/").count == 3)
        #expect(try await rig.keys("bad/").isEmpty)
        #expect(rig.status(good).logFiles.error == nil)
    }

    @Test func filesThatWerePutAreNotPutAgain() async throws {
        let rig = try DeliveryRig()
        let trail = try rig.addTrail { $0.isMultiRegion = true }
        try await rig.startLogging(trail)
        try await rig.step()
        try await rig.record(SampleRecord(region: "us-east-1"))
        rig.store.fail(ObjectStoreError(.internalError, "no"), part: "us-east-1")
        try await rig.tick()
        #expect(try await rig.keys().count == 1)
        #expect(rig.status(trail).logFiles.error == nil)
        #expect(rig.status(trail, region: "us-east-1").logFiles.error == "InternalError")
        rig.store.fail(nil)
        try await rig.tick()
        #expect(try await rig.eventIDs().count == 2)
        #expect(rig.store.putCounts.values.allSatisfy { $0 == 1 })
    }

    @Test func aNewBucketTakesWhatTheOldOneDidNot() async throws {
        let rig = try DeliveryRig()
        let trail = try rig.addTrail { $0.s3BucketName = "gone" }
        try await rig.startLogging(trail)
        let ids = try await rig.record("CreateBucket", count: 2)
        try await rig.tick()
        #expect(rig.status(trail).logFiles.error == "NoSuchBucket")
        rig.clock.advance(by: 60)
        try rig.change(trail) { $0.s3BucketName = "box" }
        try await rig.recordCall("UpdateTrail", trail)
        try await rig.step()
        try await rig.tick()
        #expect(Set(try await rig.eventIDs()) == Set(["event-1", "event-4"] + ids))
        #expect(try await rig.eventIDs().count == 4)
    }

    @Test func aFileThatWasPutBeforeAChangeOfPrefixIsNotPutElsewhere() async throws {
        let rig = try DeliveryRig()
        let trail = try rig.addTrail { $0.isMultiRegion = true }
        try await rig.startLogging(trail)
        try await rig.step()
        try await rig.record(SampleRecord(region: "us-east-1"))
        rig.store.fail(ObjectStoreError(.accessDenied, "no"), part: "us-east-1")
        try await rig.tick()
        try rig.change(trail) { $0.s3KeyPrefix = "new" }
        try await rig.recordCall("UpdateTrail", trail)
        rig.store.fail(nil)
        try await rig.tick()
        try await rig.tick()
        #expect(try await rig.eventIDs().sorted() == ["event-1", "event-2", "event-3"])
        #expect(try await rig.eventIDs("new/").sorted() == ["event-2", "event-3"])
    }

    @Test func aJournalThatHasLostItsEndIsFollowedFromThere() async throws {
        let rig = try DeliveryRig()
        let trail = try rig.addTrail()
        try await rig.startLogging(trail)
        try await rig.step()
        try await rig.tick()
        let document = try #require(try rig.state.documents(kind: DeliveryState.documentKind).first)
        var kept = try DeliveryState(document: document)
        kept.cursor = JournalPosition(sequence: 40, segment: 1, offset: 9000)
        try rig.state.change(storing: [kept.document])
        rig.kill()
        try await rig.step()
        let ids = try await rig.record("CreateBucket", count: 2)
        try await rig.tick()
        #expect(try await rig.eventIDs() == ["event-1"] + ids)
    }

    @Test func aDeletedTrailGivesUpAtLast() async throws {
        let rig = try DeliveryRig()
        let trail = try rig.addTrail { $0.s3BucketName = "gone" }
        try await rig.startLogging(trail)
        try await rig.step()
        try await rig.delete(trail)
        try await rig.step()
        #expect(try rig.state.cursors().count == 1)
        rig.clock.advance(by: 86_401)
        try await rig.step()
        #expect(try rig.state.cursors().isEmpty)
        #expect(try rig.state.documents(kind: DeliveryState.documentKind).isEmpty)
    }

    @Test func aLostStateIsAnErrorAndNotALoss() async throws {
        let rig = try DeliveryRig()
        let trail = try rig.addTrail()
        try await rig.startLogging(trail)
        try await rig.step()
        rig.store.crash(at: 1)
        try await rig.tick()
        #expect(try await rig.keys().isEmpty)
        rig.store.crash(at: nil)
        try await rig.tick()
        #expect(try await rig.eventIDs() == ["event-1"])
    }
}
