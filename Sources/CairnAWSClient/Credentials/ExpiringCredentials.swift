public import CairnSigning

/// Keys, and how long they are good.
public struct ExpiringCredentials: Sendable, Hashable {
    public var keys: SigningCredentials
    /// Seconds since the epoch; `nil` if they do not expire.
    public var expiration: Double?

    public init(_ keys: SigningCredentials, expiration: Double? = nil) {
        self.keys = keys
        self.expiration = expiration
    }
}

/// One place that credentials can come from.
public protocol CredentialSource: Sendable {
    /// Fetches credentials; `nil` if this place is not set up, so that the next one may be asked.
    /// - Throws: ``CredentialError`` if it is set up and does not work.
    func load() async throws(CredentialError) -> ExpiringCredentials?
}
