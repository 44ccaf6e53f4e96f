import CairnModel
import CairnSigning
import CairnWire

/// The calls of STS and SSO that turn one kind of credentials into another.
struct CredentialCalls: Sendable {
    let host: CredentialHost
    let configuration: AWSClient.Configuration

    struct Role: Sendable {
        var arn: String
        var sessionName: String
        var externalID: String?
        var durationSeconds: Int?
    }

    func assume(
        _ role: Role, keys: SigningCredentials, region: String?, source: String
    ) async throws(CredentialError) -> ExpiringCredentials {
        var input = Self.members(of: role)
        if let id = role.externalID { input.append(WireValue.Member("ExternalId", .string(id))) }
        return try await credentials("sts", "AssumeRole", input, keys: keys, region: region, source: source)
    }

    func assume(
        _ role: Role, webIdentityToken: String, region: String?, source: String
    ) async throws(CredentialError) -> ExpiringCredentials {
        let input = Self.members(of: role) + [WireValue.Member("WebIdentityToken", .string(webIdentityToken))]
        return try await credentials(
            "sts", "AssumeRoleWithWebIdentity", input, keys: nil, region: region, source: source)
    }

    func ssoRole(
        account: String, role: String, token: String, region: String, source: String
    ) async throws(CredentialError) -> ExpiringCredentials {
        let input = [("roleName", role), ("accountId", account), ("accessToken", token)]
        return try await credentials(
            "sso", "GetRoleCredentials", input.map { WireValue.Member($0.0, .string($0.1)) }, keys: nil,
            region: region, source: source)
    }

    /// A registration with IAM Identity Center.
    struct SSOClient: Sendable {
        var id: String
        var secret: String
    }

    struct SSOToken: Sendable {
        var accessToken: String
        var lifetimeSeconds: Int
        /// Takes the place of the one that was used, if there is one.
        var refreshToken: String?
    }

    func ssoToken(
        _ refreshToken: String, client: SSOClient, region: String, source: String
    ) async throws(CredentialError) -> SSOToken {
        let input = [
            ("clientId", client.id), ("clientSecret", client.secret), ("grantType", "refresh_token"),
            ("refreshToken", refreshToken),
        ]
        let output = try await call(
            "sso-oidc", "CreateToken", input.map { WireValue.Member($0.0, .string($0.1)) }, keys: nil,
            region: region, source: source)
        guard let token = output["accessToken"]?.stringValue, case .number(let lifetime)? = output["expiresIn"],
            let seconds = Int(lifetime.literal), (1...31_536_000).contains(seconds)
        else { throw CredentialError(source, "CreateToken gave no token") }
        return SSOToken(
            accessToken: token, lifetimeSeconds: seconds, refreshToken: output["refreshToken"]?.stringValue)
    }

    private static func members(of role: Role) -> [WireValue.Member] {
        var members = [
            WireValue.Member("RoleArn", .string(role.arn)),
            WireValue.Member("RoleSessionName", .string(role.sessionName)),
        ]
        if let seconds = role.durationSeconds {
            members.append(WireValue.Member("DurationSeconds", .number(JSONNumber(seconds))))
        }
        return members
    }

    private func credentials(
        _ service: String, _ operation: String, _ input: [WireValue.Member], keys: SigningCredentials?,
        region: String?, source: String
    ) async throws(CredentialError) -> ExpiringCredentials {
        let output = try await call(service, operation, input, keys: keys, region: region, source: source)
        guard let found = Self.credentials(in: output["Credentials"] ?? output["roleCredentials"]) else {
            throw CredentialError(source, "\(operation) gave no credentials")
        }
        return found
    }

    private func call(
        _ service: String, _ operation: String, _ input: [WireValue.Member], keys: SigningCredentials?,
        region: String?, source: String
    ) async throws(CredentialError) -> WireValue {
        let client = AWSClient(
            configuration: configuration, credentials: FixedCredentials(keys), transport: host.transport,
            clock: host.clock)
        do {
            return try await client.call(
                service: service, operation: operation, input: .structure(input), region: region)
        } catch {
            throw CredentialError(source, "\(operation) failed: \(error)")
        }
    }

    private static func credentials(in output: WireValue?) -> ExpiringCredentials? {
        guard let output, let id = (output["AccessKeyId"] ?? output["accessKeyId"])?.stringValue,
            let secret = (output["SecretAccessKey"] ?? output["secretAccessKey"])?.stringValue
        else { return nil }
        let token = (output["SessionToken"] ?? output["sessionToken"])?.stringValue
        return ExpiringCredentials(
            SigningCredentials(accessKeyID: id, secretAccessKey: secret, sessionToken: token),
            expiration: expiration(output))
    }

    /// STS gives a time, SSO milliseconds since the epoch.
    private static func expiration(_ output: WireValue) -> Double? {
        if case .timestamp(let seconds)? = output["Expiration"] { return seconds }
        if case .number(let number)? = output["expiration"] { return Double(number.literal).map { $0 / 1000 } }
        return nil
    }
}
