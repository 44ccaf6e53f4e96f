/// One action on one kind of resource, and how to ask policies about it.
struct RequiredPermission {
    var kind: PolicyKind = .resource
    let action: String
    /// For people, with wildcards.
    let resource: String
    /// ARNs that stand for all of the resource; each must be allowed.
    let probes: [String]
    let context: PolicyContext
    let statement: PolicyStatement
    /// The bucket, its prefix with a slash, and the account or organization whose folder it is, to name causes by.
    var bucket: String?
    var folder: String?
    var owner: String?

    func missing(from policies: [PolicyDocument]) -> MissingStatement? {
        guard !policies.isEmpty else { return missing(.noPolicy, "there is no policy") }
        for probe in probes {
            let request = PolicyRequest(
                principal: .service(RequiredPolicy.service), action: action, resource: probe, context: context)
            switch PolicySet(policies: policies, kind: kind).decide(request) {
            case .allowed: continue
            case .denied(let reference): return missing(.explicitDeny, "\(reference) denies it")
            case .notApplicable:
                let finding = NearestStatement(permission: self, request: request).finding(in: policies)
                return missing(finding.cause, finding.detail)
            }
        }
        return nil
    }

    private func missing(_ cause: MissingStatement.Cause, _ detail: String) -> MissingStatement {
        MissingStatement(action: action, resource: resource, cause: cause, detail: detail, statement: statement)
    }
}

/// Several documents of one kind, together.
private struct PolicySet {
    let policies: [PolicyDocument]
    let kind: PolicyKind

    func decide(_ request: PolicyRequest) -> PolicyDecision {
        var allowance = PolicyDecision.notApplicable
        for (index, policy) in policies.enumerated() {
            let decision = policy.decision(request, as: kind, documentIndex: index).decision
            if decision.isDenied { return decision }
            if allowance == .notApplicable { allowance = decision }
        }
        return allowance
    }
}
