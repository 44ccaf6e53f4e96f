/// The versions of log files as listings show them, some folders at a time.
struct ListedVersions {
    private let source: any TrailFileSource
    /// By folder, and in there by key; newest last.
    private var folders: [(path: String, versions: [String: String])] = []

    /// Digests come in the order of time, and each folder is a day.
    private static let folderCountMax = 4

    init(source: any TrailFileSource) { self.source = source }

    /// Returns the version of each file, `nil` for one that is not there or has none.
    mutating func versions(of files: [DigestedLogFile]) async throws(IntegrityError) -> [String?] {
        var versions: [String?] = []
        for file in files { versions.append(try await version(of: file.key)) }
        return versions
    }

    private mutating func version(of key: String) async throws(IntegrityError) -> String? {
        let path = String(Substring(key.utf8[...(key.utf8.lastIndex(of: UInt8(ascii: "/")) ?? key.utf8.startIndex)]))
        if let folder = folders.last(where: { $0.path == path }) { return folder.versions[key] }
        var versions: [String: String] = [:]
        try await TrailFileListing(source: source).forEachFile(prefix: path) { file in
            versions[file.key] = file.version
            return true
        }
        if folders.count == Self.folderCountMax { folders.removeFirst() }
        folders.append((path, versions))
        return versions[key]
    }
}
