/// A file that is not as it should be.
public struct IntegrityFinding: Sendable, Hashable {
    /// What is wrong with it. The raw value is the name in JSON output.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// A digest lists a log file that is not there.
        case missingLogFile
        /// A log file has other content than when it was delivered.
        case alteredLogFile
        /// A log file is no whole gzip file, or has something behind its end.
        case unreadableLogFile
        /// A log file is in a time that digests cover, but none lists it.
        case unlistedLogFile
        /// A digest that another one follows is not there.
        case missingDigest
        /// A digest is no gzip file of JSON with the members it must have.
        case unreadableDigest
        /// A digest was written for another place.
        case movedDigest
        /// No public key has the fingerprint that a digest gives.
        case unknownKey
        /// The public key of that fingerprint is no RSA key in PKCS#1.
        case unusableKey
        /// A digest's object has no signature.
        case missingSignature
        /// A digest, its place or its signature is not what was signed.
        case badSignature
        /// A digest is not the one that the following digest was written after.
        case alteredDigest
        /// No digest follows a digest, and those after it follow another.
        case strayDigest
    }

    public let kind: Kind
    public let bucket: String
    public let key: String
    public let isBackfill: Bool
    /// What can be said beyond the kind.
    public let detail: String?

    public init(_ kind: Kind, bucket: String, key: String, isBackfill: Bool = false, detail: String? = nil) {
        self.kind = kind
        self.bucket = bucket
        self.key = key
        self.isBackfill = isBackfill
        self.detail = detail
    }

    /// Tells whether the file is a digest.
    public var isOfDigest: Bool {
        switch kind {
        case .missingLogFile, .alteredLogFile, .unreadableLogFile, .unlistedLogFile: false
        default: true
        }
    }

    /// The finding as `aws cloudtrail validate-logs` prints it, where it does.
    public var line: String {
        let subject = isOfDigest ? "\(isBackfill ? "(backfill) " : "")Digest file" : "Log file"
        let reason = detail.map { "\(self.reason) (\($0))" } ?? self.reason
        return "\(subject)\ts3://\(bucket)/\(key)\tINVALID: \(reason)"
    }

    private var reason: String {
        switch kind {
        case .missingLogFile, .missingDigest: "not found"
        case .alteredLogFile: "hash value doesn't match"
        case .unreadableLogFile, .unreadableDigest: "invalid format"
        case .unlistedLogFile: "listed by no digest"
        case .movedDigest: "has been moved from its original location"
        case .unknownKey: "public key not found"
        case .unusableKey: "unable to load the public key as PKCS #1"
        case .missingSignature, .badSignature: "signature verification failed"
        case .alteredDigest: "hash value doesn't match the following digest"
        case .strayDigest: "not part of the chain"
        }
    }
}
