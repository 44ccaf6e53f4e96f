public import CairnModel

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import struct Foundation.Date
#endif

/// A CloudTrail event: every field of a record up to version 1.11, and the record itself as it was written.
///
/// The record was scanned once; a field is decoded when it is asked for. A field that the record does not have is `nil`,
/// as is one that is null. Values that forwarders have written as text, such as booleans, are read all the same. What
/// later versions add is in ``recordText`` and reached with ``json(_:)``.
///
/// Source: CloudTrail User Guide, "CloudTrail record contents".
public struct CloudTrailEvent: Sendable {
    /// Shared by all copies.
    private let record: Record

    final class Record: Sendable {
        let text: RecordText
        let fields: EventFields
        let origin: EventOrigin?

        init(text: RecordText, fields: EventFields, origin: EventOrigin?) {
            self.text = text
            self.fields = fields
            self.origin = origin
        }
    }

    init(bytes: [UInt8], fields: EventFields, origin: EventOrigin? = nil) {
        record = Record(text: RecordText(bytes: bytes), fields: fields, origin: origin)
    }

    /// Reads one record, as `LookupEvents` gives it in `CloudTrailEvent` or EventBridge in `detail`.
    ///
    /// - Throws: ``LogParsingError`` with `notAnEvent` unless the text is one JSON object, with white space around it.
    public init(recordBytes bytes: [UInt8]) throws(LogParsingError) {
        var fields = EventFields()
        let isWhole = bytes.withUnsafeBytes { buffer in
            var json = JSONScanner(buffer)
            return buffer.count < LogFileParser.recordByteCountMax && fields.scan(&json) && json.peek() == nil
        }
        guard isWhole else { throw LogParsingError(.notAnEvent, "The text is not one JSON object") }
        self.init(bytes: bytes, fields: fields)
    }

    /// Reads one record from text. See ``init(recordBytes:)``.
    public init(recordText: String) throws(LogParsingError) { try self.init(recordBytes: Array(recordText.utf8)) }

    var text: RecordText { record.text }
    var fields: EventFields { record.fields }

    /// The record's bytes as they stand in the file: UTF-8, not validated.
    public var recordBytes: [UInt8] { text.bytes }

    /// The record as it was written.
    public var recordText: String { String(decoding: text.bytes, as: UTF8.self) }

    /// Where the event comes from; `nil` for one that was not read from a log file.
    public var origin: EventOrigin? { record.origin }

    /// Decodes the whole record.
    /// - Throws: `JSONError` if it is not valid JSON.
    public func json() throws(JSONError) -> JSON { try JSON(parsing: text.bytes) }

    /// The value of any field of the record, decoded; `nil` if it has none or the record is not valid JSON.
    public func json(_ name: String) -> JSON? { (try? json())?[name] }
}

// Who, what, when, where.
extension CloudTrailEvent {
    /// Such as `1.11`: a major and a minor number.
    public var eventVersion: String? { text.string(fields.eventVersion) }
    public var userIdentity: UserIdentity? { UserIdentity(fields.userIdentity, in: text) }
    /// When the request was completed, in whole seconds.
    public var eventTime: Date? { text.date(fields.eventTime) }
    /// Such as `s3.amazonaws.com`.
    public var eventSource: String? { text.string(fields.eventSource) }
    /// Such as `PutObject`.
    public var eventName: String? { text.string(fields.eventName) }
    public var awsRegion: String? { text.string(fields.awsRegion) }
    /// An address, the name of a service, or `AWS Internal`.
    public var sourceIPAddress: String? { text.string(fields.sourceIPAddress) }
    public var userAgent: String? { text.string(fields.userAgent) }
    public var errorCode: String? { text.string(fields.errorCode) }
    public var errorMessage: String? { text.string(fields.errorMessage) }
    public var requestParameters: JSON? { text.json(fields.requestParameters) }
    public var responseElements: JSON? { text.json(fields.responseElements) }
    public var additionalEventData: JSON? { text.json(fields.additionalEventData) }
    public var requestID: String? { text.string(fields.requestID) }
    /// A UUID, but for documentation and fixtures. Copies of an event for other accounts may have the same.
    public var eventID: String? { text.string(fields.eventID) }
    public var readOnly: Bool? { text.bool(fields.readOnly) }
    public var resources: [EventResource]? { EventResource.list(fields.resources, in: text) }
    /// Such as `AwsApiCall` or `AwsServiceEvent`.
    public var eventType: String? { text.string(fields.eventType) }
    public var apiVersion: String? { text.string(fields.apiVersion) }
    public var managementEvent: Bool? { text.bool(fields.managementEvent) }
    /// The account that this copy of the event is for: twelve digits.
    public var recipientAccountID: String? { text.string(fields.recipientAccountID) }
    public var serviceEventDetails: JSON? { text.json(fields.serviceEventDetails) }
    public var sharedEventID: String? { text.string(fields.sharedEventID) }
    public var vpcEndpointID: String? { text.string(fields.vpcEndpointID) }
    public var vpcEndpointAccountID: String? { text.string(fields.vpcEndpointAccountID) }
    /// `Management`, `Data`, `NetworkActivity`, `Insight` or `Aggregated`.
    public var eventCategory: String? { text.string(fields.eventCategory) }
    public var addendum: EventAddendum? { EventAddendum(fields.addendum, in: text) }
    public var sessionCredentialFromConsole: Bool? { text.bool(fields.sessionCredentialFromConsole) }
    public var edgeDeviceDetails: EdgeDeviceDetails? { EdgeDeviceDetails(fields.edgeDeviceDetails, in: text) }
    public var tlsDetails: TLSDetails? { TLSDetails(fields.tlsDetails, in: text) }
    /// Only in events of event data stores that were told to keep it.
    public var eventContext: EventContext? { EventContext(fields.eventContext, in: text) }
    public var annotation: String? { text.string(fields.annotation) }
    public var insightDetails: InsightDetails? {
        InsightDetails(fields.insightDetails, in: text) ?? InsightDetails(flat: fields, in: text)
    }
    /// Of aggregated events.
    public var timeWindow: AggregationWindow? { AggregationWindow(fields.timeWindow, in: text) }
    /// Of aggregated events.
    public var summary: JSON? { text.json(fields.summary) }
}

extension CloudTrailEvent {
    /// The account that the event belongs to: its recipient, else that of the identity, else that of the role.
    public var accountID: String? {
        if let account = recipientAccountID ?? text.string(fields.accountID) { return account }
        let identity = userIdentity
        return identity?.accountID ?? identity?.sessionContext?.sessionIssuer?.accountID
    }

    /// Whether the request parameters are written as null rather than left out.
    public var hasNullRequestParameters: Bool { text.isNull(fields.requestParameters) }

    /// Whether the response elements are written as null rather than left out.
    public var hasNullResponseElements: Bool { text.isNull(fields.responseElements) }

    /// Whether the record's version is one that this library knows: 1.0 to 1.11. Others are read all the same.
    public var isOfKnownVersion: Bool {
        guard let parts = eventVersion?.split(separator: "."), parts.count == 2, let minor = Int(parts[1]) else {
            return false
        }
        return parts[0] == "1" && minor <= 11
    }
}

extension CloudTrailEvent: Hashable {
    /// Two events are equal if their records are, byte for byte.
    public static func == (left: CloudTrailEvent, right: CloudTrailEvent) -> Bool {
        left.record === right.record || left.text.bytes == right.text.bytes
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(text.bytes) }
}

extension CloudTrailEvent: CustomStringConvertible {
    public var description: String { recordText }
}
