import CairnDelivery
import CairnService
import CairnTrails

/// What has been delivered, for GetTrailStatus.
struct DeliveredTrails: TrailDeliveryStatus {
    let deliveries: DeliveryService

    func facts(of trail: CairnTrails.Trail, account: String, region: String) async -> TrailDeliveryFacts {
        let status = deliveries.status(of: trail, account: account, region: region)
        return TrailDeliveryFacts(
            logFiles: Self.outcome(status.logFiles), notifications: Self.outcome(status.notifications),
            cloudWatchLogs: Self.outcome(status.cloudWatchLogs), digests: Self.outcome(status.digests))
    }

    private static func outcome(_ outcome: PlaceStatus.Outcome) -> TrailDeliveryFacts.Outcome {
        TrailDeliveryFacts.Outcome(
            attemptTime: outcome.attemptTime, successTime: outcome.successTime, error: outcome.error)
    }
}
