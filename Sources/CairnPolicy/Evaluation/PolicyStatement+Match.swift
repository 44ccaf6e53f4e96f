extension PolicyStatement {
    /// Whether the statement is about a request: all of its elements match.
    ///
    /// Texts that are too long to compare are allowed by nothing and denied by every Deny.
    func applies(to request: PolicyRequest, as kind: PolicyKind) -> Bool {
        if request.isTooLarge { return effect == .deny }
        return matchesAction(request) && matchesPrincipal(request, as: kind) != .none
            && matchesResource(request, as: kind) && conditions.allSatisfy { $0.isMet(in: request.context) }
    }

    func matchesPrincipal(_ request: PolicyRequest, as kind: PolicyKind) -> PrincipalMatch {
        switch kind {
        case .identity: principals == nil ? .direct : .none
        case .resource: principals?.match(request, effect: effect) ?? .none
        }
    }

    func matchesAction(_ request: PolicyRequest) -> Bool {
        actions.contains(request.actionTokens, in: request.context)
    }

    /// A statement of a resource's policy that names no resource is about the one it is attached to.
    func matchesResource(_ request: PolicyRequest, as kind: PolicyKind) -> Bool {
        guard let resources else { return kind == .resource }
        return resources.contains(request.resourceTokens, in: request.context)
    }
}

extension PolicyPatterns {
    fileprivate func contains(_ value: [Wildcard.Token], in context: PolicyContext) -> Bool {
        patterns.contains { $0.matches(value, in: context) } != isNegated
    }
}

extension PolicyDocument {
    /// What this document alone says: a Deny wins over every Allow, and of equals the first statement is named.
    ///
    /// As a resource's policy it also allows callers whose account is named; whether their own account lets them is for
    /// ``Authorization`` to say.
    public func decision(_ request: PolicyRequest, as kind: PolicyKind) -> PolicyDecision {
        decision(request, as: kind, documentIndex: 0).decision
    }

    func decision(
        _ request: PolicyRequest, as kind: PolicyKind, documentIndex: Int
    ) -> (decision: PolicyDecision, grant: PrincipalMatch) {
        var allowance: PolicyStatementReference?
        var grant = PrincipalMatch.none
        for (index, statement) in statements.enumerated() where statement.applies(to: request, as: kind) {
            let reference = PolicyStatementReference(
                documentIndex: documentIndex, statementIndex: index, sid: statement.sid)
            if statement.effect == .deny { return (.denied(by: reference), .none) }
            let match = statement.matchesPrincipal(request, as: kind)
            if allowance == nil || match.isStronger(than: grant) {
                allowance = reference
                grant = match
            }
        }
        return (allowance.map(PolicyDecision.allowed) ?? .notApplicable, grant)
    }
}

extension PrincipalMatch {
    fileprivate func isStronger(than other: PrincipalMatch) -> Bool { strength > other.strength }

    private var strength: Int {
        switch self {
        case .none: 0
        case .throughAccount: 1
        case .throughRole: 2
        case .direct: 3
        }
    }
}
