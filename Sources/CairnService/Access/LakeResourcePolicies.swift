public import CairnLake
public import CairnPolicy
import CairnStore
public import CairnTrails

/// The policies that owners have put on event data stores, channels and dashboards, and those that follow from an
/// organization.
public struct LakeResourcePolicies: ResourcePolicySource {
    private let lake: Lake
    private let trails: TrailRegistry
    private let organizations: any OrganizationDirectory

    public init(lake: Lake, trails: TrailRegistry, organizations: any OrganizationDirectory) {
        self.lake = lake
        self.trails = trails
        self.organizations = organizations
    }

    /// The policy as it is evaluated: the owner's statements, and those for delegated administrators.
    public func resourcePolicy(of arn: String) async throws -> PolicyDocument? {
        let delegated = try await delegatedPolicy(of: arn).map { try PolicyDocument(parsing: $0, as: .resource) }
        guard let own = lake.policies.snapshot[arn] else { return delegated }
        var document = try PolicyDocument(parsing: own.text, as: .resource)
        document.statements += delegated?.statements ?? []
        return document
    }

    /// The policy that an organization's store has for the delegated administrators, `nil` if there are none.
    func delegatedPolicy(of arn: String) async throws -> String? {
        guard let store = lake.registry.resource(arn) as? EventDataStore, store.isOrganizationStore,
            let organization = try await organizations.organization(of: store.account)
        else { return nil }
        let administrators = organization.memberAccounts.filter {
            trails.snapshot.isDelegatedAdministrator($0, of: organization)
        }
        return DelegatedAdministratorPolicy.text(for: administrators.sorted(), on: store)
    }
}
