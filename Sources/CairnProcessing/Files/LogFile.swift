/// A log file in a bucket or a folder.
public struct LogFile: Sendable, Hashable {
    /// The bucket's name, or the folder's path.
    public let bucket: String
    public let key: String
    /// In bytes, compressed; `nil` until it is known.
    public let size: Int?

    public init(bucket: String, key: String, size: Int? = nil) {
        self.bucket = bucket
        self.key = key
        self.size = size
    }

    func sized(_ size: Int?) -> LogFile { LogFile(bucket: bucket, key: key, size: size ?? self.size) }
}

extension LogFile: CustomStringConvertible {
    public var description: String { bucket + "/" + key }
}
