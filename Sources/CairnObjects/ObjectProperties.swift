/// What an object carries besides its bytes.
public struct ObjectProperties: Sendable, Hashable {
    public var contentType: String?
    public var contentEncoding: String?
    public var contentDisposition: String?
    public var contentLanguage: String?
    public var cacheControl: String?
    /// The header's text as it came.
    public var expires: String?
    public var websiteRedirectLocation: String?
    /// User metadata by names in lower case, without `x-amz-meta-`.
    public var userMetadata: [String: String]
    public var encryption: ObjectEncryption
    /// A canned ACL such as `bucket-owner-full-control`, `nil` for `private`.
    public var acl: String?
    public var tags: [ObjectTag]
    /// `nil` for `STANDARD`.
    public var storageClass: String?
    /// The account that wrote the object, where it is not the bucket's.
    public var owner: String?

    public init(
        contentType: String? = nil, contentEncoding: String? = nil, userMetadata: [String: String] = [:],
        encryption: ObjectEncryption = .none, acl: String? = nil, tags: [ObjectTag] = []
    ) {
        self.contentType = contentType
        self.contentEncoding = contentEncoding
        self.userMetadata = userMetadata
        self.encryption = encryption
        self.acl = acl
        self.tags = tags
    }
}

/// One tag of an object.
public struct ObjectTag: Sendable, Hashable {
    public var key: String
    public var value: String

    public init(key: String, value: String) {
        self.key = key
        self.value = value
    }
}
