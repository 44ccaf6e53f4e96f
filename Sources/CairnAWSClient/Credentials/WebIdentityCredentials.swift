/// A role assumed with a token in a file, as Kubernetes puts it there: `AWS_ROLE_ARN`, `AWS_WEB_IDENTITY_TOKEN_FILE`
/// and `AWS_ROLE_SESSION_NAME`.
struct WebIdentityCredentials: CredentialSource {
    let host: CredentialHost
    let calls: CredentialCalls

    func load() async throws(CredentialError) -> ExpiringCredentials? {
        guard let path = host["AWS_WEB_IDENTITY_TOKEN_FILE"], let role = host["AWS_ROLE_ARN"] else { return nil }
        let session = host["AWS_ROLE_SESSION_NAME"] ?? "cairn"
        return try await Self.credentials(
            CredentialCalls.Role(arn: role, sessionName: session), tokenFile: path, host: host, calls: calls,
            region: nil, source: "AWS_WEB_IDENTITY_TOKEN_FILE")
    }

    static func credentials(
        _ role: CredentialCalls.Role, tokenFile path: String, host: CredentialHost, calls: CredentialCalls,
        region: String?, source: String
    ) async throws(CredentialError) -> ExpiringCredentials {
        // Read each time: the token is replaced while the process runs.
        guard let token = host.text(ofFile: path), !token.isEmpty else {
            throw CredentialError(source, "There is no token in \(path)")
        }
        return try await calls.assume(role, webIdentityToken: token, region: region, source: source)
    }
}
