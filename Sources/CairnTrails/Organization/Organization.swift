/// An organization as CloudTrail sees it.
///
/// Source: CloudTrail User Guide, "Creating a trail for an organization".
public struct Organization: Sendable, Hashable {
    /// Such as `o-abc123defg`; a part of the keys of an organization trail's log files.
    public var id: String
    public var managementAccount: String
    /// The other accounts.
    public var memberAccounts: Set<String>
    /// `false` if the organization has consolidated billing only.
    public var hasAllFeatures: Bool
    /// Whether trusted access is on for `cloudtrail.amazonaws.com`.
    public var trustsCloudTrail: Bool
    /// Whether the management account has the role AWSServiceRoleForCloudTrail.
    public var hasServiceLinkedRole: Bool

    public init(
        id: String, managementAccount: String, memberAccounts: Set<String>, hasAllFeatures: Bool = true,
        trustsCloudTrail: Bool = true, hasServiceLinkedRole: Bool = true
    ) {
        self.id = id
        self.managementAccount = managementAccount
        self.memberAccounts = memberAccounts.subtracting([managementAccount])
        self.hasAllFeatures = hasAllFeatures
        self.trustsCloudTrail = trustsCloudTrail
        self.hasServiceLinkedRole = hasServiceLinkedRole
    }

    /// Whether the account is the management account or a member.
    public func contains(_ account: String) -> Bool {
        account == managementAccount || memberAccounts.contains(account)
    }
}
