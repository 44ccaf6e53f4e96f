/// What is to be known of a bucket before a trail writes to it.
public struct BucketFacts: Sendable, Hashable {
    public var region: String
    /// The text of its policy, `nil` if it has none.
    public var policy: String?
    /// Whoever reads pays: CloudTrail cannot write there.
    public var isRequesterPays: Bool
    /// Whether it has an S3 Bucket Key, for which CloudTrail must be able to decrypt.
    public var usesBucketKey: Bool

    public init(region: String, policy: String? = nil, isRequesterPays: Bool = false, usesBucketKey: Bool = false) {
        self.region = region
        self.policy = policy
        self.isRequesterPays = isRequesterPays
        self.usesBucketKey = usesBucketKey
    }
}
