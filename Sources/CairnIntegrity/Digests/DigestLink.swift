import CairnModel

/// What a digest says of the one before it.
public struct DigestLink: Sendable, Hashable {
    public var bucket: String
    public var key: String
    /// SHA-256 of the uncompressed digest in lower-case hexadecimal; `nil` where a digest does not say.
    public var sha256: String?
    /// In lower-case hexadecimal; `nil` where a digest does not say.
    public var signature: String?

    public init(bucket: String, key: String, sha256: String?, signature: String?) {
        self.bucket = bucket
        self.key = key
        self.sha256 = sha256
        self.signature = signature
    }
}
