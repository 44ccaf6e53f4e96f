import Logging
public import ServiceLifecycle
import Synchronization

/// Puts the results of queries into the buckets that they were asked for in.
///
/// It ends by cancellation or graceful shutdown; what is under way then is taken up again at the next start.
public struct QueryDeliveryService: Service {
    private let world: QueryDeliveryWorld
    private let slots: RunningSlots

    public init(_ world: QueryDeliveryWorld) {
        self.world = world
        slots = RunningSlots(world.configuration.width)
    }

    public func run() async throws {
        let underWay = UnderWay()
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                for await _ in world.queries.undeliveredChanges {
                    for run in world.queries.undelivered where underWay.begin(run.id) {
                        group.addTask {
                            await deliver(run)
                            underWay.end(run.id)
                        }
                    }
                }
            }
        }
    }

    private func deliver(_ run: QueryRun) async {
        guard var delivery = ResultDelivery(run) else {
            return world.queries.change(run.id) { $0.delivery = .unknown }
        }
        for number in 1... {
            var outcome: ResultDelivery.Outcome?
            await slots.use { outcome = Task.isCancelled ? nil : await delivery.continue(world) }
            // A put that failed because the server is stopping is tried again after its start.
            guard let outcome, !Task.isCancelled || outcome == .ended(.success) else { return }
            switch outcome {
            case .ended(let end): return ended(run, end)
            case .failed(let end, let reason):
                guard number < world.configuration.triesMax else { return ended(run, end, reason) }
                world.logger.info(
                    "Results of a query cannot be delivered now",
                    metadata: ["query": "\(run.id)", "try": "\(number)", "reason": "\(reason)"])
                guard (try? await world.sleep(Self.wait(after: number))) != nil else { return }
            }
        }
    }

    /// A second, then twice as long each time, up to a minute.
    private static func wait(after number: Int) -> Double { min(Double(1 << min(number - 1, 6)), 60) }

    private func ended(_ run: QueryRun, _ end: QueryRun.Delivery, _ reason: String = "") {
        world.queries.change(run.id) { $0.delivery = end }
        guard end != .success else { return }
        world.logger.warning(
            "Results of a query were not delivered",
            metadata: [
                "query": "\(run.id)", "uri": "\(run.deliveryURI ?? "")", "status": "\(end.rawValue)",
                "reason": "\(reason)",
            ])
    }
}

/// The queries whose results are being delivered.
private final class UnderWay: Sendable {
    private let ids = Mutex<Set<String>>([])

    func begin(_ id: String) -> Bool { ids.withLock { $0.insert(id).inserted } }

    func end(_ id: String) { _ = ids.withLock { $0.remove(id) } }
}
