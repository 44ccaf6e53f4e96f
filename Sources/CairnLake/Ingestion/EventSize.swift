import CairnModel

/// How large events in stores may be, and what is left out of those that are larger.
///
/// Source: CloudTrail User Guide, "CloudTrail record contents"; API Reference, PutEventConfiguration, `MaxEventSize`.
enum EventSize {
    /// Bytes of UTF-8 as the record stands.
    static let standard = StandardRecord.recordMax
    static let large = StandardRecord.largeRecordMax

    /// What goes first, and what then, until the rest fits.
    static let dropped = [
        "annotation", "requestID", "additionalEventData", "serviceEventDetails", "userAgent", "errorCode",
        "eventContext", "responseElements", "requestParameters", "errorMessage",
    ]

    /// Parts whose place is kept when they go.
    private static let kept: Set<String> = ["serviceEventDetails", "responseElements", "requestParameters"]

    /// Leaves out as much as has to go; `nil` if that does not suffice, or it is no object.
    static func fitted(_ record: [UInt8], to bytesMax: Int) -> [UInt8]? {
        guard record.count > bytesMax else { return record }
        guard var object = (try? JSON(parsing: record))?.objectValue else { return nil }
        for member in dropped where object[member] != nil {
            if kept.contains(member) {
                object[member] = omission(of: member, object)
            } else {
                object[member] = nil
            }
            let bytes = Array(JSON.object(object).description.utf8)
            if bytes.count <= bytesMax { return bytes }
        }
        return nil
    }

    private static func omission(of member: String, _ object: JSONObject) -> JSON {
        StandardRecord.omission(of: member, byteCount: object[member]?.description.utf8.count ?? 0)
    }
}
