/// The policies of one identity: a user's with those of its groups, or a role's.
public struct IdentityPolicies: Sendable, Hashable {
    public var documents: [PolicyDocument]
    /// The most that the identity may be allowed; `nil` sets no bound.
    public var permissionsBoundary: PolicyDocument?

    public init(_ documents: [PolicyDocument] = [], permissionsBoundary: PolicyDocument? = nil) {
        self.documents = documents
        self.permissionsBoundary = permissionsBoundary
    }

    /// What the policies say together: any Deny wins, else any Allow that the boundary allows too.
    public func decide(_ request: PolicyRequest) -> PolicyDecision {
        let decision = decideWithoutBoundary(request)
        guard let boundary = permissionsBoundary?.decision(request, as: .identity), !decision.isDenied else {
            return decision
        }
        if boundary.isDenied { return boundary }
        return boundary.isAllowed ? decision : .notApplicable
    }

    func decideWithoutBoundary(_ request: PolicyRequest) -> PolicyDecision {
        var allowance = PolicyDecision.notApplicable
        for (index, document) in documents.enumerated() {
            let decision = document.decision(request, as: .identity, documentIndex: index).decision
            if decision.isDenied { return decision }
            if allowance == .notApplicable { allowance = decision }
        }
        return allowance
    }
}
