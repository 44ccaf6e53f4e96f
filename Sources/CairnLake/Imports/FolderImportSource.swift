import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The files in a folder and in those below it, or one file.
public final class FolderImportSource: LogFileSource {
    public let takesPlainFiles = true
    public let width = 4
    private let root: String
    private let names: ImportNames
    /// Found at the first question.
    private let found = Mutex<[ImportFile]?>(nil)
    private let threads = WorkThreads("cairn.lake.import")

    /// - Parameters:
    ///   - root: a folder or a file.
    ///   - names: which files are wanted, by their names.
    public init(_ root: String, names: ImportNames = ImportNames()) {
        self.root = root.count > 1 && root.hasSuffix("/") ? String(root.dropLast()) : root
        self.names = names
    }

    public func files(after path: String?, count: Int) async throws(ImportSourceError) -> [ImportFile] {
        try await threads.run { [self] () throws(ImportSourceError) in
            let all = try found.withLock { (found) throws(ImportSourceError) in
                if let found { return found }
                let all = try Self.listed(root).filter { names.takes($0.path) }
                found = all
                return all
            }
            let start = path.map { path in Self.firstIndex(in: all, after: path) } ?? 0
            return Array(all[start...].prefix(count))
        }
    }

    public func contents(of path: String) async throws(ImportSourceError) -> [UInt8] {
        let place = location(of: path)
        return try await threads.run { () throws(ImportSourceError) in
            if case .file(let byteCount) = LakeFile.kind(of: place), byteCount > LogFile.byteCountMax {
                throw ImportSourceError(
                    ImportSourceError.invalidLogFile, "\(place) has more than \(LogFile.byteCountMax) bytes")
            }
            do throws(LakeError) { return try LakeFile.contents(of: place) } catch {
                throw Self.failure(place, error)
            }
        }
    }

    public func location(of path: String) -> String { path.isEmpty ? root : root + "/" + path }

    private static func listed(_ root: String) throws(ImportSourceError) -> [ImportFile] {
        do throws(LakeError) {
            switch LakeFile.kind(of: root) {
            case .folder: break
            case .file(let byteCount): return [ImportFile(path: "", byteCount: byteCount)]
            case .other: throw LakeError(.cannotRead, "\(root) is neither a folder nor a file")
            }
            var files: [ImportFile] = []
            var folders = [""]
            // A link may lead back to where it stands.
            var visited: Set<LakeFile.Identity> = []
            while let folder = folders.popLast() {
                guard let identity = LakeFile.identity(of: root + "/" + folder), visited.insert(identity).inserted
                else { continue }
                for name in try LakeFile.names(in: root + "/" + folder) where !name.hasPrefix(".") {
                    let path = folder.isEmpty ? name : folder + "/" + name
                    switch LakeFile.kind(of: root + "/" + path) {
                    case .folder: folders.append(path)
                    case .file(let byteCount): files.append(ImportFile(path: path, byteCount: byteCount))
                    case .other: break
                    }
                }
            }
            return files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
        } catch {
            throw failure(root, error)
        }
    }

    private static func failure(_ place: String, _ error: LakeError) -> ImportSourceError {
        if access(place, F_OK) != 0 { return ImportSourceError(ImportSourceError.noSuchKey, error.message) }
        if access(place, R_OK) != 0 { return ImportSourceError(ImportSourceError.accessDenied, error.message) }
        return ImportSourceError(ImportSourceError.internalError, error.message)
    }

    private static func firstIndex(in files: [ImportFile], after path: String) -> Int {
        var (low, high) = (0, files.count)
        while low < high {
            let middle = (low + high) / 2
            if path.utf8.lexicographicallyPrecedes(files[middle].path.utf8) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
