import CairnAPI
import CairnLake
import CairnModel
import CairnStore

/// Insights of event data stores.
///
/// Source: CloudTrail API Reference, PutInsightSelectors and GetInsightSelectors; User Guide, "Create an event data store
/// for Insights events". The operations have no errors of their own for stores: `InvalidParameterException` answers one
/// that is not there, `InvalidInsightSelectorsException` a destination that cannot be one.
extension ScopedService {
    func putStoreInsightSelectors(
        _ request: PutInsightSelectorsRequest
    ) async throws(CloudTrailError) -> PutInsightSelectorsResponse {
        let types = try InsightRules.typesForStore(request.insightSelectors)
        let source = try await insightSource(request.eventDataStore ?? "", isToChange: true)
        guard !types.isEmpty || request.insightsDestination != nil else { return try await turnOffInsights(of: source) }
        let destination = try await insightDestination(request.insightsDestination ?? "")
        try InsightRules.checkPrerequisites(types, of: source)
        try InsightRules.checkDestination(destination, of: source)
        let store = try await changeStore(source.arn) { store, stores throws(CloudTrailError) in
            try InsightRules.checkPrerequisites(types, of: store)
            guard let destination = stores[destination.id] else {
                throw InsightRules.invalid("There is no event data store \(destination.arn).")
            }
            try InsightRules.checkDestination(destination, of: store)
            store.insightTypes = types.map(\.rawValue)
            store.insightsDestination = types.isEmpty ? nil : destination.arn
        }
        return PutInsightSelectorsResponse(
            insightSelectors: store.insightSelectors, eventDataStoreArn: store.arn,
            insightsDestination: store.insightsDestination
        )
    }

    private func turnOffInsights(
        of source: EventDataStore
    ) async throws(CloudTrailError) -> PutInsightSelectorsResponse {
        let store = try await changeStore(source.arn) { store, _ throws(CloudTrailError) in
            store.insightTypes = []
            store.insightsDestination = nil
        }
        return PutInsightSelectorsResponse(insightSelectors: [], eventDataStoreArn: store.arn)
    }

    func getStoreInsightSelectors(_ text: String) async throws(CloudTrailError) -> GetInsightSelectorsResponse {
        let store = try await insightSource(text)
        guard !store.insightTypes.isEmpty else {
            throw CloudTrailError(
                .insightNotEnabled,
                "Event data store \(store.arn) does not have Insights enabled. Edit the event data store settings to "
                    + "enable Insights, and then try the operation again."
            )
        }
        return GetInsightSelectorsResponse(
            insightSelectors: store.insightSelectors, eventDataStoreArn: store.arn,
            insightsDestination: store.insightsDestination
        )
    }

    private func insightSource(
        _ text: String, isToChange: Bool = false
    ) async throws(CloudTrailError) -> EventDataStore {
        try checkHomeRegion(text)
        do throws(CloudTrailError) {
            if isToChange { _ = try await changeableStore(text) }
            return try await readActiveStore(text)
        } catch {
            throw error.isAboutStore ? EventDataStoreErrors.parameter(error.message) : error
        }
    }

    private func insightDestination(_ text: String) async throws(CloudTrailError) -> EventDataStore {
        do throws(CloudTrailError) {
            return try await readActiveStore(text)
        } catch {
            throw error.isAboutStore ? InsightRules.invalid(error.message) : error
        }
    }

    /// - Throws: ``CloudTrailError`` with `invalidHomeRegion` if the store is one of the caller's in another region.
    func checkHomeRegion(_ text: String) throws(CloudTrailError) {
        guard let reference = try? EventDataStoreReference(text), let arn = reference.arn,
            arn.region != context.region, arn.account == context.account,
            let store = try lake.registry.snapshot[reference.id], reference.names(store)
        else { return }
        throw CloudTrailError(
            .invalidHomeRegion, "Event data store \(store.arn) is of \(store.region); call it there."
        )
    }
}

extension EventDataStore {
    fileprivate var insightSelectors: [InsightSelector] {
        insightTypes.map { InsightSelector(insightType: InsightType(rawValue: $0)) }
    }
}

extension CloudTrailError {
    fileprivate var isAboutStore: Bool {
        [.eventDataStoreARNInvalid, .eventDataStoreNotFound, .inactiveEventDataStore].contains(code)
    }
}
