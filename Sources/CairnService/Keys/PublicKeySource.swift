public import CairnAPI

/// The keys that digest files are signed with, as ListPublicKeys shows them.
public protocol PublicKeySource: Sendable {
    /// Returns every key of a region that a digest file may need, in any order.
    func publicKeys(account: String, region: String) async throws(CloudTrailError) -> [ListedPublicKey]
}

/// The public half of a key that signs digest files. Times are seconds since 1970-01-01T00:00:00Z.
public struct ListedPublicKey: Sendable, Hashable {
    /// The key as PKCS #1 in DER.
    public var der: [UInt8]
    public var validityStart: Double
    public var validityEnd: Double
    /// The MD5 of the DER bytes in lower-case hexadecimal digits.
    public var fingerprint: String

    public init(der: [UInt8], validityStart: Double, validityEnd: Double, fingerprint: String) {
        self.der = der
        self.validityStart = validityStart
        self.validityEnd = validityEnd
        self.fingerprint = fingerprint
    }
}

/// A source without keys.
public struct NoPublicKeys: PublicKeySource {
    public init() {}

    public func publicKeys(account: String, region: String) -> [ListedPublicKey] { [] }
}
