import CairnLake
import CairnRecording
import CairnSelectors
import CairnStore
import CairnTrails
import Synchronization

/// Keeps every management event, and the data events that some trail logs or some event data store takes.
///
/// Selectors are compiled once for each change of the trails: the first event after a change pays for it, so that a call
/// made after PutEventSelectors has answered is already selected by the new ones.
final class TrailSelection: EventSelection {
    private let trails: TrailRegistry
    /// Whether data events are kept whatever trails say (`--record-data-events`).
    private let includesDataEvents: Bool
    private let compiled: Mutex<CompiledSelection>
    /// `nil` until there are stores to watch.
    private let compiledStores = Mutex<(registry: EventDataStoreRegistry, compiled: CompiledSelection)?>(nil)
    private let memberships = Mutex<OrganizationMemberships>(OrganizationMemberships())

    init(trails: TrailRegistry, includesDataEvents: Bool) {
        self.trails = trails
        self.includesDataEvents = includesDataEvents
        compiled = Mutex(CompiledSelection(trails.snapshot))
    }

    func maySelect(_ outline: EventOutline) -> Bool { selects(outline) }

    func selects(_ outline: EventOutline) -> Bool {
        if outline.category == .management || includesDataEvents { return true }
        let (trails, stores) = (current(), currentStores())
        guard !trails.isEmpty || stores?.isEmpty == false else { return false }
        let management = memberships.withLock { $0.managementAccount(of: outline.accountID) }
        return trails.selects(outline, managementAccount: management)
            || stores?.selects(outline, managementAccount: management) ?? false
    }

    var takesLargeEvents: Bool { currentStores()?.takesLargeEvents ?? false }

    /// From now on, what the stores ask for is kept, too.
    func watch(_ stores: EventDataStoreRegistry) {
        compiledStores.withLock { $0 = (stores, Self.compile(stores)) }
    }

    /// Forgets the organization that an account managed: it has none any more.
    func forgetOrganization(managedBy account: String) { memberships.withLock { $0.forget(account) } }

    /// Learns which accounts the organizations of the trails' owners have.
    func learn(_ organization: Organization) { memberships.withLock { $0.learn(organization) } }

    private func currentStores() -> CompiledSelection? {
        compiledStores.withLock { state in
            guard let registry = state?.registry else { return nil }
            if state?.compiled.revision != registry.revision { state?.compiled = Self.compile(registry) }
            return state?.compiled
        }
    }

    private static func compile(_ stores: EventDataStoreRegistry) -> CompiledSelection {
        // First the revision: what changes in between is compiled again.
        let revision = stores.revision
        return CompiledSelection(stores.snapshot, revision: revision)
    }

    private func current() -> CompiledSelection {
        compiled.withLock { compiled in
            if compiled.revision != trails.revision { compiled = CompiledSelection(trails.snapshot) }
            return compiled
        }
    }
}

/// Which account manages the organization that an account is in.
struct OrganizationMemberships: Sendable {
    private var managementAccounts: [String: String] = [:]

    mutating func forget(_ managementAccount: String) {
        managementAccounts = managementAccounts.filter { $0.value != managementAccount }
    }

    mutating func learn(_ organization: Organization) {
        forget(organization.managementAccount)
        for account in organization.memberAccounts { managementAccounts[account] = organization.managementAccount }
    }

    func managementAccount(of account: String) -> String? { managementAccounts[account] }
}
