import CairnAPI
import CairnModel
import CairnTrails

extension ScopedService {
    /// Returns whether a trail is logging, and what became of its deliveries in this region.
    ///
    /// A member without a value is left out, but for the texts that older clients read: those are empty then.
    /// Source: CloudTrail API Reference, GetTrailStatus.
    func getTrailStatus(_ request: GetTrailStatusRequest) async throws(CloudTrailError) -> GetTrailStatusResponse {
        let trail = try await readTrail(request.name)
        let facts = await service.deliveryStatus.facts(
            of: trail, account: context.account, region: context.region
        )
        return GetTrailStatusResponse(
            isLogging: trail.isLogging, latestDeliveryError: facts.logFiles.error,
            latestNotificationError: facts.notifications.error,
            latestDeliveryTime: Self.timestamp(facts.logFiles.successTime),
            latestNotificationTime: Self.timestamp(facts.notifications.successTime),
            startLoggingTime: Self.timestamp(trail.startLoggingTime),
            stopLoggingTime: Self.timestamp(trail.stopLoggingTime),
            latestCloudWatchLogsDeliveryError: facts.cloudWatchLogs.error,
            latestCloudWatchLogsDeliveryTime: Self.timestamp(facts.cloudWatchLogs.successTime),
            latestDigestDeliveryTime: Self.timestamp(facts.digests.successTime),
            latestDigestDeliveryError: facts.digests.error,
            latestDeliveryAttemptTime: Self.text(facts.logFiles.attemptTime),
            latestNotificationAttemptTime: Self.text(facts.notifications.attemptTime),
            latestNotificationAttemptSucceeded: Self.text(facts.notifications.successTime),
            latestDeliveryAttemptSucceeded: Self.text(facts.logFiles.successTime),
            timeLoggingStarted: Self.text(trail.startLoggingTime), timeLoggingStopped: Self.text(trail.stopLoggingTime)
        )
    }

    private static func timestamp(_ seconds: Double?) -> Timestamp? { seconds.map(Timestamp.init(epochSeconds:)) }

    private static func text(_ seconds: Double?) -> String {
        seconds.map { ISO8601.string(epochSeconds: Int64($0.rounded(.down))) } ?? ""
    }
}
