/// What a store knows of an object.
public struct ObjectInfo: Sendable, Hashable {
    public var key: String
    /// In bytes.
    public var size: Int
    /// Without quotes: for an object that was put in one piece the MD5 of its bytes in hexadecimal.
    public var etag: String
    /// Seconds since the epoch.
    public var lastModified: Double
    public var properties: ObjectProperties
    /// The checksums that were worked out when the object was put.
    public var checksums: ObjectChecksums
    /// The sizes of the parts that a multipart upload put together, in order; empty for any other object.
    public var partSizes: [Int]

    public init(
        key: String, size: Int, etag: String, lastModified: Double,
        properties: ObjectProperties = ObjectProperties(), checksums: ObjectChecksums = ObjectChecksums(),
        partSizes: [Int] = []
    ) {
        self.key = key
        self.size = size
        self.etag = etag
        self.lastModified = lastModified
        self.properties = properties
        self.checksums = checksums
        self.partSizes = partSizes
    }

    public var userMetadata: [String: String] { properties.userMetadata }
    public var contentType: String? { properties.contentType }
    public var contentEncoding: String? { properties.contentEncoding }
    public var encryption: ObjectEncryption { properties.encryption }
}
