import Synchronization

/// The files in a folder and in those below it, or one file.
public final class FolderImportSource: ImportSource {
    private let root: String
    /// Found at the first question; a path below the root each.
    private let found = Mutex<[String]?>(nil)
    private let threads = WorkThreads("cairn.lake.import")

    public init(_ root: String) { self.root = root }

    public func files(after path: String?, count: Int) async throws(LakeError) -> [String] {
        try await threads.run { [self] () throws(LakeError) in
            let all = try found.withLock { (found) throws(LakeError) in
                if let found { return found }
                let all = try Self.paths(root)
                found = all
                return all
            }
            let start = path.map { path in Self.firstIndex(in: all, after: path) } ?? 0
            return Array(all[start...].prefix(count))
        }
    }

    public func contents(of path: String) async throws(LakeError) -> [UInt8] {
        let place = path.isEmpty ? root : root + "/" + path
        return try await threads.run { () throws(LakeError) in try LakeFile.contents(of: place) }
    }

    private static func paths(_ root: String) throws(LakeError) -> [String] {
        guard LakeFile.isFolder(root) else {
            _ = try LakeFile.byteLength(of: root)
            return [""]
        }
        var paths: [String] = []
        var folders = [""]
        while let folder = folders.popLast() {
            for name in try LakeFile.names(in: root + "/" + folder) where !name.hasPrefix(".") {
                let path = folder.isEmpty ? name : folder + "/" + name
                if LakeFile.isFolder(root + "/" + path) { folders.append(path) } else { paths.append(path) }
            }
        }
        return paths.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    private static func firstIndex(in paths: [String], after path: String) -> Int {
        var (low, high) = (0, paths.count)
        while low < high {
            let middle = (low + high) / 2
            if path.utf8.lexicographicallyPrecedes(paths[middle].utf8) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
