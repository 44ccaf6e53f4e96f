/// A setting of a bucket, kept as a file of that name.
public enum BucketDocument: String, Sendable, Hashable, CaseIterable {
    case policy = "policy.json"
    /// A canned ACL's name.
    case acl = "acl.txt"
    case encryption = "encryption.xml"
    case lifecycle = "lifecycle.xml"
    case ownership = "ownership.xml"
    case publicAccessBlock = "public-access-block.xml"
    /// `Requester`, or not there.
    case requestPayment = "request-payment.txt"
    case tagging = "tagging.xml"
}
