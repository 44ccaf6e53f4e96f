public import CairnAPI

/// Who belongs to which organization.
public protocol OrganizationDirectory: Sendable {
    /// Returns the organization that an account belongs to, or `nil` if it belongs to none.
    /// - Throws: ``CloudTrailError`` with `insufficientDependencyServiceAccessPermission` if the organization may not be
    ///   read, or `serviceUnavailable` if it cannot be.
    func organization(of account: String) async throws(CloudTrailError) -> Organization?
}

/// A directory without organizations.
public struct EmptyOrganizationDirectory: OrganizationDirectory {
    public init() {}

    public func organization(of account: String) -> Organization? { nil }
}

/// A directory of one organization that does not change.
public struct StaticOrganizationDirectory: OrganizationDirectory {
    private let organization: Organization

    public init(_ organization: Organization) { self.organization = organization }

    public func organization(of account: String) -> Organization? {
        organization.contains(account) ? organization : nil
    }
}
