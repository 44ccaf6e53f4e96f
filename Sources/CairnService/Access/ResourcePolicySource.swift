public import CairnPolicy

/// Knows the resource policies of event data stores, channels and dashboards.
public protocol ResourcePolicySource: Sendable {
    /// The policy of the resource with that ARN, `nil` if it has none or is not there.
    /// - Throws: if the policy cannot be read; the call is then refused.
    func resourcePolicy(of arn: String) async throws -> PolicyDocument?
}

/// Nothing has a resource policy.
public struct NoResourcePolicies: ResourcePolicySource {
    public init() {}
    public func resourcePolicy(of arn: String) async -> PolicyDocument? { nil }
}
