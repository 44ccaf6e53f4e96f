/// Where log files are imported from: a folder, or a bucket.
public protocol ImportSource: Sendable {
    /// Paths of files behind one, in the order of their bytes.
    /// - Parameters:
    ///   - path: `nil` begins with the first.
    ///   - count: the most that are wanted.
    /// - Returns: none at the end.
    func files(after path: String?, count: Int) async throws(LakeError) -> [String]

    /// The bytes of a file.
    func contents(of path: String) async throws(LakeError) -> [UInt8]
}
