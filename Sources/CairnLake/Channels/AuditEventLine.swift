import CairnModel

/// An audit event on its way into stores: the record as it is kept.
public struct AuditEventLine: Sendable {
    let bytes: [UInt8]
    let day: LakeDay
    let key: EventKey

    /// - Parameter record: one JSON object in UTF-8, without a line feed.
    /// - Returns: `nil` if the record has no `eventID`, or no `eventTime` that is one.
    public init?(_ record: [UInt8]) {
        let found = record.withUnsafeBytes { bytes -> (LakeDay, EventKey)? in
            guard !bytes.contains(UInt8(ascii: "\n")), let view = RecordView(scanning: bytes),
                let day = LakeDay(view.eventTime, in: bytes), let key = EventKey(view.eventID, in: bytes)
            else { return nil }
            return (day, key)
        }
        guard let found else { return nil }
        bytes = record
        (day, key) = found
    }
}
