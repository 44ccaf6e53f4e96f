/// Where keys are kept from one start to the next.
///
/// Laws: what was added is among ``keys()`` until it is retired, also after a crash; after ``retire(_:)`` the public
/// half alone is.
public protocol DigestKeyStorage: Sendable {
    /// Returns every key of every region.
    /// - Throws: ``IntegrityError`` with `keyFolder` or `invalidKey`.
    func keys() throws(IntegrityError) -> [StoredDigestKey]

    /// Keeps a new key; returns when it is durable.
    /// - Throws: ``IntegrityError`` with `keyFolder`.
    func add(_ key: DigestKey, region: String) throws(IntegrityError)

    /// Destroys the private half and keeps the public one.
    /// - Throws: ``IntegrityError`` with `keyFolder`.
    func retire(_ key: DigestKey, region: String) throws(IntegrityError)
}

/// A key of a region: the pair, or after its time the public half.
public struct StoredDigestKey: Sendable {
    public let region: String
    public let publicKey: DigestPublicKey
    public let signingKey: DigestKey?

    public init(region: String, signingKey: DigestKey) {
        self.region = region
        self.signingKey = signingKey
        publicKey = signingKey.publicKey
    }

    public init(region: String, publicKey: DigestPublicKey) {
        self.region = region
        self.publicKey = publicKey
        signingKey = nil
    }
}
