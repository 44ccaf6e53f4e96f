/// A role of IAM Identity Center, with the token that `aws sso login` keeps in `~/.aws/sso/cache`.
///
/// Source: AWS SDKs and Tools Reference Guide, "IAM Identity Center credential provider".
struct SSOCredentials: Sendable {
    let settings: ConfigSection
    let config: SharedConfig
    let host: CredentialHost
    let calls: CredentialCalls
    let source: String

    func load() async throws(CredentialError) -> ExpiringCredentials {
        guard let account = settings["sso_account_id"], let role = settings["sso_role_name"] else {
            throw CredentialError(source, "Its SSO settings lack sso_account_id or sso_role_name")
        }
        let (region, cacheKey) = try session()
        let cache = SSOTokenCache(key: cacheKey, region: region, config: config, host: host, calls: calls)
        return try await calls.ssoRole(
            account: account, role: role, token: try await cache.accessToken(source: source), region: region,
            source: source)
    }

    /// The region of the portal, and the text that names the token's file.
    private func session() throws(CredentialError) -> (region: String, cacheKey: String) {
        if let name = settings["sso_session"] {
            guard let session = config.section(.ssoSession, name), let region = session["sso_region"] else {
                throw CredentialError(source, "There is no section [sso-session \(name)] with an sso_region")
            }
            return (region, name)
        }
        guard let url = settings["sso_start_url"], let region = settings["sso_region"] else {
            throw CredentialError(source, "Its SSO settings lack sso_start_url or sso_region")
        }
        return (region, url)
    }
}
