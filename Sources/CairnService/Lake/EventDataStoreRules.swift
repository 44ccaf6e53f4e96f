import CairnAPI
import CairnLake
import CairnModel
import CairnSelectors

/// What the settings of a store must be.
///
/// Source: CloudTrail API Reference, CreateEventDataStore and UpdateEventDataStore.
enum EventDataStoreRules {
    static let retentionDaysMin = 7

    static func check(retentionDays days: Int, _ billingMode: BillingMode) throws(CloudTrailError) {
        let range = retentionDaysMin...EventDataStore.retentionDaysMax(billingMode)
        guard range.contains(days) else {
            throw EventDataStoreErrors.parameter(
                "RetentionPeriod must be \(range.lowerBound) to \(range.upperBound) days with "
                    + "\(billingMode.rawValue), not \(days)."
            )
        }
    }

    /// The selectors to store and the kind that they make a store.
    /// - Throws: ``CloudTrailError`` with `invalidEventSelectors`.
    static func selectors(
        _ given: [AdvancedEventSelector]?
    ) throws(CloudTrailError) -> (EventDataStoreKind, [AdvancedEventSelector]) {
        guard let given, !given.isEmpty else {
            return (.cloudTrailEvents, EventSelectors.standardForEventDataStore.advancedSelectors ?? [])
        }
        let checked = try EventSelectors.checked(basic: nil, advanced: given, for: .eventDataStore)
        guard let selectors = checked.advancedSelectors, let kind = EventDataStoreKind(selectors) else {
            throw CloudTrailError(
                .invalidEventSelectors,
                "An event data store has one kind of events: Management, Data and NetworkActivity together, or one of "
                    + "Insight, ConfigurationItem, Evidence and ActivityAuditLog."
            )
        }
        return (kind, selectors)
    }

    /// Source: CloudTrail User Guide, "Create an event data store for events from outside of AWS".
    static func checkRegions(of store: EventDataStore) throws(CloudTrailError) {
        guard store.kind == .integrations, store.isMultiRegion || store.isOrganizationStore else { return }
        throw EventDataStoreErrors.parameter(
            "An event data store for ActivityAuditLog events is of one region and of one account: set "
                + "MultiRegionEnabled and OrganizationEnabled to false."
        )
    }

    /// A random UUID.
    static func newID() -> String {
        var random = SystemRandomNumberGenerator()
        let (high, low) = (random.next() as UInt64, random.next() as UInt64)
        let digits = Array(hex(high & ~0xf000 | 0x4000) + hex(low & ~(3 << 62) | 1 << 63))
        return [digits[0..<8], digits[8..<12], digits[12..<16], digits[16..<20], digits[20..<32]]
            .map { String($0) }.joined(separator: "-")
    }

    private static func hex(_ value: UInt64) -> String {
        let text = String(value, radix: 16)
        return String(repeating: "0", count: 16 - text.utf8.count) + text
    }
}
