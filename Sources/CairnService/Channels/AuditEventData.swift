import CairnAPI
import CairnModel
import Crypto

/// The `eventData` of an audit event, found to be as integrations must send it.
///
/// Source: CloudTrail User Guide, "CloudTrail Lake integrations event schema".
struct AuditEventData {
    let json: JSON
    /// In UTC, such as `2026-03-01T10:15:02Z`.
    let eventTime: String

    /// The longest `eventData`, in bytes.
    static let byteCountMax = 256 * 1024

    /// - Parameter owner: the account that the event must be for.
    init(checking event: AuditEvent, owner: String) throws(AuditEventProblem) {
        let bytes = Array(event.eventData.utf8)
        guard bytes.count <= Self.byteCountMax else {
            throw AuditEventProblem(
                .fieldTooLong, "eventData has \(bytes.count) bytes; at most \(Self.byteCountMax) are taken."
            )
        }
        try Self.check(event.eventDataChecksum, of: bytes)
        let object: JSON
        do { object = try JSON(parsing: bytes) } catch {
            throw AuditEventProblem(.invalidData, "eventData is no JSON: \(error.description).")
        }
        guard object.objectValue != nil else { throw AuditEventProblem(.invalidData, "eventData is no JSON object.") }
        try AuditEventContent.check(object)
        let members = AuditEventMembers(object)
        try members.checkTexts()
        try members.checkObjects()
        try members.checkIdentity()
        try members.checkSource()
        eventTime = try members.time()
        guard members.text("recipientAccountId") == owner else {
            throw AuditEventProblem(
                .invalidRecipient, "recipientAccountId must be \(owner), the account that owns the channel."
            )
        }
        json = object
    }

    /// A checksum is the SHA-256 of the bytes of `eventData`, in base64; it may be absent.
    private static func check(_ checksum: String?, of bytes: [UInt8]) throws(AuditEventProblem) {
        guard let checksum else { return }
        guard let given = Base64.bytes(checksum), given == Array(SHA256.hash(data: bytes)) else {
            throw AuditEventProblem(
                .invalidChecksum, "eventDataChecksum is not the base64 of the SHA-256 of eventData."
            )
        }
    }
}
