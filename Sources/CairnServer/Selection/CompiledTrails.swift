import CairnRecording
import CairnSelectors
import CairnTrails

/// The selectors of all trails that are logging, ready for evaluation.
struct CompiledTrails: Sendable {
    private struct Entry: Sendable {
        let homeRegion: String
        let isMultiRegion: Bool
        let isOrganizationTrail: Bool
        let selectors: CompiledSelectors
    }

    /// By owner.
    private let entries: [String: [Entry]]
    /// Of the trails that this was made of.
    let revision: UInt64

    var isEmpty: Bool { entries.isEmpty }

    init(_ trails: TrailSet) {
        revision = trails.revision
        // Trails of management events alone have no say in what else is recorded.
        let logging = trails.all.filter { $0.isLogging && !$0.eventSelectors.isStandard }
        entries = Dictionary(grouping: logging, by: \.account).mapValues { trails in
            trails.map { trail in
                Entry(
                    homeRegion: trail.homeRegion, isMultiRegion: trail.isMultiRegion,
                    isOrganizationTrail: trail.isOrganizationTrail,
                    selectors: CompiledSelectors(trail.eventSelectors))
            }
        }
    }

    /// Whether a trail of the event's account, or of its organization, logs it.
    func selects(_ outline: EventOutline, managementAccount: String?) -> Bool {
        if let own = entries[outline.accountID], Self.selects(outline, own, organizationOnly: false) { return true }
        guard let managementAccount, let others = entries[managementAccount] else { return false }
        return Self.selects(outline, others, organizationOnly: true)
    }

    private static func selects(_ outline: EventOutline, _ entries: [Entry], organizationOnly: Bool) -> Bool {
        entries.contains { entry in
            (entry.isMultiRegion || entry.homeRegion == outline.region)
                && (entry.isOrganizationTrail || !organizationOnly)
                && entry.selectors.selects(OutlinedEvent(outline: outline))
        }
    }
}
