/// Whether a request is authorized, by the policies of the caller and of the resource together.
///
/// Source: IAM User Guide, "Policy evaluation logic" and "Cross-account policy evaluation logic". Service control
/// policies and session policies are not part of it.
public struct Authorization: Sendable, Hashable {
    public var identityPolicies: IdentityPolicies
    /// `nil` if the resource has none.
    public var resourcePolicy: PolicyDocument?
    /// Whose resource it is; `nil` if it is the caller's own.
    public var resourceAccount: String?

    public init(
        identityPolicies: IdentityPolicies, resourcePolicy: PolicyDocument? = nil, resourceAccount: String? = nil
    ) {
        self.identityPolicies = identityPolicies
        self.resourcePolicy = resourcePolicy
        self.resourceAccount = resourceAccount
    }

    public func decide(_ request: PolicyRequest) -> AuthorizationDecision {
        let resource = resourcePolicy?.decision(request, as: .resource, documentIndex: 0) ?? (.notApplicable, .none)
        if case .denied(let statement) = resource.decision { return .explicitlyDenied(by: .resource, statement) }
        guard let account = request.principal.account else { return decideByResource(resource.decision) }
        let isOwn = resourceAccount == nil || resourceAccount == account
        if case .account = request.principal { return isOwn ? .allowedAsRoot : decideByResource(resource.decision) }
        return decide(request, resource: resource, isOwn: isOwn)
    }

    /// Callers without an account, and other accounts' root users, have no policies of their own.
    private func decideByResource(_ decision: PolicyDecision) -> AuthorizationDecision {
        guard case .allowed(let statement) = decision else { return .implicitlyDenied(by: .resource) }
        return .allowed(by: .resource, statement)
    }

    private func decide(
        _ request: PolicyRequest, resource: (decision: PolicyDecision, grant: PrincipalMatch), isOwn: Bool
    ) -> AuthorizationDecision {
        let identity = identityPolicies.decideWithoutBoundary(request)
        let boundary = identityPolicies.permissionsBoundary?.decision(request, as: .identity)
        if case .denied(let statement) = identity { return .explicitlyDenied(by: .identity, statement) }
        if case .denied(let statement) = boundary { return .explicitlyDenied(by: .boundary, statement) }
        let isWithinBoundary = boundary?.isAllowed ?? true
        if isOwn, case .allowed(let statement) = resource.decision {
            // A resource that names the caller itself needs nobody's consent; one that names the role is bounded by
            // the role's boundary; one that names the account leaves the choice to the account's policies.
            if resource.grant == .direct { return .allowed(by: .resource, statement) }
            if resource.grant == .throughRole {
                return isWithinBoundary ? .allowed(by: .resource, statement) : .implicitlyDenied(by: .boundary)
            }
        }
        guard case .allowed(let statement) = identity else { return .implicitlyDenied(by: .identity) }
        guard isWithinBoundary else { return .implicitlyDenied(by: .boundary) }
        guard isOwn || resource.decision.isAllowed else { return .implicitlyDenied(by: .resource) }
        return .allowed(by: .identity, statement)
    }
}
