import CairnAPI
import CairnModel
import CairnTrails

extension ScopedService {
    /// Removes a trail. What it delivered stays.
    func deleteTrail(_ request: DeleteTrailRequest) async throws(CloudTrailError) -> DeleteTrailResponse {
        let reference = try TrailReference(request.name)
        let viewpoint = try await viewpoint(of: reference)
        try service.trails.change { trails throws(CloudTrailError) in
            trails[try trails.changeable(reference, from: viewpoint).key] = nil
        }
        return DeleteTrailResponse()
    }

    /// Starts logging, in every region of the trail; a trail that is logging already gets a new time of start.
    func startLogging(_ request: StartLoggingRequest) async throws(CloudTrailError) -> StartLoggingResponse {
        let now = service.clock.now()
        _ = try await changeTrail(request.name) { trail throws(CloudTrailError) in
            trail.isLogging = true
            trail.startLoggingTime = now
        }
        return StartLoggingResponse()
    }

    /// Stops logging, in every region of the trail; a trail that is not logging stays as it is.
    func stopLogging(_ request: StopLoggingRequest) async throws(CloudTrailError) -> StopLoggingResponse {
        let now = service.clock.now()
        _ = try await changeTrail(request.name) { trail throws(CloudTrailError) in
            guard trail.isLogging else { return }
            trail.isLogging = false
            trail.stopLoggingTime = now
        }
        return StopLoggingResponse()
    }
}
