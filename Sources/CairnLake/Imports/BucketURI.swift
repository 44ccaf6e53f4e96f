/// A place in a bucket, as `s3://BUCKET/PREFIX` names it.
public struct BucketURI: Sendable, Hashable {
    public let bucket: String
    /// Without a slash at its beginning; empty for the whole bucket.
    public let prefix: String

    /// Whether the name is that of a directory bucket, which lists in no order, and holds no trail's log files.
    ///
    /// Source: Amazon S3 User Guide, "Directory bucket naming rules".
    public var isDirectoryBucket: Bool { bucket.hasSuffix("--x-s3") }

    /// `nil` if there is no bucket in it.
    public init?(_ text: String) {
        guard text.hasPrefix("s3://") else { return nil }
        let parts = text.dropFirst(5).split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let name = parts.first, (3...63).contains(name.utf8.count),
            name.utf8.allSatisfy({ byte in
                (0x61...0x7a).contains(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-")
                    || byte == UInt8(ascii: ".")
            })
        else { return nil }
        bucket = String(name)
        prefix = parts.count > 1 ? String(parts[1]) : ""
        guard prefix.utf8.count <= 1024, !prefix.hasPrefix("/") else { return nil }
    }
}
