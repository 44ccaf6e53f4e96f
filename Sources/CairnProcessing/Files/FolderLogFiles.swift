import CairnAWSClient

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Log files in a folder, their paths as keys: a copy of a bucket, or a single file.
public struct FolderLogFiles: LogFileStore {
    private let folder: String

    /// - Parameter folder: a path; keys are relative to it.
    public init(folder: String) { self.folder = folder.hasSuffix("/") ? String(folder.dropLast()) : folder }

    /// - Throws: ``NoSuchLogFile``.
    public func open(_ file: LogFile) async throws -> LogFileContent {
        let path = "\(folder)/\(file.key)"
        guard Self.isInside(file.key), let slice = FileSlice(path: path) else { throw NoSuchLogFile(file) }
        return LogFileContent(file: file.sized(slice.byteCount), bytes: AWSByteStream(slice))
    }

    /// Lists regular files; links to folders are not followed, and names that begin with a dot are left out.
    public func list(prefix: String, after: String?, limit: Int) async throws -> [LogFile] {
        var walk = FolderWalk(prefix: Array(prefix.utf8), after: after.map { Array($0.utf8) }, limit: limit)
        walk.visit(folder, path: [])
        return walk.files.map { LogFile(bucket: folder, key: String(decoding: $0.path, as: UTF8.self), size: $0.size) }
    }

    /// Keys may come from elsewhere: none may lead out of the folder.
    private static func isInside(_ key: String) -> Bool {
        !key.utf8.contains(0)
            && key.split(separator: "/", omittingEmptySubsequences: false)
                .allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
    }
}

/// Goes through a folder in the order of its keys' bytes, past what is not asked for.
private struct FolderWalk {
    let prefix: [UInt8]
    let after: [UInt8]?
    let limit: Int
    var files: [(path: [UInt8], size: Int)] = []

    mutating func visit(_ folder: String, path: [UInt8]) {
        for entry in Self.entries(of: folder, path) {
            guard files.count < limit else { return }
            if entry.isFolder {
                if mayHoldKeys(entry.path) { visit("\(folder)/\(entry.name)", path: entry.path) }
            } else if entry.path.starts(with: prefix),
                after.map({ $0.lexicographicallyPrecedes(entry.path) }) ?? true
            {
                files.append((entry.path, entry.size))
            }
        }
    }

    private func mayHoldKeys(_ path: [UInt8]) -> Bool {
        guard path.starts(with: prefix) || prefix.starts(with: path) else { return false }
        guard let after else { return true }
        return after.starts(with: path) || after.lexicographicallyPrecedes(path)
    }

    private struct Entry {
        let name: String
        let path: [UInt8]
        let isFolder: Bool
        let size: Int
    }

    private static func entries(of folder: String, _ path: [UInt8]) -> [Entry] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var entries: [Entry] = []
        while let found = readdir(stream) {
            let name = withUnsafeBytes(of: found.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            var information = stat()
            guard name.first != ".", lstat("\(folder)/\(name)", &information) == 0 else { continue }
            let kind = information.st_mode & S_IFMT
            guard kind == S_IFDIR || kind == S_IFREG else { continue }
            // A folder's name ends with a slash: so it stands among the keys where its files do.
            let bytes = path + Array(name.utf8) + (kind == S_IFDIR ? [UInt8(ascii: "/")] : [])
            entries.append(
                Entry(name: name, path: bytes, isFolder: kind == S_IFDIR, size: Int(information.st_size)))
        }
        return entries.sorted { $0.path.lexicographicallyPrecedes($1.path) }
    }
}
