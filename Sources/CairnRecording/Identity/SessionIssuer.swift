import CairnModel

/// The role, user or root user that temporary credentials come from: the `sessionIssuer` element of a record.
public struct SessionIssuer: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable {
        case root = "Root"
        case iamUser = "IAMUser"
        case role = "Role"
    }

    public var kind: Kind
    public var principalID: String?
    public var arn: String?
    public var accountID: String?
    /// The name of the role or user; `nil` for root.
    public var userName: String?

    public init(kind: Kind, principalID: String?, arn: String?, accountID: String?, userName: String?) {
        self.kind = kind
        self.principalID = principalID
        self.arn = arn
        self.accountID = accountID
        self.userName = userName
    }

    /// The issuer of sessions that a caller asks for in their own name; `nil` for callers who cannot.
    init?(_ caller: CallerIdentity) {
        switch caller.kind {
        case .root: kind = .root
        case .iamUser: kind = .iamUser
        default: return nil
        }
        principalID = caller.principalID
        arn = caller.arn
        accountID = caller.accountID
        userName = caller.userName
    }

    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("type", kind.rawValue)
        writer.member("principalId", principalID)
        writer.member("arn", arn)
        writer.member("accountId", accountID)
        writer.member("userName", userName)
        writer.endObject()
    }

    /// Reads an issuer from the object that stands in a record; `nil` for an empty one.
    init?(json: JSON) {
        guard let kind = json["type"]?.stringValue.flatMap(Kind.init) else { return nil }
        self.init(
            kind: kind, principalID: json["principalId"]?.stringValue, arn: json["arn"]?.stringValue,
            accountID: json["accountId"]?.stringValue, userName: json["userName"]?.stringValue)
    }
}
