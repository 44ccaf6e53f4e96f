import CairnModel

/// The members of an `eventData`, checked one after the other.
///
/// Source: CloudTrail User Guide, "CloudTrail Lake integrations event schema".
struct AuditEventMembers {
    private let json: JSON

    init(_ json: JSON) { self.json = json }

    private static let texts: [(name: String, isRequired: Bool, lengthMax: Int)] = [
        ("version", true, 256), ("userAgent", false, 1024), ("eventSource", true, 1024), ("eventName", true, 1024),
        ("eventTime", true, 1024), ("UID", true, 1024), ("errorCode", false, 256), ("errorMessage", false, 256),
        ("sourceIPAddress", false, 1024), ("recipientAccountId", true, 1024),
    ]

    private static let objects = [
        ("requestParameters", 100 * 1024), ("responseElements", 100 * 1024), ("additionalEventData", 28 * 1024),
    ]

    /// The text of a member, `nil` if it is absent or something else.
    func text(_ name: String) -> String? { json[name]?.stringValue }

    func checkTexts() throws(AuditEventProblem) {
        for field in Self.texts {
            try Self.checkText(json[field.name], field.name, isRequired: field.isRequired, lengthMax: field.lengthMax)
        }
    }

    func checkObjects() throws(AuditEventProblem) {
        for (name, byteCountMax) in Self.objects {
            guard let value = try Self.object(json[name], name) else { continue }
            let byteCount = value.description.utf8.count
            guard byteCount <= byteCountMax else {
                throw AuditEventProblem(
                    .fieldTooLong, "\(name) has \(byteCount) bytes; at most \(byteCountMax) are taken."
                )
            }
        }
    }

    func checkIdentity() throws(AuditEventProblem) {
        guard let identity = try Self.object(json["userIdentity"], "userIdentity") else {
            throw Self.missing("userIdentity")
        }
        try Self.checkText(identity["type"], "userIdentity.type", isRequired: true, lengthMax: 128)
        try Self.checkText(identity["principalId"], "userIdentity.principalId", isRequired: true, lengthMax: 1024)
        _ = try Self.object(identity["details"], "userIdentity.details")
    }

    /// Events from outside must not pass for AWS's own.
    func checkSource() throws(AuditEventProblem) {
        let source = text("eventSource") ?? ""
        let isName = !source.isEmpty && source.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7F }
        guard isName, !source.lowercased().hasSuffix(".amazonaws.com") else {
            throw AuditEventProblem(
                .invalidEventSource,
                "eventSource is the partner's or the application's own name, without spaces, and not that of an AWS "
                    + "service."
            )
        }
    }

    /// The `eventTime`, with the zone that it is in.
    func time() throws(AuditEventProblem) -> String {
        let text = text("eventTime") ?? ""
        let full = text.hasSuffix("Z") ? text : text + "Z"
        guard full.utf8.count == 20, full.utf8.dropFirst(10).first == UInt8(ascii: "T"), ISO8601.parse(full) != nil
        else { throw AuditEventProblem(.invalidData, "eventTime is in UTC and looks like 2026-03-01T10:15:02Z.") }
        return full
    }

    private static func missing(_ name: String) -> AuditEventProblem {
        AuditEventProblem(.fieldNotFound, "\(name) is required.")
    }

    private static func checkText(
        _ value: JSON?, _ name: String, isRequired: Bool, lengthMax: Int
    ) throws(AuditEventProblem) {
        guard let value, !value.isNull else {
            if isRequired { throw missing(name) }
            return
        }
        guard let text = value.stringValue else { throw AuditEventProblem(.invalidData, "\(name) must be a string.") }
        guard text.unicodeScalars.count <= lengthMax else {
            throw AuditEventProblem(.fieldTooLong, "\(name) has more than \(lengthMax) characters.")
        }
        if isRequired, text.isEmpty { throw missing(name) }
    }

    /// The object, `nil` if there is none.
    private static func object(_ value: JSON?, _ name: String) throws(AuditEventProblem) -> JSON? {
        guard let value, !value.isNull else { return nil }
        guard value.objectValue != nil else { throw AuditEventProblem(.invalidData, "\(name) must be an object.") }
        return value
    }
}
