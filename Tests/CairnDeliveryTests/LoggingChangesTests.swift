import CairnAPI
import CairnModel
import CairnSelectors
import CairnStore
import CairnTrails
import Testing

@testable import CairnDelivery

@Suite struct LoggingChangesTests {
    @Test func loggingBeginsAtTheRecordOfItsCall() async throws {
        let rig = try DeliveryRig()
        let trail = try rig.addTrail()
        _ = try await rig.record("CreateBucket", count: 2)
        try await rig.startLogging(trail)
        // Recorded before the deliverer sees the change, and in the same second as what came before.
        let ids = try await rig.record("CreateBucket", count: 2)
        try await rig.step()
        try await rig.tick()
        #expect(try await rig.eventIDs() == ["event-3"] + ids)
    }

    @Test func loggingEndsAtTheRecordOfItsCall() async throws {
        let rig = try DeliveryRig()
        let trail = try rig.addTrail()
        try await rig.startLogging(trail)
        try await rig.step()
        let ids = try await rig.record("CreateBucket", count: 2)
        rig.clock.advance(by: 10)
        try await rig.stopLogging(trail)
        _ = try await rig.record("CreateBucket", count: 2)
        try await rig.step()
        #expect(try await rig.eventIDs() == ["event-1"] + ids + ["event-4"])
        try await rig.tick()
        #expect(try await rig.eventIDs().count == 4)
        #expect(try rig.state.cursors().isEmpty)
    }

    @Test func theRecordOfTheEndMayComeLater() async throws {
        let rig = try DeliveryRig()
        let trail = try rig.addTrail()
        try await rig.startLogging(trail)
        try await rig.step()
        rig.clock.advance(by: 10)
        let now = rig.clock.now()
        try rig.change(trail) { ($0.isLogging, $0.stopLoggingTime) = (false, now) }
        try await rig.step()
        #expect(try await rig.eventIDs() == ["event-1"])
        try await rig.recordCall("StopLogging", trail)
        _ = try await rig.record("CreateBucket", count: 1)
        rig.clock.advance(by: 1)
        try await rig.step()
        #expect(Set(try await rig.eventIDs()) == ["event-1", "event-2"])
    }

    @Test func anEndWithoutARecordIsNotWaitedForLong() async throws {
        let rig = try DeliveryRig()
        let trail = try rig.addTrail()
        try await rig.startLogging(trail)
        try await rig.step()
        let now = rig.clock.now()
        try rig.change(trail) { ($0.isLogging, $0.stopLoggingTime) = (false, now) }
        try await rig.step()
        rig.clock.advance(by: 30)
        _ = try await rig.record("CreateBucket", count: 1)
        try await rig.step()
        try await rig.tick()
        #expect(try await rig.eventIDs() == ["event-1"])
        #expect(try rig.state.cursors().isEmpty)
    }

    @Test func stopAndStartThatAreSeenTogetherLeaveAGap() async throws {
        let rig = try DeliveryRig()
        let trail = try rig.addTrail()
        try await rig.startLogging(trail)
        try await rig.step()
        rig.clock.advance(by: 2)
        try await rig.stopLogging(trail)
        _ = try await rig.record("CreateBucket", count: 2)
        rig.clock.advance(by: 2)
        try await rig.startLogging(trail)
        let ids = try await rig.record("CreateBucket", count: 1)
        try await rig.step()
        try await rig.tick()
        #expect(Set(try await rig.eventIDs()) == Set(["event-1", "event-2", "event-5"] + ids))
        #expect(try await rig.eventIDs().count == 4)
    }

    @Test func aDeletedTrailDeliversWhatWasBeforeAndIsForgotten() async throws {
        let rig = try DeliveryRig()
        let trail = try rig.addTrail()
        try await rig.startLogging(trail)
        try await rig.step()
        let ids = try await rig.record("CreateBucket", count: 2)
        try await rig.delete(trail)
        _ = try await rig.record("CreateBucket", count: 2)
        try await rig.step()
        #expect(try await rig.eventIDs() == ["event-1"] + ids + ["event-4"])
        #expect(try rig.state.documents(kind: DeliveryState.documentKind).isEmpty)
        #expect(try rig.state.documents(kind: PlaceState.documentKind).isEmpty)
        #expect(try rig.state.cursors().isEmpty)
    }

    @Test func aTrailOfTheSameNameIsAnother() async throws {
        let rig = try DeliveryRig()
        let trail = try rig.addTrail()
        try await rig.startLogging(trail)
        try await rig.step()
        try await rig.delete(trail)
        rig.clock.advance(by: 1)
        let other = try rig.addTrail { $0.s3KeyPrefix = "other" }
        try await rig.startLogging(other)
        let ids = try await rig.record("CreateBucket", count: 1)
        try await rig.step()
        try await rig.tick()
        #expect(try await rig.eventIDs("other/") == ["event-3"] + ids)
        #expect(try await rig.keys().count == 2)
    }

    @Test func selectorsChangeAtTheRecordOfTheirCall() async throws {
        let rig = try DeliveryRig()
        let trail = try rig.addTrail()
        try await rig.startLogging(trail)
        try await rig.step()
        try await rig.record(SampleRecord("PutItem", category: "Data"))
        try rig.change(trail) {
            $0.eventSelectors = .advanced([
                AdvancedEventSelector(fieldSelectors: [AdvancedFieldSelector(field: "eventCategory", equals: ["Data"])])
            ])
        }
        try await rig.record(
            SampleRecord(
                "PutEventSelectors", source: "cloudtrail.amazonaws.com", parameters: ["trailName": .string(trail.arn)]))
        try await rig.record(SampleRecord("PutItem", category: "Data"))
        _ = try await rig.record("CreateBucket", count: 1)
        try await rig.step()
        #expect(try await rig.eventIDs() == ["event-1"])
        try await rig.tick()
        // Besides, there is the event of the first file's put.
        let ids = try await rig.eventIDs().filter { $0.hasPrefix("event-") }
        #expect(ids.sorted() == ["event-1", "event-4"])
    }

    @Test func aNewBucketTakesWhatIsRecordedFromThenOn() async throws {
        let rig = try DeliveryRig()
        let trail = try rig.addTrail()
        try await rig.startLogging(trail)
        try await rig.step()
        try rig.change(trail) { $0.s3KeyPrefix = "new" }
        try await rig.recordCall("UpdateTrail", trail)
        try await rig.step()
        try await rig.tick()
        #expect(try await rig.eventIDs("new/") == ["event-2"])
        #expect(try await rig.eventIDs() == ["event-1", "event-2"])
    }

    @Test func aRestartGoesOnWhereItWas() async throws {
        let rig = try DeliveryRig()
        let trail = try rig.addTrail()
        try await rig.startLogging(trail)
        try await rig.step()
        _ = try await rig.record("CreateBucket", count: 2)
        try await rig.tick()
        _ = try await rig.record("CreateBucket", count: 2)
        rig.kill()
        try await rig.step()
        try await rig.tick()
        #expect(try await rig.eventIDs() == (1...5).map { "event-\($0)" })
        #expect(rig.store.putCounts.values.allSatisfy { $0 == 1 })
    }

    @Test func whatAReaderHasNotDeliveredIsKept() async throws {
        let rig = try DeliveryRig()
        let trail = try rig.addTrail()
        try await rig.startLogging(trail)
        try await rig.step()
        _ = try await rig.record("CreateBucket", count: 2)
        #expect(try rig.state.cursors().values.min() == 0)
        #expect(rig.journal.lags.values.max() == 3)
        try await rig.tick()
        #expect(try rig.state.cursors().values.min() == 3)
    }
}
