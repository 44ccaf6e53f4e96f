import CairnModel

/// One element of a record's `resources`.
struct RecordResource: Sendable, Hashable {
    /// Such as `AWS::S3::Bucket`; some services name none.
    var type: String?
    var arn: String
    /// The owner; some entries name none.
    var accountID: String?
    /// A listing touches all that begins with the ARN.
    var isPrefix = false

    func write(to writer: inout JSONWriter, hidesAccount: Bool) {
        writer.beginObject()
        if !hidesAccount { writer.member("accountId", accountID) }
        writer.member("type", type)
        writer.member(isPrefix ? "ARNPrefix" : "ARN", arn)
        writer.endObject()
    }
}
