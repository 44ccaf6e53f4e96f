import CairnModel

/// One element of a record's `resources`.
public struct RecordResource: Sendable, Hashable {
    /// Such as `AWS::S3::Bucket`; some services name none.
    public var type: String?
    public var arn: String
    /// The owner; some entries name none.
    public var accountID: String?
    /// A listing touches all that begins with the ARN.
    public var isPrefix: Bool

    public init(type: String? = nil, arn: String, accountID: String? = nil, isPrefix: Bool = false) {
        self.type = type
        self.arn = arn
        self.accountID = accountID
        self.isPrefix = isPrefix
    }

    func write(to writer: inout JSONWriter, hidesAccount: Bool) {
        writer.beginObject()
        if !hidesAccount { writer.member("accountId", accountID) }
        writer.member("type", type)
        writer.member(isPrefix ? "ARNPrefix" : "ARN", arn)
        writer.endObject()
    }
}
