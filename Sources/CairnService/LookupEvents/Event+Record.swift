import CairnAPI
import CairnStore

extension Event {
    /// The entry of LookupEvents for a record, which goes in whole as text; `nil` if the bytes are no record.
    init?(record: [UInt8]) {
        guard let projection = LookupProjection(record: record) else { return nil }
        self.init(
            eventId: projection.eventID, eventName: projection.eventName,
            readOnly: projection.readOnly.map { $0 ? "true" : "false" }, accessKeyId: projection.accessKeyID,
            eventTime: projection.eventTime.map { Timestamp(epochSeconds: Double($0)) },
            eventSource: projection.eventSource, username: projection.username,
            resources: projection.resources.map { Resource(resourceType: $0.type, resourceName: $0.name) },
            cloudTrailEvent: String(decoding: record, as: UTF8.self)
        )
    }
}
