import CairnModel
import Crypto

/// The token of a sign-on that `aws sso login` keeps in `~/.aws/sso/cache`, renewed while its registration lasts.
///
/// Source: AWS SDKs and Tools Reference Guide, "IAM Identity Center credential provider"; IAM Identity Center OIDC API
/// Reference, CreateToken.
struct SSOTokenCache: Sendable {
    /// The name of the session, or the start URL of a profile without one: its SHA-1 names the file.
    let key: String
    let region: String
    let config: SharedConfig
    let host: CredentialHost
    let calls: CredentialCalls

    /// How long before its end a token is renewed.
    private static let marginSeconds = 300.0

    /// - Throws: ``CredentialError`` if nobody has signed on, or the token has expired and cannot be renewed.
    func accessToken(source: String) async throws(CredentialError) -> String {
        guard let bytes = host.readFile(path), case .object(let document)? = try? JSON(parsing: bytes),
            let token = document["accessToken"]?.stringValue, let end = time(document["expiresAt"])
        else { throw CredentialError(source, "There is no SSO token: run `aws sso login`") }
        let now = host.clock.now()
        if now < end - Self.marginSeconds { return token }
        if let renewed = await renewed(document, source: source) { return renewed }
        guard now < end else { throw CredentialError(source, "The SSO token has expired: run `aws sso login`") }
        return token
    }

    private var path: String {
        "\(config.home)/.aws/sso/cache/\(Hex.text(Insecure.SHA1.hash(data: Array(key.utf8)))).json"
    }

    private func time(_ json: JSON?) -> Double? { json?.stringValue.flatMap(ISO8601.parse) }

    /// A new token, which other programs find in the file too; `nil` if there can be none.
    private func renewed(_ document: JSONObject, source: String) async -> String? {
        guard let refreshToken = document["refreshToken"]?.stringValue,
            let clientID = document["clientId"]?.stringValue, let secret = document["clientSecret"]?.stringValue,
            let registrationEnd = time(document["registrationExpiresAt"]), host.clock.now() < registrationEnd
        else { return nil }
        let client = CredentialCalls.SSOClient(id: clientID, secret: secret)
        guard
            let token = try? await calls.ssoToken(refreshToken, client: client, region: region, source: source)
        else { return nil }
        var document = document
        document["accessToken"] = .string(token.accessToken)
        let end = Int64(host.clock.now()) + Int64(token.lifetimeSeconds)
        document["expiresAt"] = .string(ISO8601.string(epochSeconds: end))
        if let next = token.refreshToken { document["refreshToken"] = .string(next) }
        // The token is good even where the file cannot be written.
        host.writeFile(path, Array(JSON.object(document).description.utf8))
        return token.accessToken
    }
}
