import CairnAPI
import CairnLake
import CairnRecording
import CairnSelectors
import CairnStore
import CairnTrails

/// Selectors of trails or event data stores that have a say in which data events are recorded, ready for evaluation.
///
/// Management events are recorded whatever they say.
struct CompiledSelection: Sendable {
    private struct Entry: Sendable {
        /// `nil` for all regions.
        let region: String?
        let isOfOrganization: Bool
        let selectors: CompiledSelectors
    }

    /// By owner.
    private let entries: [String: [Entry]]
    /// Whether a store takes events of up to 1 MB.
    let takesLargeEvents: Bool
    /// Of the registry that this was made of.
    let revision: UInt64

    var isEmpty: Bool { entries.isEmpty }

    init(_ trails: TrailSet) {
        let logging = trails.all.filter { $0.isLogging && !$0.eventSelectors.isStandard }
        entries = Dictionary(grouping: logging, by: \.account).mapValues { trails in
            trails.map { trail in
                Entry(
                    region: trail.isMultiRegion ? nil : trail.homeRegion, isOfOrganization: trail.isOrganizationTrail,
                    selectors: CompiledSelectors(trail.eventSelectors))
            }
        }
        takesLargeEvents = false
        revision = trails.revision
    }

    init(_ stores: EventDataStoreSet, revision: UInt64) {
        let taking = stores.all.filter { store in
            store.kind == .cloudTrailEvents && store.ingestion.lastSequence == nil && Self.asksForData(store)
        }
        takesLargeEvents = stores.all.contains { store in
            store.kind == .cloudTrailEvents && store.ingestion.lastSequence == nil && store.maxEventSize == .large
        }
        entries = Dictionary(grouping: taking, by: \.account).mapValues { stores in
            stores.map { store in
                Entry(
                    region: store.isMultiRegion ? nil : store.region, isOfOrganization: store.isOrganizationStore,
                    selectors: CompiledSelectors(.advanced(store.selectors)))
            }
        }
        self.revision = revision
    }

    private static func asksForData(_ store: CairnLake.EventDataStore) -> Bool {
        store.selectors.contains { selector in
            selector.fieldSelectors.contains { $0.field == "eventCategory" && $0.equals?.contains("Data") == true }
        }
    }

    /// Whether one of the event's account, or of its organization, takes it.
    func selects(_ outline: EventOutline, managementAccount: String?) -> Bool {
        if let own = entries[outline.accountID], Self.selects(outline, own, organizationOnly: false) { return true }
        guard let managementAccount, let others = entries[managementAccount] else { return false }
        return Self.selects(outline, others, organizationOnly: true)
    }

    private static func selects(_ outline: EventOutline, _ entries: [Entry], organizationOnly: Bool) -> Bool {
        entries.contains { entry in
            (entry.region == nil || entry.region == outline.region) && (entry.isOfOrganization || !organizationOnly)
                && entry.selectors.selects(OutlinedEvent(outline: outline))
        }
    }
}
