import CairnModel
import CairnPolicy
import CairnRecording
import CairnService
import CairnSigning
import CairnTrails

extension IdentityConfiguration {
    /// Who may call with which policies, from the `identities` that have a `secretAccessKey`.
    ///
    /// An entry may also have `sessionToken` and `expiration` (ISO 8601) for temporary credentials, `mfaAuthenticated`,
    /// `policies`, a list of IAM policy documents, and `permissionsBoundary`, one.
    /// - Throws: ``ConfigurationError`` naming the entry and the member that does not fit.
    static func access(
        _ entries: [JSONObject], organization: Organization?
    ) throws(ConfigurationError) -> AccessConfiguration {
        let identities = try read(entries)
        var access = AccessConfiguration(credentials: [])
        for (index, entry) in entries.enumerated() {
            guard let key = entry["accessKeyId"]?.stringValue, let identity = identities[key],
                let credential = try credential(entry, identity, at: index)
            else { continue }
            access.credentials.append(credential)
            let account = credential.caller.account
            if let organization, organization.contains(account) { access.organizationIDs[account] = organization.id }
        }
        return access
    }

    /// `nil` for an entry without a secret: it only names who a key is.
    private static func credential(
        _ entry: JSONObject, _ identity: CallerIdentity, at index: Int
    ) throws(ConfigurationError) -> AccessConfiguration.Credential? {
        let policies = try policies(entry, at: index)
        guard entry["secretAccessKey"] != nil else { return nil }
        guard let caller = caller(identity, entry) else {
            throw error(index, "type", "one of IAMUser, Root, AssumedRole is wanted")
        }
        if caller.kind == .root, !policies.documents.isEmpty || policies.permissionsBoundary != nil {
            throw error(index, "policies", "a root user may do everything: leave its policies out")
        }
        return AccessConfiguration.Credential(
            credentials: SigningCredentials(
                accessKeyID: identity.accessKeyID ?? "",
                secretAccessKey: try text("secretAccessKey", of: entry, at: index),
                sessionToken: entry["sessionToken"] == nil ? nil : try text("sessionToken", of: entry, at: index)),
            caller: caller, policies: policies, expiresAt: try expiration(entry, at: index))
    }

    private static func caller(_ identity: CallerIdentity, _ entry: JSONObject) -> AccessCaller? {
        guard let arn = identity.arn, let account = identity.accountID else { return nil }
        let kind: AccessCaller.Kind
        switch identity.kind {
        case .root: kind = .root
        case .iamUser: kind = .user
        case .assumedRole: kind = .assumedRole(roleARN: identity.session?.issuer?.arn ?? arn)
        default: return nil
        }
        let isTemporary = identity.kind == .assumedRole || entry["sessionToken"] != nil
        return AccessCaller(
            kind: kind, arn: arn, account: account, userID: identity.principalID, userName: identity.userName,
            isMFAAuthenticated: isTemporary ? entry["mfaAuthenticated"]?.boolValue ?? false : nil)
    }

    private static func expiration(_ entry: JSONObject, at index: Int) throws(ConfigurationError) -> Double? {
        guard entry["expiration"] != nil else { return nil }
        guard let time = ISO8601.parse(try text("expiration", of: entry, at: index)) else {
            throw error(index, "expiration", "a time such as 2026-03-01T12:00:00Z is wanted")
        }
        return time
    }

    private static func policies(_ entry: JSONObject, at index: Int) throws(ConfigurationError) -> IdentityPolicies {
        var policies = IdentityPolicies()
        if let value = entry["policies"] {
            guard let documents = value.arrayValue else {
                throw error(index, "policies", "a list of IAM policy documents is wanted")
            }
            for (place, document) in documents.enumerated() {
                policies.documents.append(try policy(document, "policies[\(place)]", at: index))
            }
        }
        if let boundary = entry["permissionsBoundary"] {
            policies.permissionsBoundary = try policy(boundary, "permissionsBoundary", at: index)
        }
        return policies
    }

    private static func policy(
        _ json: JSON, _ member: String, at index: Int
    ) throws(ConfigurationError) -> PolicyDocument {
        do {
            return try PolicyDocument(json: json, as: .identity)
        } catch {
            throw Self.error(index, member, "this is no IAM policy of an identity: \(error.description)")
        }
    }
}
