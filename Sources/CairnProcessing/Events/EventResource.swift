import CairnModel

/// A resource that a request touched: one of `resources` of a record.
public struct EventResource: Sendable, Hashable {
    public var accountID: String?
    /// Such as `AWS::S3::Object`.
    public var type: String?
    public var arn: String?
    /// The beginning of the ARNs of what was listed.
    public var arnPrefix: String?

    /// `nil` if there is no list; what in it is no object is left out.
    static func list(_ slice: JSONSlice, in text: RecordText) -> [EventResource]? {
        EventPart.list(slice, in: text)?.map { part in
            EventResource(
                accountID: part.string("accountId"), type: part.string("type"),
                arn: part.string("ARN") ?? part.string("arn"), arnPrefix: part.string("ARNPrefix"))
        }
    }
}
