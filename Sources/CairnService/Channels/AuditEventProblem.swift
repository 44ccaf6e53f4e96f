/// Why an audit event is not taken.
struct AuditEventProblem: Error {
    /// Source: CloudTrail Data API Reference, ResultErrorEntry.
    enum Code: String {
        case fieldTooLong = "FieldTooLong"
        case fieldNotFound = "FieldNotFound"
        case invalidChecksum = "InvalidChecksum"
        case invalidData = "InvalidData"
        case invalidRecipient = "InvalidRecipient"
        case invalidEventSource = "InvalidEventSource"
        case throttling = "Throttling"
        case internalFailure = "InternalFailure"
    }

    let code: Code
    let message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}
