import CairnAPI
import CairnLake
import CairnModel

/// The record that event data stores keep of an audit event.
enum AuditEventRecord {
    private static let eventVersion = "1.0"

    /// The id of an event: the same whenever the same event comes through the same channel, so that a request that is
    /// made again names, and adds, no new events.
    ///
    /// The same is an event with the same `id` and the same bytes of `eventData`, in which its `UID` stands.
    static func eventID(of event: AuditEvent, in channel: Channel) -> String {
        DerivedEventID.text(of: ["audit-event", channel.id, event.id, event.eventData])
    }

    /// - Parameter now: when the event came in, in seconds since 1970.
    static func line(
        _ data: AuditEventData, id: String, channel: Channel, region: String, now: Double
    ) -> AuditEventLine? {
        let ingestionTime = ISO8601.string(epochSeconds: Int64(exactly: now.rounded(.down)) ?? 0)
        let record: JSON = [
            "eventVersion": .string(eventVersion), "eventCategory": "ActivityAuditLog", "eventType": "ActivityLog",
            "eventID": .string(id), "eventTime": .string(data.eventTime), "awsRegion": .string(region),
            "recipientAccountId": .string(channel.account),
            "metadata": ["ingestionTime": .string(ingestionTime), "channelARN": .string(channel.arn)],
            "eventData": data.json,
        ]
        return AuditEventLine(Array(record.description.utf8))
    }
}
