public import CairnModel

/// The value of Principal or NotPrincipal.
///
/// Source: IAM User Guide, "AWS JSON policy elements: Principal" and "NotPrincipal".
public struct PolicyPrincipals: Sendable, Hashable {
    public enum Entry: Sendable, Hashable {
        /// `*`, and `{"AWS": "*"}`, which means the same.
        case everyone
        /// An account, written as its number or as the ARN of its root user.
        case account(String)
        /// The ARN of a user, role, role session or federated user session.
        case arn(String)
        /// What AWS puts for a user or role that was deleted, such as `AIDA…`.
        case uniqueID(String)
        case service(String)
        /// A provider of identities, in trust policies.
        case federated(String)
        /// An account in Amazon S3's own notation.
        case canonicalUser(String)
    }

    public var entries: [Entry]
    public var isNegated: Bool
    /// What stands in the document.
    public let json: JSON

    init(entries: [Entry], isNegated: Bool, json: JSON) {
        self.entries = entries
        self.isNegated = isNegated
        self.json = json
    }

    /// One AWS service, such as `cloudtrail.amazonaws.com`.
    public static func service(_ name: String) -> PolicyPrincipals {
        PolicyPrincipals(entries: [.service(name)], isNegated: false, json: ["Service": .string(name)])
    }

    /// Everybody in an account, as far as that account lets them.
    public static func account(_ id: String, partition: String = "aws") -> PolicyPrincipals {
        PolicyPrincipals(
            entries: [.account(id)], isNegated: false, json: ["AWS": .string("arn:\(partition):iam::\(id):root")])
    }
}

/// How a statement's principals cover a caller.
enum PrincipalMatch: Sendable, Hashable {
    case none
    /// The caller's account is named: the account's own policies must allow the call as well.
    case throughAccount
    /// The role of the caller's session is named.
    case throughRole
    /// The caller is named, or everyone is.
    case direct
}

extension PolicyPrincipals {
    func match(_ request: PolicyRequest, effect: PolicyStatement.Effect) -> PrincipalMatch {
        guard isNegated else { return best(for: request) }
        return isSpared(request, effect: effect) ? .none : .direct
    }

    private func best(for request: PolicyRequest) -> PrincipalMatch {
        var found = PrincipalMatch.none
        for entry in entries {
            switch match(entry, request) {
            case .direct: return .direct
            case .throughRole: found = .throughRole
            case .throughAccount where found == .none: found = .throughAccount
            case .throughAccount, .none: break
            }
        }
        return found
    }

    private func match(_ entry: Entry, _ request: PolicyRequest) -> PrincipalMatch {
        switch entry {
        case .everyone: return .direct
        case .account(let id):
            guard request.principal.account == id else { return .none }
            if case .account = request.principal { return .direct }
            return .throughAccount
        case .arn(let arn):
            guard request.principal.arns.contains(arn) else { return .none }
            return request.principal.arns.first == arn ? .direct : .throughRole
        case .uniqueID(let id):
            return request.context["aws:userid"]?.contains { $0.prefix { $0 != ":" } == id } == true ? .direct : .none
        case .service(let name):
            return request.principal == .service(name) ? .direct : .none
        case .federated(let provider):
            return request.principal == .federated(provider: provider) ? .direct : .none
        case .canonicalUser(let id):
            return request.canonicalUserID == id ? .throughAccount : .none
        }
    }

    /// NotPrincipal with Deny spares a caller only if all that the caller is stands in the list: the session, its role
    /// and the account. With Allow any of them is enough to leave the caller out. Both err on the side of refusal.
    private func isSpared(_ request: PolicyRequest, effect: PolicyStatement.Effect) -> Bool {
        if entries.contains(.everyone) { return true }
        var chain = request.principal.arns.map(Entry.arn)
        if let account = request.principal.account { chain.append(.account(account)) }
        if case .service(let name) = request.principal { chain = [.service(name)] }
        if case .federated(let provider) = request.principal { chain = [.federated(provider)] }
        guard !chain.isEmpty else { return false }
        return effect == .deny
            ? chain.allSatisfy(entries.contains) : chain.contains(where: entries.contains)
    }
}
