/// One call that policies are asked about.
public struct PolicyRequest: Sendable, Hashable {
    /// The longest ARN that is compared, in bytes. A request with a longer one is never allowed.
    public static let resourceByteCountMax = 4096

    public let principal: PolicyPrincipal
    /// The service's prefix and the operation: `cloudtrail:LookupEvents`.
    public let action: String
    /// An ARN, or `*` for calls that are about no resource.
    public let resource: String
    /// The keys given, and those that follow from the principal.
    public let context: PolicyContext
    /// The caller's account in Amazon S3's notation, for bucket policies that use it.
    public let canonicalUserID: String?

    let actionTokens: [Wildcard.Token]
    let resourceTokens: [Wildcard.Token]
    let isTooLarge: Bool

    public init(
        principal: PolicyPrincipal, action: String, resource: String, context: PolicyContext = PolicyContext(),
        canonicalUserID: String? = nil
    ) {
        self.principal = principal
        self.action = action
        self.resource = resource
        var completed = context
        principal.addKeys(to: &completed)
        self.context = completed
        self.canonicalUserID = canonicalUserID
        isTooLarge =
            context.isTooLarge || resource.utf8.count > Self.resourceByteCountMax || action.utf8.count > 256
        actionTokens = isTooLarge ? [] : Wildcard.lowercased(Wildcard.literal(action))
        resourceTokens = isTooLarge ? [] : Wildcard.literal(resource)
    }
}
