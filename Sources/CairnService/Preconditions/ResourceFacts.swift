/// What is to be known of a topic before a trail publishes to it.
public struct TopicFacts: Sendable, Hashable {
    /// The text of its policy, `nil` if it has none.
    public var policy: String?

    public init(policy: String? = nil) { self.policy = policy }
}

/// What is to be known of a KMS key before a trail encrypts with it.
public struct KeyFacts: Sendable, Hashable {
    /// The ARN of the key itself, also if an alias was asked for.
    public var arn: String
    /// Such as `Enabled`, `Disabled` or `PendingDeletion`.
    public var state: String
    /// The text of the key policy.
    public var policy: String?

    public init(arn: String, state: String = "Enabled", policy: String? = nil) {
        self.arn = arn
        self.state = state
        self.policy = policy
    }
}

/// What is to be known of an IAM role before CloudTrail assumes it.
public struct RoleFacts: Sendable, Hashable {
    /// The text of its trust policy.
    public var trustPolicy: String?
    /// The texts of its inline and attached policies.
    public var permissions: [String]

    public init(trustPolicy: String? = nil, permissions: [String] = []) {
        self.trustPolicy = trustPolicy
        self.permissions = permissions
    }
}
