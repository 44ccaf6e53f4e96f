/// Credentials that a command prints: a profile's `credential_process`.
///
/// Source: AWS SDKs and Tools Reference Guide, "Process credential provider".
struct ProcessCredentials: CredentialSource {
    let command: String
    let host: CredentialHost
    let source: String

    func load() async throws(CredentialError) -> ExpiringCredentials? {
        let output = try await host.runCommand(command)
        return try MetadataDocument.credentials(in: output, token: "SessionToken", source: source)
    }
}
