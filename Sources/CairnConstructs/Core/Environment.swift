/// The account and region that a stack is for. What is not given is known only when the stack is deployed.
public struct Environment: Hashable, Sendable {
    /// Twelve digits.
    public var account: String?
    public var region: String?

    public init(account: String? = nil, region: String? = nil) {
        self.account = account
        self.region = region
    }
}
