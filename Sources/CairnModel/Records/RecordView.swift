/// The fields of a CloudTrail record that everyone asks for, as places in its bytes.
///
/// One pass over the bytes, no copies: a field is read with ``JSONSlice/string(in:)`` against the same bytes. A field
/// that is missing is ``JSONSlice/absent``; of a field that comes twice the first counts. Names written with escapes
/// are not recognised. The scan finds structure, it does not validate: check records from outside with ``JSON``.
///
/// Source: CloudTrail User Guide, "CloudTrail record contents".
public struct RecordView: Sendable {
    public var eventVersion = JSONSlice.absent
    public var eventTime = JSONSlice.absent
    public var eventSource = JSONSlice.absent
    public var eventName = JSONSlice.absent
    public var awsRegion = JSONSlice.absent
    public var sourceIPAddress = JSONSlice.absent
    public var userAgent = JSONSlice.absent
    public var errorCode = JSONSlice.absent
    public var errorMessage = JSONSlice.absent
    public var requestID = JSONSlice.absent
    public var eventID = JSONSlice.absent
    public var readOnly = JSONSlice.absent
    public var eventType = JSONSlice.absent
    public var apiVersion = JSONSlice.absent
    public var managementEvent = JSONSlice.absent
    public var recipientAccountID = JSONSlice.absent
    public var sharedEventID = JSONSlice.absent
    public var vpcEndpointID = JSONSlice.absent
    public var eventCategory = JSONSlice.absent
    public var sessionCredentialFromConsole = JSONSlice.absent

    /// Objects and arrays, whole.
    public var userIdentity = JSONSlice.absent
    public var requestParameters = JSONSlice.absent
    public var responseElements = JSONSlice.absent
    public var additionalEventData = JSONSlice.absent
    public var resources = JSONSlice.absent
    public var serviceEventDetails = JSONSlice.absent
    public var insightDetails = JSONSlice.absent
    public var tlsDetails = JSONSlice.absent

    public var identity = Identity()
    public var insight = Insight()

    /// Members of `userIdentity`.
    public struct Identity: Sendable {
        public var type = JSONSlice.absent
        public var principalID = JSONSlice.absent
        public var arn = JSONSlice.absent
        public var accountID = JSONSlice.absent
        public var accessKeyID = JSONSlice.absent
        public var userName = JSONSlice.absent
        public var invokedBy = JSONSlice.absent
        /// `sessionContext.sessionIssuer.userName`
        public var sessionIssuerUserName = JSONSlice.absent
        /// `sessionContext.sessionIssuer.arn`
        public var sessionIssuerARN = JSONSlice.absent
    }

    /// Members of `insightDetails`.
    public struct Insight: Sendable {
        public var state = JSONSlice.absent
        public var eventSource = JSONSlice.absent
        public var eventName = JSONSlice.absent
        public var insightType = JSONSlice.absent
        public var errorCode = JSONSlice.absent
    }

    /// Scans one record. `nil` unless the bytes are one JSON object, whole, with at most white space around it,
    /// of less than 2 GiB.
    public init?(scanning bytes: UnsafeRawBufferPointer) {
        guard bytes.count < 0x7fff_ffff else { return nil }
        var scanner = RecordScanner(json: JSONScanner(bytes))
        guard scanner.scanMembers(of: .record, into: &self), scanner.json.peek() == nil else { return nil }
    }

    /// Scans one record. See ``init(scanning:)-(UnsafeRawBufferPointer)``.
    public init?(scanning bytes: [UInt8]) {
        let view = bytes.withUnsafeBytes { RecordView(scanning: $0) }
        guard let view else { return nil }
        self = view
    }
}
