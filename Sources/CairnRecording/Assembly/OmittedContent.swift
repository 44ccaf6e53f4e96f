import CairnModel

/// What stands in a record in the place of content that was left out.
enum OmittedContent {
    /// Why content is missing.
    enum Reason: String {
        case tooLarge = "too large"
        case notKeptWhole = "not kept whole"
        case encoded = "content-encoded"
        case unreadable = "not readable"
    }

    /// - Parameters:
    ///   - field: the record's field, such as `requestParameters`.
    ///   - originalByteCount: the size of what is missing, as it stood on the wire or in the record.
    static func json(field: String, reason: Reason, originalByteCount: Int) -> JSON {
        StandardRecord.omission(of: field, byteCount: originalByteCount, reason: reason.rawValue)
    }
}
