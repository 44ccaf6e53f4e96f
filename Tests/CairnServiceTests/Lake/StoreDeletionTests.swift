import CairnAPI
import CairnModel
import CairnStore
import Logging
import Testing

@testable import CairnLake
@testable import CairnService

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The seven days in which a deleted store can be had back, and what goes with it then.
@Suite struct StoreDeletionTests {
    private let rig: LakeRig
    private let lake: Lake
    private let folder = FileManager.default.temporaryDirectory.path + "/cairn-deletion-" + UUID().uuidString

    private static let day = 86_400.0

    init() throws {
        rig = try LakeRig()
        lake = try #require(rig.service.lake)
    }

    /// Looks after the stores once, as the Lake does every few seconds.
    private func keepUp(_ stores: LakeStores) async {
        let world = LakeWorld(
            journal: rig.journal, registry: rig.registry, stores: stores, policies: lake.policies, program: nil,
            workFolder: folder + "/work", clock: rig.clock, logger: Logger(label: "test"))
        var upkeep = StoreUpkeep(world: world, engine: nil, compactionSeconds: 300)
        await upkeep.run()
    }

    private func delete(_ arn: String) async throws {
        _ = try await rig.api().updateEventDataStore(
            UpdateEventDataStoreRequest(eventDataStore: arn, terminationProtectionEnabled: false))
        _ = try await rig.api().deleteEventDataStore(DeleteEventDataStoreRequest(eventDataStore: arn))
    }

    private func status(_ arn: String) async throws -> EventDataStoreStatus? {
        try await rig.api().getEventDataStore(GetEventDataStoreRequest(eventDataStore: arn)).status
    }

    private func putPolicy(_ arn: String) async throws {
        let text = #"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"999999999999"},
             "Action":"cloudtrail:GetEventDataStore","Resource":"\#(arn)"}]}
            """#
        _ = try await rig.api().putResourcePolicy(PutResourcePolicyRequest(resourceArn: arn, resourcePolicy: text))
    }

    /// A store that is watched, and one of Insights that takes what is found; both have files and a policy.
    private func stores(_ files: LakeStores) async throws -> (source: String, destination: String) {
        let source = try #require(try await rig.create("source").eventDataStoreArn)
        let created = try await rig.create("insights") { $0.advancedEventSelectors = LakeRig.selectors("Insight") }
        let destination = try #require(created.eventDataStoreArn)
        _ = try await rig.api().putInsightSelectors(
            PutInsightSelectorsRequest(
                insightSelectors: [InsightSelector(insightType: .apiCallRateInsight)], eventDataStore: source,
                insightsDestination: destination))
        for arn in [source, destination] {
            try await putPolicy(arn)
            _ = try files.files(ofStore: id(arn))
        }
        return (source, destination)
    }

    private func id(_ arn: String) -> String { String(arn.split(separator: "/").last ?? "") }

    private func folders() throws -> Set<String> {
        Set(try FileManager.default.contentsOfDirectory(atPath: folder + "/lake"))
    }

    @Test func aStoreGoesAfterSevenDaysWithAllThatIsItsOwn() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let files = LakeStores(folder: folder + "/lake", registry: rig.registry, syncs: false)
        let (source, destination) = try await stores(files)
        try await delete(destination)
        for seconds in [0, 3 * Self.day, 4 * Self.day - 1] {
            rig.clock.advance(by: seconds)
            await keepUp(files)
            #expect(try await status(destination) == .pendingDeletion)
        }
        #expect(try folders() == [id(source), id(destination)])
        #expect(lake.policies.snapshot.ids == [source, destination])
        #expect(rig.registry.snapshot[id(source)]?.insightsDestination == destination)

        rig.clock.advance(by: 1)
        await keepUp(files)
        #expect(await code { _ = try await status(destination) } == .eventDataStoreNotFound)
        let restore = RestoreEventDataStoreRequest(eventDataStore: destination)
        #expect(await code { _ = try await rig.api().restoreEventDataStore(restore) } == .eventDataStoreNotFound)
        #expect(try folders() == [id(source)])
        #expect(lake.policies.snapshot.ids == [source])
        let left = try #require(rig.registry.snapshot[id(source)])
        #expect(left.insightsDestination == nil)
        #expect(left.insightTypes.isEmpty)
        #expect(left.status == .enabled)
        let insights = GetInsightSelectorsRequest(eventDataStore: source)
        #expect(await code { _ = try await rig.api().getInsightSelectors(insights) } == .insightNotEnabled)
    }

    @Test func aStoreThatIsRestoredInTheLastSecondStays() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let files = LakeStores(folder: folder + "/lake", registry: rig.registry, syncs: false)
        let (source, destination) = try await stores(files)
        try await delete(destination)
        rig.clock.advance(by: 7 * Self.day - 1)
        let restored = try await rig.api().restoreEventDataStore(
            RestoreEventDataStoreRequest(eventDataStore: destination))
        #expect(restored.status == .enabled)
        rig.clock.advance(by: 30 * Self.day)
        await keepUp(files)
        #expect(try await status(destination) == .enabled)
        #expect(try folders() == [id(source), id(destination)])
        #expect(lake.policies.snapshot.ids == [source, destination])
        #expect(rig.registry.snapshot[id(source)]?.insightsDestination == destination)
    }

    @Test func theSevenDaysBeginAnewWithEveryDeletion() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let files = LakeStores(folder: folder + "/lake", registry: rig.registry, syncs: false)
        let (_, destination) = try await stores(files)
        try await delete(destination)
        rig.clock.advance(by: 5 * Self.day)
        _ = try await rig.api().restoreEventDataStore(RestoreEventDataStoreRequest(eventDataStore: destination))
        try await delete(destination)
        rig.clock.advance(by: 5 * Self.day)
        await keepUp(files)
        #expect(try await status(destination) == .pendingDeletion)
        rig.clock.advance(by: 2 * Self.day)
        await keepUp(files)
        #expect(await code { _ = try await status(destination) } == .eventDataStoreNotFound)
    }
}
