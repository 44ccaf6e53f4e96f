import CairnAPI
import CairnLake
import CairnRecording
import CairnSelectors
import CairnStore

/// The selectors of all event data stores that ask for data events and take events now, ready for evaluation.
struct CompiledStores: Sendable {
    private struct Entry: Sendable {
        /// `nil` for all regions.
        let region: String?
        let isOrganizationStore: Bool
        let selectors: CompiledSelectors
    }

    /// By owner.
    private let entries: [String: [Entry]]
    /// What this was made of.
    let stores: EventDataStoreSet

    init(_ stores: EventDataStoreSet) {
        self.stores = stores
        let taking = stores.all.filter { store in
            store.kind == .cloudTrailEvents && store.ingestion.lastSequence == nil && Self.asksForData(store)
        }
        entries = Dictionary(grouping: taking, by: \.account).mapValues { stores in
            stores.map { store in
                Entry(
                    region: store.isMultiRegion ? nil : store.region, isOrganizationStore: store.isOrganizationStore,
                    selectors: CompiledSelectors(.advanced(store.selectors)))
            }
        }
    }

    /// Management events are recorded whatever stores say.
    private static func asksForData(_ store: CairnLake.EventDataStore) -> Bool {
        store.selectors.contains { selector in
            selector.fieldSelectors.contains { $0.field == "eventCategory" && $0.equals?.contains("Data") == true }
        }
    }

    /// Whether a store of the event's account, or of its organization, takes it.
    func selects(_ outline: EventOutline, managementAccount: String?) -> Bool {
        if let own = entries[outline.accountID], Self.selects(outline, own, organizationOnly: false) { return true }
        guard let managementAccount, let others = entries[managementAccount] else { return false }
        return Self.selects(outline, others, organizationOnly: true)
    }

    private static func selects(_ outline: EventOutline, _ entries: [Entry], organizationOnly: Bool) -> Bool {
        entries.contains { entry in
            (entry.region == nil || entry.region == outline.region) && (entry.isOrganizationStore || !organizationOnly)
                && entry.selectors.selects(OutlinedEvent(outline: outline))
        }
    }
}
