/// A file to import.
public struct ImportFile: Sendable, Hashable {
    /// As its source names it: a path inside the folder, or a key of the bucket.
    public var path: String
    public var byteCount: Int

    public init(path: String, byteCount: Int) {
        self.path = path
        self.byteCount = byteCount
    }

    /// What comes before the name: the prefix that the file is under.
    var prefix: Substring { path[..<(path.lastIndex(of: "/") ?? path.startIndex)] }
}
