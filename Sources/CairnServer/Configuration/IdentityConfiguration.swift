import CairnModel
import CairnRecording

/// Reads the `identities` of a configuration file.
enum IdentityConfiguration {
    /// - Throws: ``ConfigurationError`` naming the entry and the member that does not fit.
    static func read(_ entries: [JSONObject]) throws(ConfigurationError) -> [String: CallerIdentity] {
        var identities: [String: CallerIdentity] = [:]
        for (index, entry) in entries.enumerated() {
            let key = try text("accessKeyId", of: entry, at: index)
            guard identities[key] == nil else {
                throw error(index, "accessKeyId", "the key '\(key)' is there twice")
            }
            identities[key] = try identity(entry, key: key, at: index)
        }
        return identities
    }

    private static func identity(
        _ entry: JSONObject, key: String, at index: Int
    ) throws(ConfigurationError) -> CallerIdentity {
        switch try text("type", of: entry, at: index) {
        case "IAMUser":
            return .iamUser(
                name: try text("userName", of: entry, at: index), path: entry["path"]?.stringValue ?? "/",
                accountID: try account(entry, at: index), principalID: entry["principalId"]?.stringValue,
                accessKeyID: key)
        case "Root":
            return .root(accountID: try account(entry, at: index), accessKeyID: key)
        case "AssumedRole":
            let identity = CallerIdentity.assumedRole(
                roleARN: try text("roleArn", of: entry, at: index), roleID: entry["roleId"]?.stringValue,
                sessionName: try text("sessionName", of: entry, at: index), accessKeyID: key,
                creationDate: entry["creationDate"]?.stringValue.flatMap(ISO8601.parse) ?? 0)
            guard let identity else {
                throw error(index, "roleArn", "an ARN such as arn:aws:iam::222233334444:role/name is wanted")
            }
            return identity
        default:
            throw error(index, "type", "one of IAMUser, Root, AssumedRole is wanted")
        }
    }

    private static func account(_ entry: JSONObject, at index: Int) throws(ConfigurationError) -> String {
        let account = try text("accountId", of: entry, at: index)
        guard account.utf8.count == 12, account.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw error(index, "accountId", "an account of 12 digits is wanted")
        }
        return account
    }

    static func text(
        _ member: String, of entry: JSONObject, at index: Int
    ) throws(ConfigurationError) -> String {
        guard let text = entry[member]?.stringValue, !text.isEmpty else {
            throw error(index, member, "a text is wanted here")
        }
        return text
    }

    static func error(_ index: Int, _ member: String, _ message: String) -> ConfigurationError {
        ConfigurationError(option: "identities", origin: "identities[\(index)].\(member)", message: message)
    }
}
