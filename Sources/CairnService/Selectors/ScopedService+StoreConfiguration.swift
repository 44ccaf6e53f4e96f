import CairnAPI
import CairnLake

/// What an event data store keeps of events: how much, and with which context.
///
/// Source: CloudTrail API Reference, PutEventConfiguration and GetEventConfiguration; User Guide, "Enrich CloudTrail
/// events by adding resource tag keys and IAM global condition keys".
extension ScopedService {
    func putStoreConfiguration(
        _ request: PutEventConfigurationRequest
    ) async throws(CloudTrailError) -> PutEventConfigurationResponse {
        guard request.aggregationConfigurations == nil else {
            throw CloudTrailError(
                .invalidParameterCombination,
                "AggregationConfigurations are settings of trails; an event data store has MaxEventSize and "
                    + "ContextKeySelectors."
            )
        }
        let text = request.eventDataStore ?? ""
        try checkHomeRegion(text)
        let store = try await changeStore(text) { store, _ throws(CloudTrailError) in
            guard store.isQueryable else { throw EventDataStoreErrors.inactive(store) }
            try Self.checkHasConfiguration(store)
            store.maxEventSize = request.maxEventSize ?? store.maxEventSize
            store.contextKeySelectors = request.contextKeySelectors ?? store.contextKeySelectors
            try ContextKeyRules.check(store.contextKeySelectors, size: store.maxEventSize)
        }
        return PutEventConfigurationResponse(
            eventDataStoreArn: store.arn, maxEventSize: store.maxEventSize,
            contextKeySelectors: store.contextKeySelectors
        )
    }

    func getStoreConfiguration(_ text: String) async throws(CloudTrailError) -> GetEventConfigurationResponse {
        let store = try await readStore(text)
        // The operation has no exception of its own for a store whose deletion is pending.
        guard store.isQueryable else { throw EventDataStoreErrors.status(store, needed: .enabled) }
        try Self.checkHasConfiguration(store)
        return GetEventConfigurationResponse(
            eventDataStoreArn: store.arn, maxEventSize: store.maxEventSize,
            contextKeySelectors: store.contextKeySelectors
        )
    }

    private static func checkHasConfiguration(_ store: EventDataStore) throws(CloudTrailError) {
        guard store.kind == .cloudTrailEvents else {
            throw CloudTrailError(
                .invalidEventDataStoreCategory,
                "Only event data stores of CloudTrail events have an event configuration, which \(store.arn) is not."
            )
        }
    }
}

/// What context key selectors may be; how many, and how long, is the model's matter.
enum ContextKeyRules {
    /// - Throws: ``CloudTrailError`` with `invalidParameter`.
    static func check(_ selectors: [ContextKeySelector], size: MaxEventSize) throws(CloudTrailError) {
        guard !selectors.isEmpty else { return }
        guard size == .large else {
            throw EventDataStoreErrors.parameter(
                "ContextKeySelectors need MaxEventSize Large; to go back to Standard, give an empty list of them, too."
            )
        }
        var types: Set<ContextKeySelectorType> = []
        for selector in selectors {
            guard types.insert(selector.type).inserted else {
                throw EventDataStoreErrors.parameter("There are two ContextKeySelectors of \(selector.type.rawValue).")
            }
            guard Set(selector.equals).count == selector.equals.count else {
                throw EventDataStoreErrors.parameter(
                    "The ContextKeySelector of \(selector.type.rawValue) names a key twice."
                )
            }
            guard selector.type == .requestContext else { continue }
            for key in selector.equals where !RequestContextKeys.all.contains(key) {
                throw EventDataStoreErrors.parameter(
                    "\(CloudTrailError.excerpt(key)) is not a key that RequestContext can have; those are "
                        + RequestContextKeys.all.sorted().joined(separator: ", ") + "."
                )
            }
        }
    }
}
