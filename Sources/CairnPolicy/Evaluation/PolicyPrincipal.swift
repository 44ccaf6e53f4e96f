import CairnModel

/// Who makes a request.
public enum PolicyPrincipal: Sendable, Hashable {
    /// Nobody known: an unsigned request.
    case anonymous
    /// An AWS service acting for itself, such as `cloudtrail.amazonaws.com`.
    case service(String)
    /// The root user of an account.
    case account(String)
    /// An IAM user: `arn:aws:iam::222233334444:user/ops/dana`.
    case user(arn: String, account: String)
    /// A session of a role: `arn:aws:sts::…:assumed-role/Ops/dana`, and the role's own ARN with its path.
    case assumedRole(sessionARN: String, roleARN: String, account: String)
    /// A session of GetFederationToken: `arn:aws:sts::…:federated-user/dana`.
    case federatedUser(arn: String, account: String)
    /// Somebody whom an identity provider vouches for, before a role is assumed.
    case federated(provider: String)

    /// The twelve digits of the account, `nil` for those outside of accounts.
    public var account: String? {
        switch self {
        case .account(let id), .user(_, let id), .assumedRole(_, _, let id), .federatedUser(_, let id): id
        case .anonymous, .service, .federated: nil
        }
    }

    /// The ARNs that policies may name the caller by, its own before its role's.
    var arns: [String] {
        switch self {
        case .user(let arn, _), .federatedUser(let arn, _): [arn]
        case .assumedRole(let session, let role, _): [session, role]
        case .anonymous, .service, .account, .federated: []
        }
    }

    /// Adds the keys that follow from who the caller is, where the request does not bring its own.
    ///
    /// Source: IAM User Guide, "AWS global condition context keys", properties of the principal.
    func addKeys(to context: inout PolicyContext) {
        context.setDefault("aws:PrincipalAccount", account)
        context.setDefault("aws:PrincipalType", typeName)
        switch self {
        case .anonymous, .federated: break
        case .service(let name):
            context.setDefault("aws:PrincipalIsAWSService", "true")
            context.setDefault("aws:PrincipalServiceName", name)
            context.setDefault("aws:PrincipalServiceNamesList", name)
            return
        case .account(let id):
            context.setDefault("aws:PrincipalArn", "arn:aws:iam::\(id):root")
            context.setDefault("aws:userid", id)
        case .user(let arn, _):
            context.setDefault("aws:PrincipalArn", arn)
            context.setDefault("aws:username", ARN(arn)?.resource.split(separator: "/").last.map(String.init))
        case .assumedRole(_, let roleARN, _): context.setDefault("aws:PrincipalArn", roleARN)
        case .federatedUser(let arn, _): context.setDefault("aws:PrincipalArn", arn)
        }
        context.setDefault("aws:PrincipalIsAWSService", "false")
    }

    private var typeName: String? {
        switch self {
        case .anonymous: "Anonymous"
        case .account: "Account"
        case .user: "User"
        case .assumedRole: "AssumedRole"
        case .federatedUser: "FederatedUser"
        case .service, .federated: nil
        }
    }
}
