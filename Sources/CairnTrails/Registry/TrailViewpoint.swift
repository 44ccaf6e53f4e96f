/// From where trails are looked at: a caller's account and region.
public struct TrailViewpoint: Sendable, Hashable {
    public var account: String
    public var region: String
    public var partition: String
    /// The organization of the account, if it belongs to one.
    public var organization: Organization?

    public init(account: String, region: String, partition: String = "aws", organization: Organization? = nil) {
        self.account = account
        self.region = region
        self.partition = partition
        self.organization = organization
    }

    /// The account whose organization trails are replicated into this one; `nil` if there is none but itself.
    var managementAccount: String? {
        guard let organization, organization.managementAccount != account, organization.contains(account) else {
            return nil
        }
        return organization.managementAccount
    }
}
