/// What a bucket refuses to make public.
public struct BlockPublicAccess: Hashable, Sendable, TemplateConvertible {
    public var blockPublicACLs: Bool?
    public var blockPublicPolicy: Bool?
    public var ignorePublicACLs: Bool?
    public var restrictPublicBuckets: Bool?

    public init(
        blockPublicACLs: Bool? = nil, blockPublicPolicy: Bool? = nil, ignorePublicACLs: Bool? = nil,
        restrictPublicBuckets: Bool? = nil
    ) {
        self.blockPublicACLs = blockPublicACLs
        self.blockPublicPolicy = blockPublicPolicy
        self.ignorePublicACLs = ignorePublicACLs
        self.restrictPublicBuckets = restrictPublicBuckets
    }

    /// Everything.
    public static let all = BlockPublicAccess(
        blockPublicACLs: true, blockPublicPolicy: true, ignorePublicACLs: true, restrictPublicBuckets: true)

    public var templateValue: TemplateValue {
        var members = PropertyList()
        members.set("BlockPublicAcls", blockPublicACLs)
        members.set("BlockPublicPolicy", blockPublicPolicy)
        members.set("IgnorePublicAcls", ignorePublicACLs)
        members.set("RestrictPublicBuckets", restrictPublicBuckets)
        return .object(members)
    }
}
