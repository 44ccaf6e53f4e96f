import CairnModel
import CairnStore
import CairnTrails
import Logging
import Testing

@testable import CairnDelivery

@Suite struct DeliveryServiceTests {
    @Test(.timeLimit(.minutes(1))) func theServiceFollowsTheTrails() async throws {
        var configuration = DeliveryConfiguration()
        configuration.intervalSeconds = 1
        configuration.digestIntervalSeconds = 2
        let rig = try DeliveryRig()
        var world = rig.world
        world.clock = SystemClock()
        world.sleep = { try await Task.sleep(for: .seconds($0)) }
        rig.clock.set(SystemClock().now())
        let service = DeliveryService(world, configuration: configuration)
        let running = Task { try await service.run() }
        let trail = try rig.addTrail { $0.logFileValidationEnabled = true }
        try await rig.startLogging(trail)
        rig.clock.advance(by: 1)
        _ = try await rig.record("CreateBucket", count: 1)
        while try await rig.keys("CloudTrail-Digest").isEmpty {
            try await Task.sleep(for: .milliseconds(50))
        }
        while try await rig.eventIDs().count < 2 { try await Task.sleep(for: .milliseconds(50)) }
        let status = service.status(of: trail, account: DeliveryRig.account, region: "eu-west-1")
        #expect(status.logFiles.successTime != nil)
        #expect(service.metrics.first?.recordsDelivered == 2)
        try await rig.delete(trail)
        while try !rig.state.documents(kind: DeliveryState.documentKind).isEmpty {
            try await Task.sleep(for: .milliseconds(50))
        }
        #expect(try await rig.eventIDs().count == 3)
        running.cancel()
        _ = try? await running.value
    }

    @Test(.timeLimit(.minutes(1))) func aResetForgetsEverything() async throws {
        let rig = try DeliveryRig()
        let service = DeliveryService(rig.world)
        let running = Task { try await service.run() }
        let trail = try rig.addTrail()
        try await rig.startLogging(trail)
        while try rig.state.cursors().isEmpty { try await Task.sleep(for: .milliseconds(10)) }
        try rig.trails.reset()
        await service.reset()
        try rig.state.reset()
        try await Task.sleep(for: .milliseconds(50))
        #expect(service.metrics.isEmpty)
        #expect(try rig.state.documents(kind: DeliveryState.documentKind).isEmpty)
        running.cancel()
        _ = try? await running.value
    }

    @Test(.timeLimit(.minutes(1))) func slotsAreGivenInTurnAndFailingTrailsWaitForEachOther() async throws {
        let slots = DeliverySlots(healthy: 1, failing: 1)
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
        let hanging = Task {
            try await slots.use(isFailing: true) { for await _ in stream { return } }
        }
        let waiting = Task { try await slots.use(isFailing: true) { true } }
        #expect(try await slots.use(isFailing: false) { true })
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
        continuation.yield()
        try await hanging.value
        #expect(try await slots.use(isFailing: true) { true })
    }
}
