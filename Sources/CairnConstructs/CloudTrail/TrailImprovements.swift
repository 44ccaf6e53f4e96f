/// What a trail does better than the AWS CDK's, if it is asked to.
///
/// Without any, a trail is written as the AWS CDK writes it, so that a stack can move without its trail being replaced.
public struct TrailImprovements: OptionSet, Hashable, Sendable {
    public let rawValue: Int
    public init(rawValue: Int) { self.rawValue = rawValue }

    /// Lets CloudTrail use the trail's key, for this trail only where its name is known.
    ///
    /// Without it such a stack does not deploy until somebody else grants the key.
    public static let grantsEncryptionKey = Self(rawValue: 1 << 0)
    /// Ties what CloudTrail may do with bucket and topic to this trail, or to the account if the trail has no name.
    ///
    /// Source: CloudTrail User Guide, "Security best practices": confused deputy.
    public static let limitsGrantsToSource = Self(rawValue: 1 << 1)
    /// Creates the trail after the policies of its topic and its key.
    public static let dependsOnAllPolicies = Self(rawValue: 1 << 2)
    /// Keeps the trail's own deliveries out of its data events: excludes the bucket from advanced selectors, and warns of
    /// basic ones, which cannot exclude anything.
    public static let guardsOwnBucket = Self(rawValue: 1 << 3)
    /// Checks what only CloudTrail checks otherwise: limits for each trail, names, and properties that exclude each other.
    public static let checksLimits = Self(rawValue: 1 << 4)
    /// Names a topic of another account or region by its ARN; its name alone would mean another topic.
    public static let namesForeignTopicsByARN = Self(rawValue: 1 << 5)
    /// Encrypts a bucket that the trail makes, and refuses to make anything in it public.
    public static let securesOwnBucket = Self(rawValue: 1 << 6)

    /// All of them.
    public static let all: Self = [
        .grantsEncryptionKey, .limitsGrantsToSource, .dependsOnAllPolicies, .guardsOwnBucket, .checksLimits,
        .namesForeignTopicsByARN, .securesOwnBucket,
    ]
}
