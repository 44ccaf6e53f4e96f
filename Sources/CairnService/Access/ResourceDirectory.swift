/// Knows what a request's words stand for, and which tags resources have.
public protocol ResourceDirectory: Sendable {
    /// The tags of the resource with that ARN; empty if it has none or is not there.
    func tags(of arn: String) async throws -> [String: String]
    /// The ARN of the trail that has that name as seen from an account's region, `nil` if there is none.
    ///
    /// A trail for all regions is known by its name everywhere; its ARN is that of its home region.
    func trailARN(named name: String, account: String, region: String) async throws -> String?
    /// The ARNs of the event data stores that a query of an account is about; empty if it has no such query.
    func eventDataStoreARNs(ofQuery queryID: String, account: String, region: String) async throws -> [String]
}

/// Names are what they seem, and nothing has tags.
public struct NoResourceDirectory: ResourceDirectory {
    public init() {}
    public func tags(of arn: String) async -> [String: String] { [:] }
    public func trailARN(named name: String, account: String, region: String) async -> String? { nil }
    public func eventDataStoreARNs(ofQuery queryID: String, account: String, region: String) async -> [String] { [] }
}
