#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The calls to the operating system that buckets need. They block: never on an event loop.
enum FileSystem {
    enum Kind: Sendable, Hashable { case file, folder, other }

    struct Entry: Sendable, Hashable {
        let name: String
        let kind: Kind
    }

    /// What there is at a path, `nil` if nothing; a symbolic link counts as `other`.
    static func kind(of path: String) throws(ObjectStoreError) -> Kind? {
        var status = stat()
        if lstat(path, &status) == 0 { return kind(status.st_mode) }
        if isMissing(errno) { return nil }
        throw error("Cannot examine", path)
    }

    private static func kind(_ mode: mode_t) -> Kind {
        switch mode & S_IFMT {
        case S_IFREG: .file
        case S_IFDIR: .folder
        default: .other
        }
    }

    /// Creates a folder; `false` if there is something already.
    static func createFolder(_ path: String) throws(ObjectStoreError) -> Bool {
        if mkdir(path, 0o700) == 0 { return true }
        if errno == EEXIST { return false }
        throw error("Cannot create folder", path)
    }

    /// Creates a folder and those above it.
    static func createFolders(_ path: String) throws(ObjectStoreError) {
        if mkdir(path, 0o700) == 0 || errno == EEXIST { return }
        guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex else {
            throw error("Cannot create folder", path)
        }
        try createFolders(String(path[..<slash]))
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw error("Cannot create folder", path) }
    }

    /// What is in a folder, in no order; `nil` if there is no such folder.
    static func entries(of path: String) throws(ObjectStoreError) -> [Entry]? {
        guard let directory = opendir(path) else {
            if isMissing(errno) { return nil }
            throw error("Cannot list", path)
        }
        defer { closedir(directory) }
        var entries: [Entry] = []
        while let entry = readdir(directory) {
            // The name is read as far as its zero byte: the field may be shorter or longer than its type says.
            let name = withUnsafePointer(to: &entry.pointee.d_name) { field in
                field.withMemoryRebound(to: CChar.self, capacity: 256) { String(validatingCString: $0) }
            }
            guard let name, name != ".", name != ".." else { continue }
            if let kind = try kind(entry.pointee.d_type, path + "/" + name) {
                entries.append(Entry(name: name, kind: kind))
            }
        }
        return entries
    }

    private static func kind(_ type: UInt8, _ path: String) throws(ObjectStoreError) -> Kind? {
        switch Int32(type) {
        case Int32(DT_REG): .file
        case Int32(DT_DIR): .folder
        case Int32(DT_UNKNOWN): try kind(of: path)
        default: .other
        }
    }

    /// Tells of a rename whether it happened: it does not if a folder is missing on the way, or stands at the end.
    static func rename(_ path: String, to target: String) throws(ObjectStoreError) -> Bool {
        if renaming(path, target) == 0 { return true }
        switch errno {
        case ENOENT, ENOTDIR, EISDIR, EEXIST, ENOTEMPTY: return false
        default: throw error("Cannot rename into", target)
        }
    }

    /// Removes a file, if it is there.
    static func remove(_ path: String) throws(ObjectStoreError) {
        guard unlink(path) == 0 || isMissing(errno) else { throw error("Cannot remove", path) }
    }

    /// Removes a folder if it is empty.
    static func removeFolder(_ path: String) -> Bool { rmdir(path) == 0 }

    /// Removes a folder with all that is in it. Links are removed, not followed.
    static func removeAll(_ path: String) throws(ObjectStoreError) {
        for entry in try entries(of: path) ?? [] {
            let inner = path + "/" + entry.name
            if entry.kind == .folder { try removeAll(inner) } else { try remove(inner) }
        }
        guard rmdir(path) == 0 || isMissing(errno) else { throw error("Cannot remove folder", path) }
    }

    /// Brings the names in a folder to the device.
    static func syncFolder(_ path: String) throws(ObjectStoreError) {
        guard let file = try ObjectFile.open(path, flags: O_RDONLY | O_DIRECTORY) else { return }
        try file.sync()
    }

    /// Reads a whole small file; `nil` if there is none.
    static func contents(of path: String) throws(ObjectStoreError) -> [UInt8]? {
        guard let file = try ObjectFile.open(path, flags: O_RDONLY | O_NOFOLLOW) else { return nil }
        // Nearly all fit into this: they are read without asking for their length.
        let beginning = try file.bytes(in: 0..<smallByteCount)
        return beginning.count < smallByteCount ? beginning : try file.bytes(in: 0..<Int(try file.status().size))
    }

    private static let smallByteCount = 4096

    /// Nothing is there: also if something on the way is a file.
    static func isMissing(_ number: Int32) -> Bool { number == ENOENT || number == ENOTDIR }

    /// An error that says what the system says.
    static func error(_ action: String, _ path: String) -> ObjectStoreError {
        let number = errno
        let code: ObjectStoreError.Code = number == ENAMETOOLONG ? .keyTooLong : .internalError
        return ObjectStoreError(code, "\(action) \(path): \(String(cString: strerror(number))) (errno \(number))")
    }
}

// The system's function has the name of the one above.
private func renaming(_ path: String, _ target: String) -> Int32 { rename(path, target) }
