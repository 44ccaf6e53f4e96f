/// An upload in parts that has begun and is not completed.
public struct MultipartUpload: Sendable, Hashable {
    public var id: String
    public var key: String
    /// Seconds since the epoch.
    public var initiated: Double
    /// What the object will carry.
    public var properties: ObjectProperties
    /// The checksum that parts are to have, `nil` if none was named.
    public var checksumAlgorithm: ChecksumAlgorithm?
    /// The object's checksum will be that of its bytes, else that of its parts' checksums.
    public var hasFullObjectChecksum: Bool

    public init(
        id: String, key: String, initiated: Double, properties: ObjectProperties,
        checksumAlgorithm: ChecksumAlgorithm? = nil, hasFullObjectChecksum: Bool = false
    ) {
        self.id = id
        self.key = key
        self.initiated = initiated
        self.properties = properties
        self.checksumAlgorithm = checksumAlgorithm
        self.hasFullObjectChecksum = hasFullObjectChecksum
    }
}

/// A part that has been uploaded.
public struct UploadedPart: Sendable, Hashable {
    /// From 1 to 10,000.
    public var number: Int
    public var size: Int
    /// The MD5 in hexadecimal.
    public var etag: String
    /// Seconds since the epoch.
    public var lastModified: Double
    public var checksums: ObjectChecksums
}

/// A part as the one who completes the upload names it.
public struct PartReference: Sendable, Hashable {
    public var number: Int
    public var etag: String
    /// Checksums that the part must have.
    public var checksums: ObjectChecksums

    public init(number: Int, etag: String, checksums: ObjectChecksums = ObjectChecksums()) {
        self.number = number
        self.etag = etag
        self.checksums = checksums
    }
}
