/// How an object is to be written.
public struct ObjectWriteOptions: Sendable, Hashable {
    /// What must hold for the put to happen.
    public enum Condition: Sendable, Hashable {
        /// `If-None-Match: *`: there is no object of that key.
        case isNew
        /// `If-Match`: the object there has this ETag, without quotes.
        case matches(String)
    }

    public var properties: ObjectProperties
    public var condition: Condition?
    /// The put fails with `accessDenied` if the bucket belongs to another account.
    public var expectedBucketOwner: String?
    /// Checksums to work out and keep, besides the MD5 in the ETag.
    public var checksums: Set<ChecksumAlgorithm>

    public init(
        _ properties: ObjectProperties = ObjectProperties(), condition: Condition? = nil,
        expectedBucketOwner: String? = nil, checksums: Set<ChecksumAlgorithm> = []
    ) {
        self.properties = properties
        self.condition = condition
        self.expectedBucketOwner = expectedBucketOwner
        self.checksums = checksums
    }

    public init(
        contentType: String? = nil, contentEncoding: String? = nil, userMetadata: [String: String] = [:],
        acl: String? = nil, encryption: ObjectEncryption = .none, condition: Condition? = nil,
        expectedBucketOwner: String? = nil, checksums: Set<ChecksumAlgorithm> = []
    ) {
        self.init(
            ObjectProperties(
                contentType: contentType, contentEncoding: contentEncoding, userMetadata: userMetadata,
                encryption: encryption, acl: acl),
            condition: condition, expectedBucketOwner: expectedBucketOwner, checksums: checksums)
    }
}
