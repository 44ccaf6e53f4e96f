/// Which part of a bucket's list is wanted.
public struct ListingQuery: Sendable, Hashable {
    public var prefix: String
    /// Keys that go on with this behind the prefix are listed once, up to it.
    public var delimiter: String
    /// Only what comes behind this: a key, or a common prefix that was listed.
    public var after: String?
    /// At most so many keys and common prefixes.
    public var limit: Int

    public init(prefix: String = "", delimiter: String = "", after: String? = nil, limit: Int = 1000) {
        self.prefix = prefix
        self.delimiter = delimiter
        self.after = after
        self.limit = limit
    }
}

/// A part of a bucket's list.
public struct Listing: Sendable, Hashable {
    public var objects: [ObjectInfo] = []
    public var commonPrefixes: [String] = []
    /// The last key or common prefix, if there is more behind it.
    public var next: String?
}
