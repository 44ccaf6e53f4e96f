import CairnModel

/// An IAM user as an answer from IAM described them.
struct KnownUser: Sendable, Hashable {
    var accountID: String
    var name: String
    /// With a slash at both ends.
    var path: String
    var principalID: String

    init(accountID: String, name: String, path: String, principalID: String) {
        self.accountID = accountID
        self.name = name
        self.path = path
        self.principalID = principalID
    }

    static func key(accountID: String, name: String) -> String { accountID + ":" + name }

    var key: String { Self.key(accountID: accountID, name: name) }

    var json: JSON {
        [
            "accountId": .string(accountID), "userName": .string(name), "path": .string(path),
            "userId": .string(principalID),
        ]
    }

    init?(json: JSON) {
        guard let accountID = json["accountId"]?.stringValue, let name = json["userName"]?.stringValue,
            let path = json["path"]?.stringValue, let principalID = json["userId"]?.stringValue
        else { return nil }
        self.init(accountID: accountID, name: name, path: path, principalID: principalID)
    }
}
