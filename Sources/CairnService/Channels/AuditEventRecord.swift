import CairnAPI
import CairnLake
import CairnModel
import Crypto

/// The record that event data stores keep of an audit event.
enum AuditEventRecord {
    private static let eventVersion = "1.0"

    /// The id of an event: the same whenever the same event comes through the same channel, so that a request that is
    /// made again names, and adds, no new events.
    ///
    /// The same is an event with the same `id` and the same bytes of `eventData`, in which its `UID` stands. It is a
    /// UUID of version 8 (RFC 9562): the first bits of a SHA-256.
    static func eventID(of event: AuditEvent, in channel: Channel) -> String {
        var hash = SHA256()
        for part in ["audit-event", channel.id, event.id, event.eventData] {
            hash.update(data: Array("\(part.utf8.count) ".utf8))
            hash.update(data: Array(part.utf8))
        }
        var bytes = Array(hash.finalize().prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x80
        bytes[8] = bytes[8] & 0x3F | 0x80
        let digits = bytes.flatMap { [Self.digit($0 >> 4), Self.digit($0 & 15)] }
        return [digits[0..<8], digits[8..<12], digits[12..<16], digits[16..<20], digits[20..<32]]
            .map { String(decoding: $0, as: UTF8.self) }.joined(separator: "-")
    }

    private static func digit(_ value: UInt8) -> UInt8 { HexDigits.lowercase(value) }

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
