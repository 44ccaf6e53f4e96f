/// Walks through the keys of a source.
struct TrailFileListing: Sendable {
    let source: any TrailFileSource

    private static let pageLimit = 1000
    /// How many pages of a walk are kept that are listed before they are asked for.
    private static let earlyPageCountMax = 8
    /// More than the prefix, organization, account and what stands around them need.
    private static let depthMax = 16
    /// Behind every key that goes on with a slash.
    private static let behindFolder = "/\u{10FFFF}"

    /// Hands over each file with the prefix, in order, until `receive` returns false.
    func forEachFile(
        prefix: String, after: String? = nil, _ receive: (ListedTrailFile) throws(IntegrityError) -> Bool
    ) async throws(IntegrityError) {
        try await forEachFile(TrailFileWalk(prefix: prefix, after: after), receive)
    }

    /// Goes on with a walk that may have begun.
    func forEachFile(
        _ walk: TrailFileWalk, _ receive: (ListedTrailFile) throws(IntegrityError) -> Bool
    ) async throws(IntegrityError) {
        for file in walk.files {
            guard try receive(file) else { return }
        }
        var last = walk.files.last?.key ?? walk.after
        while !walk.isAtEnd {
            let page = try await source.page(prefix: walk.prefix, after: last, limit: Self.pageLimit)
            for file in page.files {
                guard try receive(file) else { return }
            }
            guard !page.isLast, let end = page.files.last else { return }
            last = end.key
        }
    }

    /// Begins some walks, each as far as memory is spent on it: all of a place with some thousand files.
    func beginnings(of walks: [TrailFileWalk]) async -> Result<[TrailFileWalk], IntegrityError> {
        var walks = walks
        do throws(IntegrityError) {
            for index in walks.indices {
                for _ in 0..<Self.earlyPageCountMax where !walks[index].isAtEnd {
                    let after = walks[index].files.last?.key ?? walks[index].after
                    let page = try await source.page(prefix: walks[index].prefix, after: after, limit: Self.pageLimit)
                    walks[index].files += page.files
                    walks[index].isAtEnd = page.isLast || page.files.isEmpty
                }
            }
        } catch {
            return .failure(error)
        }
        return .success(walks)
    }

    /// Finds the folders directly below a prefix in a listing, past what is in them.
    func listedFolders(in prefix: String) async throws(IntegrityError) -> [String] {
        var names: [String] = []
        var last: String?
        while true {
            let page = try await source.page(prefix: prefix, after: last, limit: Self.pageLimit)
            for key in page.files.map(\.key) {
                if let last, last.hasSuffix(Self.behindFolder), key.utf8.lexicographicallyPrecedes(last.utf8) {
                    continue
                }
                let rest = key.utf8.dropFirst(prefix.utf8.count)
                guard let slash = rest.firstIndex(of: UInt8(ascii: "/")) else {
                    last = key
                    continue
                }
                let name = String(Substring(rest[..<slash]))
                names.append(name)
                last = prefix + name + Self.behindFolder
            }
            if page.isLast || page.files.isEmpty { return names }
        }
    }

    /// Finds the places below a prefix that hold digests: the paths before `CloudTrail-Digest/`.
    func roots(below prefix: String) async throws(IntegrityError) -> [TrailFileRoot] {
        var roots: [TrailFileRoot] = []
        try await addRoots(in: prefix, depth: 0, to: &roots)
        return roots
    }

    private func addRoots(in prefix: String, depth: Int, to roots: inout [TrailFileRoot]) async throws(IntegrityError) {
        guard depth < Self.depthMax else { return }
        let names = try await source.folders(in: prefix)
        if names.contains(DigestName.folder) { roots.append(TrailFileRoot(path: prefix, folders: Set(names))) }
        for name in names where Self.mayHoldRoots(name) {
            try await addRoots(in: "\(prefix)\(name)/", depth: depth + 1, to: &roots)
        }
    }

    /// Finds the folders of the results of queries below a prefix, in the order of their names.
    func resultFolders(below prefix: String) async throws(IntegrityError) -> [String] {
        var found: [String] = []
        try await addResultFolders(in: prefix, depth: 0, to: &found)
        return found
    }

    private func addResultFolders(
        in prefix: String, depth: Int, to found: inout [String]
    ) async throws(IntegrityError) {
        guard depth < Self.depthMax else { return }
        let names = try await source.folders(in: prefix)
        let isInQueries = prefix.contains(ResultSignFile.folder)
        if isInQueries, names.isEmpty {
            if try await !source.list(prefix: prefix, after: nil, limit: 1).isEmpty { found.append(prefix) }
            return
        }
        for name in names where isInQueries || Self.mayHoldResults(name) {
            try await addResultFolders(in: "\(prefix)\(name)/", depth: depth + 1, to: &found)
        }
    }

    /// No results are among what trails deliver.
    private static func mayHoldResults(_ name: String) -> Bool {
        name != DigestName.folder && !LogFileName.folders.contains(name)
    }

    /// What a trail delivers is never above digests of another account.
    private static func mayHoldRoots(_ name: String) -> Bool {
        name != DigestName.folder && !LogFileName.folders.contains(name) && name != "CloudTrail-Lake"
    }
}

/// A way through the keys of a prefix, and what has been listed of it.
struct TrailFileWalk: Sendable {
    let prefix: String
    /// Only keys behind it.
    let after: String?
    var files: [ListedTrailFile] = []
    var isAtEnd = false
}

/// A place that holds digests: that of an account.
struct TrailFileRoot: Sendable, Hashable {
    /// What stands before `CloudTrail-Digest/`.
    let path: String
    /// The names of what is directly in it.
    let folders: Set<String>

    /// Which of the folders of log files are there.
    var logFolders: [String] { LogFileName.folders.filter(folders.contains) }
}
