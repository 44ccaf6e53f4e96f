public import CairnPolicy

/// Who makes a call, known by a signature that was checked.
public struct AccessCaller: Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
        /// The root user of the account: everything in its account is allowed to it.
        case root
        case user
        /// A session of a role, with the role's own ARN.
        case assumedRole(roleARN: String)
        case federatedUser
    }

    public var kind: Kind
    /// What denials name: for a session `arn:aws:sts::222233334444:assumed-role/ops/dana`.
    public var arn: String
    /// Twelve digits.
    public var account: String
    /// `aws:userid`: `AIDA…` of a user, `AROA…:session` of a role's session.
    public var userID: String?
    /// `aws:username`: only of IAM users.
    public var userName: String?
    /// Whether a session began with a second factor; `nil` for credentials that are not temporary.
    public var isMFAAuthenticated: Bool?

    public init(
        kind: Kind, arn: String, account: String, userID: String? = nil, userName: String? = nil,
        isMFAAuthenticated: Bool? = nil
    ) {
        self.kind = kind
        self.arn = arn
        self.account = account
        self.userID = userID
        self.userName = userName
        self.isMFAAuthenticated = isMFAAuthenticated
    }

    /// The caller as policies see it.
    public var principal: PolicyPrincipal {
        switch kind {
        case .root: .account(account)
        case .user: .user(arn: arn, account: account)
        case .assumedRole(let roleARN): .assumedRole(sessionARN: arn, roleARN: roleARN, account: account)
        case .federatedUser: .federatedUser(arn: arn, account: account)
        }
    }
}
