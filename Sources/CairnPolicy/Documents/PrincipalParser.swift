import CairnModel

/// Reads the value of Principal or NotPrincipal.
enum PrincipalParser {
    struct Invalid: Error {
        let message: String
    }

    static func entries(_ json: JSON) throws(Invalid) -> [PolicyPrincipals.Entry] {
        if json == "*" { return [.everyone] }
        guard case .object(let object) = json, !object.isEmpty else {
            throw Invalid(message: "principals are \"*\" or an object with AWS, Service, Federated or CanonicalUser")
        }
        guard Set(object.keys).count == object.count else {
            throw Invalid(message: "a kind of principal stands twice")
        }
        var entries: [PolicyPrincipals.Entry] = []
        for member in object.members {
            for name in try names(member.value, of: member.key) {
                entries.append(try entry(name, of: member.key))
            }
        }
        return entries
    }

    private static func names(_ json: JSON, of type: String) throws(Invalid) -> [String] {
        let list = json.arrayValue ?? [json]
        let names = list.compactMap(\.stringValue).filter { !$0.isEmpty }
        guard !names.isEmpty, names.count == list.count else {
            throw Invalid(message: "\(type) holds a name or a list of names")
        }
        return names
    }

    private static func entry(_ name: String, of type: String) throws(Invalid) -> PolicyPrincipals.Entry {
        switch type {
        case "AWS": return try account(name)
        case "Service":
            if name == "*" { throw Invalid(message: "a service is named in full, such as cloudtrail.amazonaws.com") }
            return .service(name)
        case "Federated": return .federated(name)
        case "CanonicalUser": return .canonicalUser(name)
        default: throw Invalid(message: "'\(type)' is not a kind of principal")
        }
    }

    private static func account(_ name: String) throws(Invalid) -> PolicyPrincipals.Entry {
        if name == "*" { return .everyone }
        if AccountID.isValid(name) { return .account(name) }
        if let arn = ARN(name) { return try identity(name, arn) }
        if (16...128).contains(name.utf8.count), name.utf8.allSatisfy(\.isLetterOrDigit) { return .uniqueID(name) }
        throw Invalid(message: "'\(name)' is not an account, an ARN of an identity or *")
    }

    private static func identity(_ name: String, _ arn: ARN) throws(Invalid) -> PolicyPrincipals.Entry {
        if name.contains("*") || name.contains("?") {
            throw Invalid(message: "'\(name)': a principal is named in full; wildcards match no part of one")
        }
        guard arn.service == "iam" || arn.service == "sts", arn.region.isEmpty, !arn.account.isEmpty else {
            throw Invalid(message: "'\(name)' is not the ARN of an identity")
        }
        if arn.resource == "root" { return .account(String(arn.account)) }
        return .arn(name)
    }
}
