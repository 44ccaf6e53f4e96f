import CairnAPI
import CairnInsights
import CairnTrails
import Synchronization

/// Whose unusual activity somebody wants to hear of: what trails that are logging have asked for with
/// PutInsightSelectors.
struct WatchedInsights: Sendable {
    let trails: TrailRegistry
    let organizations: any OrganizationDirectory
    /// Whether an event data store watches an account and region; there are none without Lake.
    var storeWatches: @Sendable (SeriesSubject) async -> Bool = { _ in false }

    func wants(_ subject: SeriesSubject) async -> Bool {
        for trail in trails.snapshot.all where trail.isLogging && trail.watches(subject) {
            if await includes(trail, subject.account) { return true }
        }
        return await storeWatches(subject)
    }

    private func includes(_ trail: CairnTrails.Trail, _ account: String) async -> Bool {
        if trail.account == account { return true }
        guard trail.isOrganizationTrail else { return false }
        let organization = try? await organizations.organization(of: trail.account)
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
