import CairnStore
public import CairnTrails
import Logging
public import ServiceLifecycle
import Synchronization

/// Delivers all trails: follows their changes, and runs a deliverer for each.
///
/// It ends by cancellation or graceful shutdown; what is under way then is taken up again at the next start.
public struct DeliveryService: Service {
    private let world: DeliveryWorld
    private let configuration: DeliveryConfiguration
    private let shared: DeliveryShare
    private let deliverers = DelivererTable()
    /// How many events went to event buses.
    public let eventBusCounts = EventBusCounts()

    public init(_ world: DeliveryWorld, configuration: DeliveryConfiguration = DeliveryConfiguration()) {
        self.world = world
        self.configuration = configuration.checked
        shared = DeliveryShare(self.configuration)
    }

    /// - Throws: ``StoreError`` if what was kept of deliveries cannot be read.
    public func run() async throws {
        try await cancelWhenGracefulShutdown { try await follow() }
    }

    private func follow() async throws {
        try restore()
        try await withThrowingDiscardingTaskGroup { group in
            if let sender = world.eventBus {
                let forwarder = forwarder(to: sender)
                group.addTask { await forwarder.run() }
            } else {
                try world.state.removeCursor(named: EventBusForwarder.readerName)
            }
            for deliverer in deliverers.all { start(deliverer, &group) }
            for await set in world.trails.changes() {
                for trail in set.all where deliverers[TrailIncarnation(trail)] == nil {
                    let deliverer = makeDeliverer(DeliveryState(trail), [:])
                    deliverers.add(deliverer)
                    start(deliverer, &group)
                }
                for deliverer in deliverers.all { deliverer.doorbell.ring() }
            }
            group.cancelAll()
        }
    }

    private func start(_ deliverer: TrailDeliverer, _ group: inout ThrowingDiscardingTaskGroup<any Error>) {
        group.addTask {
            await deliverer.run()
            deliverers.remove(deliverer)
        }
    }

    private func forwarder(to sender: any EventBusSender) -> EventBusForwarder {
        var rules = EventBusRules()
        rules.signInDetailType = configuration.signInDetailType
        rules.includesReadOnlyManagementEvents = configuration.forwardsReadOnlyManagementEvents
        return EventBusForwarder(world: world, sender: sender, rules: rules, counts: eventBusCounts)
    }

    /// Makes the deliverers of the trails that an earlier process has delivered, also of those that are deleted by now.
    private func restore() throws(StoreError) {
        var places: [String: [LanePlace: PlaceState]] = [:]
        for document in try world.state.documents(kind: PlaceState.documentKind) {
            let place = LanePlace(account: document.key.account, region: document.key.region)
            places[document.key.id, default: [:]][place] = PlaceState(json: document.value)
        }
        for document in try world.state.documents(kind: DeliveryState.documentKind) {
            let state = try DeliveryState(document: document)
            let id = TrailIncarnation(state.trail)
            guard deliverers[id] == nil else { continue }
            deliverers.add(makeDeliverer(state, places[id.documentPrefix] ?? [:]))
        }
    }

    private func makeDeliverer(_ state: DeliveryState, _ places: [LanePlace: PlaceState]) -> TrailDeliverer {
        TrailDeliverer(
            state: state, places: places, world: world, configuration: configuration, shared: shared)
    }

    /// Ends all deliveries without finishing them, and forgets them; for a reset of the whole emulator. Remove the
    /// trails first.
    public func reset() async {
        for deliverer in deliverers.all {
            await deliverer.abandon()
            deliverers.remove(deliverer)
        }
    }

    /// Returns what became of a trail's deliveries of one account and region.
    public func status(of trail: Trail, account: String, region: String) -> PlaceStatus {
        shared.board.status(of: TrailIncarnation(trail), LanePlace(account: account, region: region))
    }

    /// What each trail's delivery has done, and how it stands, by ARN.
    public var metrics: [TrailMetrics] { shared.board.metrics }
}

/// The deliverers at work.
private final class DelivererTable: Sendable {
    private let deliverers = Mutex<[TrailIncarnation: TrailDeliverer]>([:])

    subscript(_ id: TrailIncarnation) -> TrailDeliverer? { deliverers.withLock { $0[id] } }

    var all: [TrailDeliverer] { deliverers.withLock { Array($0.values) } }

    func add(_ deliverer: TrailDeliverer) { deliverers.withLock { $0[deliverer.id] = deliverer } }

    func remove(_ deliverer: TrailDeliverer) {
        deliverers.withLock { table in
            if table[deliverer.id] === deliverer { table[deliverer.id] = nil }
        }
    }
}
