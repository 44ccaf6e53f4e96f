/// A digest ready for delivery.
public struct SignedDigest: Sendable, Hashable {
    public let file: DigestFile
    /// Uncompressed; the object holds them gzipped.
    public let bytes: [UInt8]
    /// SHA-256 of ``bytes`` in lower-case hexadecimal.
    public let sha256: String
    /// In lower-case hexadecimal.
    public let signature: String
    /// The object's user metadata, without `x-amz-meta-`.
    public let metadata: [(name: String, value: String)]

    /// Signs a digest.
    ///
    /// - Parameters:
    ///   - file: its fingerprint becomes that of the key.
    ///   - backfillTime: when a backfill digest is made; `nil` for every other.
    /// - Throws: ``IntegrityError`` with `signing`.
    public init(
        _ file: DigestFile, key: DigestKey, backfillTime: DigestTime? = nil
    ) throws(IntegrityError) {
        var file = file
        file.publicKeyFingerprint = key.publicKey.fingerprint
        self.file = file
        bytes = file.bytes
        sha256 = DigestSignature.sha256(of: bytes)
        signature = try key.sign(Array(DigestSignature.stringToSign(for: file, sha256: sha256).utf8))
        var metadata = [
            (name: Self.signatureName, value: signature),
            (name: Self.algorithmName, value: DigestSignature.algorithm),
        ]
        if let backfillTime { metadata.append((name: Self.backfillTimeName, value: backfillTime.text)) }
        self.metadata = metadata
    }

    static let signatureName = "signature"
    static let algorithmName = "signature-algorithm"
    static let backfillTimeName = "backfill-generation-timestamp"

    /// What the following digest says of this one.
    public var link: DigestLink {
        DigestLink(bucket: file.bucket, key: file.key, sha256: sha256, signature: signature)
    }

    public static func == (left: SignedDigest, right: SignedDigest) -> Bool {
        left.bytes == right.bytes && left.signature == right.signature
            && left.metadata.map(\.value) == right.metadata.map(\.value)
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(signature) }
}
