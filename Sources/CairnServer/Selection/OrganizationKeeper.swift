import CairnTrails
import Logging
import ServiceLifecycle

/// Tells the selection of events which accounts the organizations of organization trails have, and looks again from time
/// to time: accounts join and leave.
struct OrganizationKeeper: Service {
    private static let interval = Duration.seconds(60)

    let trails: TrailRegistry
    let organizations: any OrganizationDirectory
    let selection: TrailSelection
    let logger: Logger

    func run() async throws {
        try await cancelWhenGracefulShutdown {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    for await set in trails.changes() { await learn(ownersOf: set) }
                }
                group.addTask {
                    while true {
                        do { try await Task.sleep(for: Self.interval) } catch { return }
                        await learn(ownersOf: trails.snapshot)
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    private func learn(ownersOf trails: TrailSet) async {
        for owner in Set(trails.all.filter(\.isOrganizationTrail).map(\.account)).sorted() {
            do {
                if let organization = try await organizations.organization(of: owner) {
                    selection.learn(organization)
                } else {
                    selection.forgetOrganization(managedBy: owner)
                }
            } catch {
                logger.warning(
                    "An organization cannot be read", metadata: ["account": "\(owner)", "error": "\(error)"])
            }
        }
    }
}
