public import CairnModel

/// The organization as the configuration file describes it:
///
///     {"organization": {"id": "o-abc123defg", "managementAccount": "111122223333", "accounts": ["222233334444"],
///                       "allFeatures": true, "trustedAccess": true, "serviceLinkedRole": true}}
///
/// The three switches are on if they are not given; `accounts` may name the management account or not.
public enum OrganizationConfiguration {
    /// A configuration that cannot be used; the message names the member and what is allowed.
    public struct Problem: Error, Sendable, Hashable, CustomStringConvertible {
        public let message: String

        public var description: String { message }
    }

    private static let members: Set<String> = [
        "id", "managementAccount", "accounts", "allFeatures", "trustedAccess", "serviceLinkedRole",
    ]

    /// Returns the organization in the member `organization` of a configuration, or `nil` if there is no such member.
    public static func organization(in configuration: JSON) throws(Problem) -> Organization? {
        guard let json = configuration["organization"], !json.isNull else { return nil }
        guard let object = json.objectValue else { throw Problem(message: "organization must be an object.") }
        if let unknown = object.keys.first(where: { !members.contains($0) }) {
            throw Problem(
                message: "organization.\(unknown) is not known; there are \(members.sorted().joined(separator: ", "))."
            )
        }
        return Organization(
            id: try id(object), managementAccount: try account(object["managementAccount"], "managementAccount"),
            memberAccounts: try accounts(object["accounts"]), hasAllFeatures: try flag(object, "allFeatures"),
            trustsCloudTrail: try flag(object, "trustedAccess"),
            hasServiceLinkedRole: try flag(object, "serviceLinkedRole")
        )
    }

    /// Source: Organizations API Reference, Organization: `^o-[a-z0-9]{10,32}$`.
    private static func id(_ object: JSONObject) throws(Problem) -> String {
        let problem = Problem(
            message: "organization.id must be o- and 10 to 32 lower-case letters or digits, such as o-abc123defg."
        )
        guard let id = object["id"]?.stringValue, id.hasPrefix("o-"), (12...34).contains(id.utf8.count) else {
            throw problem
        }
        guard id.utf8.dropFirst(2).allSatisfy({ $0.isLowercaseLetter || $0.isDigit }) else { throw problem }
        return id
    }

    private static func accounts(_ json: JSON?) throws(Problem) -> Set<String> {
        guard let json else { return [] }
        guard let elements = json.arrayValue else {
            throw Problem(message: "organization.accounts must be an array of account ids.")
        }
        var accounts: Set<String> = []
        for (index, element) in elements.enumerated() {
            accounts.insert(try account(element, "accounts[\(index)]"))
        }
        return accounts
    }

    private static func account(_ json: JSON?, _ name: String) throws(Problem) -> String {
        guard let account = json?.stringValue, AccountID.isValid(account) else {
            throw Problem(message: "organization.\(name) must be a string of twelve digits.")
        }
        return account
    }

    private static func flag(_ object: JSONObject, _ name: String) throws(Problem) -> Bool {
        guard let json = object[name] else { return true }
        guard let flag = json.boolValue else {
            throw Problem(message: "organization.\(name) must be true or false.")
        }
        return flag
    }
}
