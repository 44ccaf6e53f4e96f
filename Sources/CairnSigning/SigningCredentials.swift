/// The keys that sign a request.
public struct SigningCredentials: Sendable, Hashable {
    public var accessKeyID: String
    public var secretAccessKey: String
    /// Only for temporary credentials.
    public var sessionToken: String?

    public init(accessKeyID: String, secretAccessKey: String, sessionToken: String? = nil) {
        self.accessKeyID = accessKeyID
        self.secretAccessKey = secretAccessKey
        self.sessionToken = sessionToken
    }
}

extension SigningCredentials: CustomStringConvertible, CustomDebugStringConvertible {
    /// The access key ID alone: secrets are not for logs.
    public var description: String { "SigningCredentials(\(accessKeyID))" }
    public var debugDescription: String { description }
}
