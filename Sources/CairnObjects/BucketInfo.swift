/// What a store knows of a bucket.
public struct BucketInfo: Sendable, Hashable {
    public var name: String
    /// The region that the bucket was created in.
    public var region: String
    /// The account that the bucket belongs to, `nil` where the store does not tell.
    public var owner: String?
    /// Seconds since the epoch, `nil` where the store does not tell.
    public var created: Double?
    /// The bucket's policy as JSON text, `nil` if it has none.
    public var policy: String?
    /// The requester pays for reading: CloudTrail does not deliver into such a bucket.
    public var isRequesterPays: Bool

    public init(
        name: String, region: String, owner: String? = nil, created: Double? = nil, policy: String? = nil,
        isRequesterPays: Bool = false
    ) {
        self.name = name
        self.region = region
        self.owner = owner
        self.created = created
        self.policy = policy
        self.isRequesterPays = isRequesterPays
    }
}
