/// Looks at the buckets that trails may write to.
public protocol BucketInspector: Sendable {
    /// Returns what is to be known of a bucket, wherever it is and whoever owns it; `nil` if there is none.
    /// - Parameter account: for whom to ask.
    /// - Throws: ``ResourceInspectionError``.
    func bucket(_ name: String, account: String) async throws(ResourceInspectionError) -> BucketFacts?
}

/// Looks at the other resources that trails use: topics, keys, log groups and roles.
public protocol ResourceInspector: Sendable {
    /// - Returns: `nil` if there is no such topic.
    /// - Throws: ``ResourceInspectionError``.
    func topic(arn: String) async throws(ResourceInspectionError) -> TopicFacts?

    /// - Parameters:
    ///   - key: an id, `alias/NAME`, or the ARN of a key or an alias.
    ///   - account: whose key it is if it is not named by an ARN.
    ///   - region: where it is if it is not named by an ARN.
    /// - Returns: `nil` if there is no such key.
    /// - Throws: ``ResourceInspectionError``.
    func key(_ key: String, account: String, region: String) async throws(ResourceInspectionError) -> KeyFacts?

    /// - Parameter arn: the ARN of a log group, with or without `:*` at its end.
    /// - Throws: ``ResourceInspectionError``.
    func logGroupExists(arn: String) async throws(ResourceInspectionError) -> Bool

    /// - Returns: `nil` if there is no such role.
    /// - Throws: ``ResourceInspectionError``.
    func role(arn: String) async throws(ResourceInspectionError) -> RoleFacts?
}

/// The resources of a Cairn that has nobody to ask: there are none.
public struct NoResources: BucketInspector, ResourceInspector {
    public init() {}

    public func bucket(_ name: String, account: String) -> BucketFacts? { nil }
    public func topic(arn: String) -> TopicFacts? { nil }
    public func key(_ key: String, account: String, region: String) -> KeyFacts? { nil }
    public func logGroupExists(arn: String) -> Bool { false }
    public func role(arn: String) -> RoleFacts? { nil }
}
