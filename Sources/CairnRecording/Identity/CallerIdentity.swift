public import CairnModel

/// Who made a call: the `userIdentity` element of a record.
///
/// Source: CloudTrail User Guide, "CloudTrail userIdentity element".
public struct CallerIdentity: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case root = "Root"
        case iamUser = "IAMUser"
        case assumedRole = "AssumedRole"
        case role = "Role"
        case federatedUser = "FederatedUser"
        case samlUser = "SAMLUser"
        case webIdentityUser = "WebIdentityUser"
        case identityCenterUser = "IdentityCenterUser"
        case directory = "Directory"
        case awsAccount = "AWSAccount"
        case awsService = "AWSService"
        case unknown = "Unknown"
    }

    public var kind: Kind
    public var principalID: String?
    public var arn: String?
    public var accountID: String?
    /// The key that signed the call; never its secret.
    public var accessKeyID: String?
    public var userName: String?
    /// Only for temporary credentials.
    public var session: SessionContext?
    public var invokedBy: String?
    public var identityProvider: String?

    public init(
        kind: Kind, principalID: String? = nil, arn: String? = nil, accountID: String? = nil,
        accessKeyID: String? = nil, userName: String? = nil, session: SessionContext? = nil, invokedBy: String? = nil,
        identityProvider: String? = nil
    ) {
        self.kind = kind
        self.principalID = principalID
        self.arn = arn
        self.accountID = accountID
        self.accessKeyID = accessKeyID
        self.userName = userName
        self.session = session
        self.invokedBy = invokedBy
        self.identityProvider = identityProvider
    }
}

extension CallerIdentity {
    /// The root user of an account.
    public static func root(accountID: String, accessKeyID: String, partition: String = "aws") -> CallerIdentity {
        CallerIdentity(
            kind: .root, principalID: accountID, arn: "arn:\(partition):iam::\(accountID):root", accountID: accountID,
            accessKeyID: accessKeyID)
    }

    /// An IAM user.
    /// - Parameters:
    ///   - path: the user's path with a slash at both ends, such as `/ops/`.
    ///   - principalID: the user's `AIDA…` id; one that always is the same for this account and name if not given.
    public static func iamUser(
        name: String, path: String = "/", accountID: String, principalID: String? = nil, accessKeyID: String,
        partition: String = "aws"
    ) -> CallerIdentity {
        CallerIdentity(
            kind: .iamUser, principalID: principalID ?? DerivedID.user(name, accountID: accountID),
            arn: "arn:\(partition):iam::\(accountID):user\(path)\(name)", accountID: accountID,
            accessKeyID: accessKeyID, userName: name)
    }

    /// A session of a role.
    /// - Parameters:
    ///   - roleARN: the role's own ARN, `arn:aws:iam::222233334444:role/path/name`.
    ///   - roleID: the role's `AROA…` id; one that always is the same for this role if not given.
    ///   - creationDate: seconds since the epoch.
    /// - Returns: `nil` if the text is not the ARN of a role.
    public static func assumedRole(
        roleARN: String, roleID: String? = nil, sessionName: String, accessKeyID: String, creationDate: Double,
        isMFAAuthenticated: Bool = false, sourceIdentity: String? = nil
    ) -> CallerIdentity? {
        guard let arn = ARN(roleARN), arn.service == "iam", arn.resource.hasPrefix("role/"), let account = arn.accountID
        else { return nil }
        let name = String(arn.resource.split(separator: "/").last ?? "")
        let id = roleID ?? DerivedID.role(name, accountID: account)
        return CallerIdentity(
            kind: .assumedRole, principalID: "\(id):\(sessionName)",
            arn: "arn:\(arn.partition):sts::\(account):assumed-role/\(name)/\(sessionName)", accountID: account,
            accessKeyID: accessKeyID,
            session: SessionContext(
                issuer: SessionIssuer(
                    kind: .role, principalID: id, arn: roleARN, accountID: account, userName: name),
                creationDate: creationDate, isMFAAuthenticated: isMFAAuthenticated, sourceIdentity: sourceIdentity))
    }

    /// Someone who did not sign.
    static let anonymous = CallerIdentity(kind: .unknown, principalID: "Anonymous")

    /// Someone who did not sign a call to S3, as S3 names them.
    static let anonymousToS3 = CallerIdentity(
        kind: .awsAccount, principalID: "", accountID: "ANONYMOUS_PRINCIPAL")

    /// What the owner of a resource may see of a caller from another account.
    var reducedToAccount: CallerIdentity {
        CallerIdentity(kind: .awsAccount, principalID: principalID, accountID: accountID)
    }
}

extension CallerIdentity {
    /// Writes the identity as the object that stands in a record.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("type", kind.rawValue)
        writer.member("principalId", principalID)
        writer.member("arn", arn)
        writer.member("accountId", accountID)
        writer.member("accessKeyId", accessKeyID)
        writer.member("userName", userName)
        if let session {
            writer.key("sessionContext")
            session.write(to: &writer)
        }
        writer.member("invokedBy", invokedBy)
        writer.member("identityProvider", identityProvider)
        writer.endObject()
    }

    /// Reads an identity from the object that stands in a record; `nil` if it has no known `type`.
    public init?(json: JSON) {
        guard let kind = json["type"]?.stringValue.flatMap(Kind.init) else { return nil }
        self.init(
            kind: kind, principalID: json["principalId"]?.stringValue, arn: json["arn"]?.stringValue,
            accountID: json["accountId"]?.stringValue, accessKeyID: json["accessKeyId"]?.stringValue,
            userName: json["userName"]?.stringValue, session: json["sessionContext"].flatMap(SessionContext.init),
            invokedBy: json["invokedBy"]?.stringValue, identityProvider: json["identityProvider"]?.stringValue)
    }
}
