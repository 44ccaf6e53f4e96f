import CairnService
import ServiceLifecycle

/// Refreshes dashboards by their schedules while the server runs.
struct DashboardKeeper: Service {
    private static let intervalSeconds = 10.0

    let service: CairnService
    let sleep: @Sendable (_ seconds: Double) async throws -> Void

    func run() async {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await service.refreshDueDashboards()
                do { try await sleep(Self.intervalSeconds) } catch { return }
            }
        }
    }
}
