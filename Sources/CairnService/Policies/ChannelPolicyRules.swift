import CairnPolicy

/// What the source of a channel asks of its policy.
///
/// Source: CloudTrail User Guide, "AWS CloudTrail resource-based policy examples".
enum ChannelPolicyRules {
    static let externalID = "cloudtrail:ExternalId"

    /// - Throws: ``CairnPolicy/ResourcePolicyProblem``.
    static func check(_ document: PolicyDocument, source: String) throws(ResourcePolicyProblem) {
        for (index, statement) in document.statements.enumerated() where statement.effect == .allow {
            if ChannelSource.directPartners.contains(source) { try checkExternalID(statement, index, source) }
            try checkPrincipals(statement, index)
        }
    }

    /// A partner writes for many customers: the external id says for which.
    private static func checkExternalID(
        _ statement: PolicyStatement, _ index: Int, _ source: String
    ) throws(ResourcePolicyProblem) {
        let names = statement.conditions.map { $0.key.lowercased() }
        guard !names.contains(externalID.lowercased()) else { return }
        throw ResourcePolicyProblem(
            .condition, statement: index, "the source \(source) needs a condition on \(externalID)"
        )
    }

    private static func checkPrincipals(
        _ statement: PolicyStatement, _ index: Int
    ) throws(ResourcePolicyProblem) {
        for entry in statement.principals?.entries ?? [] {
            switch entry {
            case .everyone, .account, .arn, .uniqueID: continue
            case .service, .federated, .canonicalUser:
                throw ResourcePolicyProblem(
                    .principal, statement: index, "a channel's policy names AWS accounts, users and roles"
                )
            }
        }
    }
}
