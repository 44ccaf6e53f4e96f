import CairnAPI
import CairnSelectors
import CairnTrails

extension ScopedService {
    /// Replaces the selectors of a trail, those of the other kind included.
    ///
    /// Source: CloudTrail API Reference, PutEventSelectors.
    func putEventSelectors(
        _ request: PutEventSelectorsRequest
    ) async throws(CloudTrailError) -> PutEventSelectorsResponse {
        let isLenient = service.configuration.isLenient
        let trail = try await changeTrail(request.trailName) { trail throws(CloudTrailError) in
            trail.eventSelectors = try EventSelectors.checked(
                basic: request.eventSelectors, advanced: request.advancedEventSelectors, for: .trail,
                allowingWildcards: isLenient
            )
        }
        return PutEventSelectorsResponse(
            trailARN: trail.arn, eventSelectors: trail.eventSelectors.basicSelectors,
            advancedEventSelectors: trail.eventSelectors.advancedSelectors
        )
    }

    /// Returns the selectors of a trail, of the kind in use.
    func getEventSelectors(
        _ request: GetEventSelectorsRequest
    ) async throws(CloudTrailError) -> GetEventSelectorsResponse {
        let trail = try await readTrail(request.trailName)
        return GetEventSelectorsResponse(
            trailARN: trail.arn, eventSelectors: trail.eventSelectors.basicSelectors,
            advancedEventSelectors: trail.eventSelectors.advancedSelectors
        )
    }
}
