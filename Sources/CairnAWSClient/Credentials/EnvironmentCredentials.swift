import CairnSigning

/// Keys in `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN`.
public struct EnvironmentCredentials: CredentialSource {
    private let host: CredentialHost

    public init(host: CredentialHost) { self.host = host }

    public func load() async throws(CredentialError) -> ExpiringCredentials? { keys }

    var keys: ExpiringCredentials? {
        guard let id = host["AWS_ACCESS_KEY_ID"], let secret = host["AWS_SECRET_ACCESS_KEY"] else { return nil }
        return ExpiringCredentials(
            SigningCredentials(accessKeyID: id, secretAccessKey: secret, sessionToken: host["AWS_SESSION_TOKEN"]))
    }
}
