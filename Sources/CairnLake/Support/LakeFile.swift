#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// An open file descriptor, closed with its last reference.
final class LakeFile: Sendable {
    let path: String
    private let descriptor: Int32

    /// - Throws: ``LakeError`` with the code given, naming the path and the system's reason.
    init(_ path: String, flags: Int32, failure: LakeError.Code = .cannotRead) throws(LakeError) {
        self.path = path
        if flags & O_CREAT != 0 { try StepGuard.disk("\(path) is created") }
        descriptor = retryingInterrupts { open(path, flags | O_CLOEXEC, 0o640) }
        guard descriptor >= 0 else { throw Self.error(failure, "Cannot open", path) }
    }

    deinit { _ = close(descriptor) }

    func length() throws(LakeError) -> Int {
        var information = stat()
        guard fstat(descriptor, &information) == 0 else { throw Self.error(.cannotRead, "Cannot examine", path) }
        return Int(information.st_size)
    }

    func write(_ bytes: [UInt8], at offset: Int) throws(LakeError) {
        do throws(LakeError) { try StepGuard.disk("\(path) is written") } catch {
            // A disk that fails has often written a part.
            try? write(bytes, from: 0, upTo: bytes.count / 2, at: offset)
            throw error
        }
        try write(bytes, from: 0, upTo: bytes.count, at: offset)
    }

    private func write(_ bytes: [UInt8], from start: Int, upTo end: Int, at offset: Int) throws(LakeError) {
        var written = start
        while written < end {
            let count = bytes.withUnsafeBytes { buffer in
                retryingInterrupts {
                    pwrite(
                        descriptor, buffer.baseAddress?.advanced(by: written), end - written,
                        off_t(offset + written))
                }
            }
            guard count > 0 else { throw Self.error(.cannotWrite, "Cannot write to", path) }
            written += count
        }
    }

    /// Reads up to `count` bytes; fewer only at the end of the file.
    func read(at offset: Int, count: Int) throws(LakeError) -> [UInt8] {
        var failed = false
        let bytes = [UInt8](unsafeUninitializedCapacity: max(0, count)) { buffer, initialized in
            while initialized < count {
                let taken = retryingInterrupts {
                    pread(
                        descriptor, buffer.baseAddress?.advanced(by: initialized), count - initialized,
                        off_t(offset + initialized))
                }
                failed = taken < 0
                guard taken > 0 else { break }
                initialized += taken
            }
        }
        guard !failed else { throw Self.error(.cannotRead, "Cannot read", path) }
        return bytes
    }

    func truncate(to length: Int) throws(LakeError) {
        try StepGuard.disk("\(path) is truncated")
        guard retryingInterrupts({ ftruncate(descriptor, off_t(length)) }) == 0 else {
            throw Self.error(.cannotWrite, "Cannot truncate", path)
        }
    }

    func sync() throws(LakeError) {
        try StepGuard.disk("\(path) is synced")
        guard fsync(descriptor) == 0 else { throw Self.error(.cannotWrite, "Cannot sync", path) }
    }
}

extension LakeFile {
    /// An error with the text of `errno`.
    static func error(_ code: LakeError.Code, _ action: String, _ path: String) -> LakeError {
        let number = errno
        return LakeError(code, "\(action) \(path): \(String(cString: strerror(number))) (errno \(number))")
    }

    /// The path from the root: processes of the engine work in folders of their own.
    static func absolute(_ path: String) -> String {
        guard !path.hasPrefix("/"), let folder = getcwd(nil, 0) else { return path }
        defer { free(folder) }
        return String(cString: folder) + "/" + path
    }

    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    static func isExecutable(_ path: String) -> Bool {
        var information = stat()
        return stat(path, &information) == 0 && information.st_mode & S_IFMT == S_IFREG && access(path, X_OK) == 0
    }

    static func isFolder(_ path: String) -> Bool {
        var information = stat()
        return stat(path, &information) == 0 && information.st_mode & S_IFMT == S_IFDIR
    }

    enum Kind: Sendable, Hashable {
        case folder
        case file(byteCount: Int)
        case other
    }

    static func kind(of path: String) -> Kind {
        var information = stat()
        guard stat(path, &information) == 0 else { return .other }
        switch information.st_mode & S_IFMT {
        case S_IFDIR: return .folder
        case S_IFREG: return .file(byteCount: Int(information.st_size))
        default: return .other
        }
    }

    /// What a file or folder is, whatever path leads to it.
    struct Identity: Hashable {
        let device: UInt64
        let inode: UInt64
    }

    /// `nil` if nothing is there.
    static func identity(of path: String) -> Identity? {
        var information = stat()
        guard stat(path, &information) == 0 else { return nil }
        return Identity(device: UInt64(truncatingIfNeeded: information.st_dev), inode: UInt64(information.st_ino))
    }

    static func byteLength(of path: String) throws(LakeError) -> Int { try LakeFile(path, flags: O_RDONLY).length() }

    static func contents(of path: String) throws(LakeError) -> [UInt8] {
        let file = try LakeFile(path, flags: O_RDONLY)
        return try file.read(at: 0, count: try file.length())
    }

    /// Creates a folder and those above it, for the owner alone.
    static func createFolder(_ path: String) throws(LakeError) {
        try StepGuard.disk("\(path) is made")
        if mkdir(path, 0o700) == 0 || errno == EEXIST { return }
        guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex else {
            throw error(.cannotWrite, "Cannot create folder", path)
        }
        try createFolder(String(path[..<slash]))
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
            throw error(.cannotWrite, "Cannot create folder", path)
        }
    }

    /// The names in a folder, sorted; none if there is no such folder.
    static func names(in path: String) throws(LakeError) -> [String] {
        guard let folder = opendir(path) else {
            if errno == ENOENT { return [] }
            throw error(.cannotRead, "Cannot list", path)
        }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { field in
                field.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    static func syncFolder(_ path: String) throws(LakeError) {
        try LakeFile(path, flags: O_RDONLY | O_DIRECTORY, failure: .cannotWrite).sync()
    }

    static func rename(_ path: String, to newPath: String) throws(LakeError) {
        try StepGuard.disk("\(newPath) gets its name")
        #if canImport(Glibc)
        let result = Glibc.rename(path, newPath)
        #elseif canImport(Musl)
        let result = Musl.rename(path, newPath)
        #else
        let result = Darwin.rename(path, newPath)
        #endif
        guard result == 0 else { throw error(.cannotWrite, "Cannot rename into", newPath) }
    }

    /// Removes a file, if it is there.
    static func remove(_ path: String) throws(LakeError) {
        try StepGuard.disk("\(path) is removed")
        guard unlink(path) == 0 || errno == ENOENT else { throw error(.cannotWrite, "Cannot remove", path) }
    }

    /// Removes a folder and all that is in it, if it is there.
    static func removeTree(_ path: String) throws(LakeError) {
        guard isFolder(path) else { return try remove(path) }
        for name in try names(in: path) { try removeTree(path + "/" + name) }
        guard rmdir(path) == 0 || errno == ENOENT else { throw error(.cannotWrite, "Cannot remove", path) }
    }

    /// Writes a file so that a reader sees the old content or the new, never a part.
    /// - Throws: ``LakeError``: it has the old content then, or the new one if only its folder could not be synced.
    static func replace(_ path: String, with bytes: [UInt8], syncing: Bool) throws(LakeError) {
        if let unsynced = try put(bytes, at: path, syncing: syncing) { throw unsynced }
    }

    /// Writes a file so that a reader sees the old content or the new, never a part.
    /// - Returns: what kept its folder from being synced: the new content is in its place, and only a loss of power would
    ///   bring the old one back.
    /// - Throws: ``LakeError``: it has the old content.
    static func put(_ bytes: [UInt8], at path: String, syncing: Bool) throws(LakeError) -> LakeError? {
        let temporary = path + ".new"
        let file = try LakeFile(temporary, flags: O_WRONLY | O_CREAT | O_TRUNC, failure: .cannotWrite)
        try file.write(bytes, at: 0)
        if syncing { try file.sync() }
        try rename(temporary, to: path)
        guard syncing, let slash = path.lastIndex(of: "/") else { return nil }
        do throws(LakeError) { try syncFolder(String(path[..<slash])) } catch { return error }
        return nil
    }
}

private func retryingInterrupts<T: FixedWidthInteger & SignedInteger>(_ call: () -> T) -> T {
    while true {
        let result = call()
        if result != -1 || errno != EINTR { return result }
    }
}
