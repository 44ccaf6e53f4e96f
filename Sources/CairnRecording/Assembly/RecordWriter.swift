import CairnModel

/// Writes records: the fields in CloudTrail's order, each within its size.
///
/// Source: CloudTrail User Guide, "CloudTrail record contents"; the order is that of genuine log files.
enum RecordWriter {
    static let eventVersion = "1.11"

    private static let readOnlyMember = JSONWriter.members { $0.member("readOnly", true) }
    private static let writeMember = JSONWriter.members { $0.member("readOnly", false) }

    /// Returns the record as one JSON object without line breaks, of at most 256 KB.
    /// - Parameter isLarge: a record of up to 1 MB keeps its parameters and response whole: ``StandardRecord`` makes of it
    ///   what it would be otherwise.
    static func bytes(of draft: RecordDraft, isLarge: Bool = false) -> [UInt8] {
        var attempt = Attempt(draft)
        guard attempt.isOversized else { return attempt.bytes }
        if isLarge {
            var draft = draft
            attempt.shrinkDetails(&draft)
            var whole = attempt.hasOversizedDetails ? Attempt(draft) : attempt
            if whole.bytes.count > StandardRecord.largeRecordMax, attempt.hasOversizedResponse {
                attempt.omitResponse(&draft)
                whole = Attempt(draft)
            }
            if whole.bytes.count <= StandardRecord.largeRecordMax { return whole.bytes }
        }
        var draft = draft
        attempt.shrink(&draft)
        attempt = Attempt(draft)
        // All parts are within their limits now, but together they may still be too much.
        for shrink in [Attempt.omitResponse, Attempt.omitRequest, Attempt.omitRest] {
            guard attempt.bytes.count > SizeLimits.record else { break }
            shrink(attempt)(&draft)
            attempt = Attempt(draft)
        }
        return attempt.bytes
    }
}

extension RecordWriter {
    /// One pass over a draft, and the sizes that its large parts turned out to have.
    fileprivate struct Attempt {
        private var writer = JSONWriter(reservingCapacity: 2048)
        private var requestParametersSize = 0
        private var responseElementsSize = 0
        private var additionalEventDataSize = 0

        init(_ draft: RecordDraft) { write(draft) }

        var bytes: [UInt8] { writer.bytes }

        var isOversized: Bool {
            requestParametersSize > SizeLimits.parameters || responseElementsSize > SizeLimits.parameters
                || hasOversizedDetails || writer.bytes.count > SizeLimits.record
        }

        var hasOversizedDetails: Bool { additionalEventDataSize > SizeLimits.additionalEventData }
        var hasOversizedResponse: Bool { responseElementsSize > SizeLimits.parameters }

        /// Takes out of a draft what was too large in this pass.
        func shrink(_ draft: inout RecordDraft) {
            if requestParametersSize > SizeLimits.parameters { omitRequest(&draft) }
            if responseElementsSize > SizeLimits.parameters { omitResponse(&draft) }
            shrinkDetails(&draft)
        }

        func shrinkDetails(_ draft: inout RecordDraft) {
            if hasOversizedDetails { draft.s3 = nil }
        }

        func omitRequest(_ draft: inout RecordDraft) {
            draft.requestParameters = OmittedContent.json(
                field: "requestParameters", reason: .tooLarge, originalByteCount: requestParametersSize)
        }

        func omitResponse(_ draft: inout RecordDraft) {
            draft.responseElements = OmittedContent.json(
                field: "responseElements", reason: .tooLarge, originalByteCount: responseElementsSize)
        }

        func omitRest(_ draft: inout RecordDraft) {
            draft.resources = []
            draft.s3 = nil
        }

        private mutating func write(_ draft: RecordDraft) {
            writer.beginObject()
            writeBeginning(draft)
            requestParametersSize = writeValue("requestParameters", draft.requestParameters)
            responseElementsSize = writeValue("responseElements", draft.responseElements)
            if let s3 = draft.s3 {
                writer.key("additionalEventData")
                let start = writer.bytes.count
                s3.write(to: &writer)
                additionalEventDataSize = writer.bytes.count - start
            }
            writeEnd(draft)
            writer.endObject()
        }

        private mutating func writeBeginning(_ draft: RecordDraft) {
            writer.members(draft.caller.firstMembers)
            writer.members(EventTimeMember.text(epochSeconds: draft.eventTime.wholeSeconds))
            writer.members(draft.facts.nameMembers)
            writer.member("awsRegion", draft.region)
            writer.text("sourceIPAddress", draft.sourceIPAddress)
            if let userAgent = draft.userAgent {
                if draft.facts.isS3 {
                    writer.member(
                        "userAgent", "[" + userAgent.truncated(toUTF8Count: SizeLimits.text - 2) + "]")
                } else {
                    writer.text("userAgent", userAgent)
                }
            }
            if let failure = draft.failure {
                writer.text("errorCode", failure.code)
                if let message = failure.message { writer.text("errorMessage", message) }
            }
        }

        private mutating func writeEnd(_ draft: RecordDraft) {
            if let requestID = draft.requestID { writer.text("requestID", requestID) }
            writer.member("eventID", draft.eventID)
            writer.members(draft.isReadOnly ? RecordWriter.readOnlyMember : RecordWriter.writeMember)
            writeResources(draft)
            writer.members(draft.facts.kindMembers)
            writer.member("recipientAccountId", draft.recipientAccountID)
            writer.member("sharedEventID", draft.sharedEventID)
            writer.members(draft.facts.categoryMember)
            writeTLS(draft)
        }

        private mutating func writeValue(_ name: String, _ value: JSON) -> Int {
            writer.key(name)
            let start = writer.bytes.count
            writer.value(value)
            return writer.bytes.count - start
        }

        private mutating func writeResources(_ draft: RecordDraft) {
            guard !draft.resources.isEmpty else { return }
            writer.key("resources")
            writer.beginArray()
            let start = writer.bytes.count
            for resource in draft.resources where writer.bytes.count - start < SizeLimits.resources {
                let isForeign = resource.accountID != draft.caller.identity.accountID
                resource.write(to: &writer, hidesAccount: draft.hidesOwner && isForeign)
            }
            writer.endArray()
        }

        private mutating func writeTLS(_ draft: RecordDraft) {
            guard draft.tls != nil || draft.hostHeader != nil else { return }
            writer.key("tlsDetails")
            writer.beginObject()
            writer.member("tlsVersion", draft.tls?.version)
            writer.member("cipherSuite", draft.tls?.cipherSuite)
            if let host = draft.hostHeader { writer.text("clientProvidedHostHeader", host) }
            writer.endObject()
        }
    }
}

extension JSONWriter {
    /// Writes a member whose text is cut to what CloudTrail allows.
    fileprivate mutating func text(_ name: String, _ value: String) {
        key(name)
        string(value.truncated(toUTF8Count: SizeLimits.text))
    }
}
