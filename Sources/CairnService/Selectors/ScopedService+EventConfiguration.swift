import CairnAPI
import CairnSelectors
import CairnTrails

extension ScopedService {
    /// Turns the aggregation of a trail's data events on, or with an empty list off; or sets what an event data store
    /// keeps of events.
    ///
    /// Source: CloudTrail API Reference, PutEventConfiguration.
    func putEventConfiguration(
        _ request: PutEventConfigurationRequest
    ) async throws(CloudTrailError) -> PutEventConfigurationResponse {
        let name = try configuredTrail(request.trailName, store: request.eventDataStore)
        guard let name else { return try await putStoreConfiguration(request) }
        _ = try TrailReference(name)
        guard request.maxEventSize == nil, request.contextKeySelectors == nil else {
            throw CloudTrailError(
                .invalidParameterCombination,
                "MaxEventSize and ContextKeySelectors are settings of event data stores; a trail has "
                    + "AggregationConfigurations."
            )
        }
        let trail = try await changeTrail(name) { trail throws(CloudTrailError) in
            guard let aggregations = request.aggregationConfigurations else { return }
            try Self.check(aggregations, of: trail)
            trail.aggregations = aggregations
        }
        return PutEventConfigurationResponse(trailARN: trail.arn, aggregationConfigurations: trail.aggregations)
    }

    /// Returns the aggregation of a trail's data events, or what an event data store keeps of events.
    func getEventConfiguration(
        _ request: GetEventConfigurationRequest
    ) async throws(CloudTrailError) -> GetEventConfigurationResponse {
        let name = try configuredTrail(request.trailName, store: request.eventDataStore)
        guard let name else { return try await getStoreConfiguration(request.eventDataStore ?? "") }
        let trail = try await readTrail(name)
        return GetEventConfigurationResponse(trailARN: trail.arn, aggregationConfigurations: trail.aggregations)
    }

    /// The trail that is named, or `nil` if it is a store.
    private func configuredTrail(_ trail: String?, store: String?) throws(CloudTrailError) -> String? {
        if trail != nil, store != nil { throw Self.trailAndStore }
        guard trail != nil || store != nil else { throw Self.neitherTrailNorStore(.invalidParameterCombination) }
        return trail
    }

    private static func check(_ aggregations: [AggregationConfiguration], of trail: Trail) throws(CloudTrailError) {
        for aggregation in aggregations where Set(aggregation.templates).count != aggregation.templates.count {
            throw CloudTrailError(.invalidParameter, "The Templates of an aggregation name one twice.")
        }
        guard aggregations.isEmpty || trail.eventSelectors.logsDataEvents else {
            throw CloudTrailError(
                .invalidParameter,
                "Trail \(trail.arn) logs no data events, so there is nothing to aggregate. Give it event selectors for "
                    + "data events first."
            )
        }
    }
}
