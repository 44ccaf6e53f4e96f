import CairnAPI
import CairnTrails

extension ScopedService {
    /// Turns Insights of a trail or of an event data store on, or with an empty list off. The selectors replace those that were there.
    ///
    /// Source: CloudTrail API Reference, PutInsightSelectors.
    func putInsightSelectors(
        _ request: PutInsightSelectorsRequest
    ) async throws(CloudTrailError) -> PutInsightSelectorsResponse {
        guard let name = try trailName(in: request) else { return try await putStoreInsightSelectors(request) }
        let reference = try TrailReference(name)
        try InsightRules.checkForm(request.insightSelectors)
        let current = try service.trails.snapshot.changeable(reference, from: try await viewpoint())
        try InsightRules.checkPrerequisites(request.insightSelectors, of: current)
        if !request.insightSelectors.isEmpty { try await checkDestination(of: current) }
        let trail = try await changeTrail(name) { trail throws(CloudTrailError) in
            try InsightRules.checkPrerequisites(request.insightSelectors, of: trail)
            trail.insightSelectors = request.insightSelectors
        }
        return PutInsightSelectorsResponse(trailARN: trail.arn, insightSelectors: trail.insightSelectors)
    }

    /// Returns the Insights selectors of a trail or of an event data store.
    func getInsightSelectors(
        _ request: GetInsightSelectorsRequest
    ) async throws(CloudTrailError) -> GetInsightSelectorsResponse {
        if request.trailName != nil, request.eventDataStore != nil { throw Self.trailAndStore }
        guard let name = request.trailName else {
            guard let store = request.eventDataStore else { throw Self.neitherTrailNorStore(.invalidParameter) }
            return try await getStoreInsightSelectors(store)
        }
        let trail = try await readTrail(name)
        guard !trail.insightSelectors.isEmpty else {
            throw CloudTrailError(
                .insightNotEnabled,
                "Trail \(trail.arn) does not have Insights enabled. Edit the trail settings to enable Insights, and "
                    + "then try the operation again."
            )
        }
        return GetInsightSelectorsResponse(trailARN: trail.arn, insightSelectors: trail.insightSelectors)
    }

    /// `nil` if the request is about a store.
    private func trailName(in request: PutInsightSelectorsRequest) throws(CloudTrailError) -> String? {
        let namesStore = request.eventDataStore != nil || request.insightsDestination != nil
        if let name = request.trailName {
            if namesStore { throw Self.trailAndStore }
            return name
        }
        guard namesStore else { throw Self.neitherTrailNorStore(.invalidParameter) }
        guard request.eventDataStore != nil else {
            throw CloudTrailError(
                .invalidParameter,
                "InsightsDestination says where Insights events go; EventDataStore must say of which store they are."
            )
        }
        guard request.insightsDestination != nil || request.insightSelectors.isEmpty else {
            throw CloudTrailError(
                .invalidParameter, "To enable Insights of an EventDataStore, InsightsDestination must be given too."
            )
        }
        return nil
    }

    /// The bucket and the key of a trail take Insights events as well. PutInsightSelectors has one exception for keys that
    /// cannot be used, for whatever reason.
    private func checkDestination(of trail: Trail) async throws(CloudTrailError) {
        try await service.preconditions.checkBucket(
            of: trail, organizationID: try await organizationID(of: trail)
        )
        guard let key = trail.kmsKeyID else { return }
        do {
            _ = try await service.preconditions.resolveKey(key, of: trail)
        } catch {
            throw error.code == .kmsKeyNotFound ? CloudTrailError(.kms, error.message) : error
        }
    }
}

extension ScopedService {
    static let trailAndStore = CloudTrailError(
        .invalidParameterCombination, "A request names either a trail or an event data store, not both."
    )

    static func neitherTrailNorStore(_ code: CloudTrailError.Code) -> CloudTrailError {
        CloudTrailError(code, "The request must name a trail or an event data store.")
    }
}
