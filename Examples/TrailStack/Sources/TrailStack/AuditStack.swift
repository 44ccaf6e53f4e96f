import CairnConstructs

/// An audit trail of an account: all management events, writes to objects, and a message when somebody stops it.
final class AuditStack: Stack {
    init(_ app: App) throws {
        try super.init(app, "Audit", description: "The account's audit trail", bootstrap: .unchecked)

        let alarms = try Topic(self, "Alarms")
        let trail = try Trail(
            self, "Trail",
            trailName: "audit",
            cloudWatchLogs: .newLogGroup(retention: .oneYear),
            advancedEventSelectors: [
                .managementEvents(name: "All management events"),
                .dataEvents(of: .s3Object, name: "Writes to objects", readOnly: false),
            ],
            improvements: .all)
        trail.tags.add("owner", "security")

        try Trail.onEvent(
            self, "OnTampering", target: TopicTarget(alarms),
            eventPattern: ["detail": ["eventName": ["StopLogging", "DeleteTrail", "UpdateTrail"]]])
        try CfnOutput(self, "TrailARN", value: trail.trailARN)
    }
}
