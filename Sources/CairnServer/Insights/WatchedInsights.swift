import CairnAPI
import CairnInsights
import CairnLake
import CairnRecording
import CairnSelectors
import CairnStore
import CairnTrails
import Synchronization

/// Whose unusual activity somebody wants to hear of: what trails that are logging, and event data stores that take
/// events, have asked for with PutInsightSelectors.
struct WatchedInsights: Sendable {
    let trails: TrailRegistry
    let stores: EventDataStoreRegistry
    let organizations: any OrganizationDirectory

    /// Whether a trail watches a series.
    func isWatchedByTrail(_ subject: SeriesSubject) async -> Bool {
        for trail in trails.snapshot.all where trail.isLogging && trail.watches(subject) {
            if await includes(trail.account, subject.account, isOfOrganization: trail.isOrganizationTrail) {
                return true
            }
        }
        return false
    }

    /// The ARNs of the event data stores that watch a series, in a fixed order.
    func stores(watching subject: SeriesSubject) async -> [String] {
        let set = stores.snapshot
        var found: [String] = []
        for store in set.all where store.watches(subject) {
            guard let destination = store.insightsDestination.flatMap(set.store), destination.status == .enabled,
                destination.isMultiRegion || destination.region == subject.region
            else { continue }
            if await includes(store.account, subject.account, isOfOrganization: store.isOrganizationStore) {
                found.append(store.arn)
            }
        }
        return found.sorted()
    }

    /// The ARNs of all event data stores that have a destination for Insights.
    var storesWithDestination: [String] {
        stores.snapshot.all.filter { $0.insightsDestination != nil }.map(\.arn).sorted()
    }

    private func includes(_ owner: String, _ account: String, isOfOrganization: Bool) async -> Bool {
        if owner == account { return true }
        guard isOfOrganization else { return false }
        let organization = try? await organizations.organization(of: owner)
        return organization?.contains(account) ?? false
    }
}

extension CairnTrails.Trail {
    fileprivate func watches(_ subject: SeriesSubject) -> Bool {
        guard isMultiRegion || homeRegion == subject.region else { return false }
        return insightSelectors.contains { selector in
            selector.insightType?.rawValue == subject.kind.rawValue
                && selector.watchedCategories.contains { $0.rawValue == subject.category.rawValue }
        }
    }
}

extension CairnLake.EventDataStore {
    /// Whether a store takes the events of a series, as far as a series tells, and wants its Insights.
    fileprivate func watches(_ subject: SeriesSubject) -> Bool {
        guard status == .enabled, kind == .cloudTrailEvents, subject.category == .management,
            insightTypes.contains(subject.kind.rawValue), isMultiRegion || region == subject.region
        else { return false }
        var texts: [SelectorField: String] = [.eventSource: subject.eventSource, .eventName: subject.eventName]
        texts[.errorCode] = subject.errorCode
        // Calls are counted if they write; errors are those of calls that read, too.
        let label = subject.eventSource.prefix { $0 != "." }
        let reads =
            subject.kind == .errorRate
            && ReadOnlyRules.isReadOnly(label: String(label), operation: subject.eventName)
        texts[.readOnly] = String(reads)
        let facts = EventFacts(
            category: .management, texts: texts, unknownFields: Set(SelectorField.allCases).subtracting(texts.keys),
            mayHaveMoreResources: true)
        return CompiledSelectors(.advanced(selectors)).maySelect(facts)
    }
}
