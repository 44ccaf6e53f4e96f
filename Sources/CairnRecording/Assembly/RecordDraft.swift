import CairnModel

/// Everything that stands in one record, before it is written.
struct RecordDraft: Sendable {
    var caller: KnownCaller
    /// Seconds since the epoch; the record holds whole seconds.
    var eventTime: Double
    var facts: OperationFacts
    var region: String
    var sourceIPAddress: String
    var userAgent: String?
    var failure: CallFailure?
    var requestParameters: JSON
    var responseElements: JSON
    var s3: S3Details?
    var requestID: String?
    var eventID: String
    var isReadOnly: Bool
    var resources: [RecordResource]
    var recipientAccountID: String
    /// Set if the same event is recorded for another account too.
    var sharedEventID: String?
    var tls: ObservedCall.TLS?
    var hostHeader: String?
    /// The caller was denied something that another account owns, and is not told whose it is.
    var hidesOwner = false

    /// The copy for the account that owns the resource: it sees of the caller only the account.
    func copy(forOwner account: String, eventID: String) -> RecordDraft {
        var copy = self
        copy.caller = KnownCaller(caller.identity.reducedToAccount)
        copy.recipientAccountID = account
        copy.eventID = eventID
        copy.hidesOwner = false
        return copy
    }
}
