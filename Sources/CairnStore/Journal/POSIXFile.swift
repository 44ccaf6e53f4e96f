#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// An open file descriptor, closed with its last reference. Offsets are explicit, so threads may share it.
final class POSIXFile: Sendable {
    let path: String
    private let descriptor: Int32

    /// - Throws: ``StoreError`` with the code given, naming the path and the system's reason.
    init(_ path: String, flags: Int32, mode: mode_t = 0o640, failure: StoreError.Code = .cannotOpen) throws(StoreError)
    {
        self.path = path
        descriptor = retryingInterrupts { open(path, flags | O_CLOEXEC, mode) }
        guard descriptor >= 0 else { throw POSIXFile.error(failure, "Cannot open", path) }
    }

    deinit { _ = close(descriptor) }

    func length() throws(StoreError) -> UInt64 {
        var information = stat()
        guard fstat(descriptor, &information) == 0 else { throw Self.error(.readFailed, "Cannot examine", path) }
        return UInt64(max(0, information.st_size))
    }

    /// Writes all bytes at the offset; after an error an unknown part of them is there.
    func write(_ bytes: UnsafeRawBufferPointer, at offset: UInt64) throws(StoreError) {
        var written = 0
        while written < bytes.count {
            let count = retryingInterrupts {
                pwrite(
                    descriptor, bytes.baseAddress?.advanced(by: written), bytes.count - written,
                    off_t(offset) + off_t(written))
            }
            guard count > 0 else { throw Self.error(.writeFailed, "Cannot write to", path) }
            written += count
        }
    }

    /// Reads up to the buffer's length; fewer only at the end of the file.
    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64) throws(StoreError) -> Int {
        var total = 0
        while total < buffer.count {
            let count = retryingInterrupts {
                pread(
                    descriptor, buffer.baseAddress?.advanced(by: total), buffer.count - total,
                    off_t(offset) + off_t(total))
            }
            guard count >= 0 else { throw Self.error(.readFailed, "Cannot read", path) }
            if count == 0 { break }
            total += count
        }
        return total
    }

    /// Says that a part will be read soon, so that the system may begin to fetch it. Only a hint.
    func prefetch(_ range: Range<UInt64>) {
        #if os(Linux)
        _ = posix_fadvise(descriptor, off_t(range.lowerBound), off_t(range.count), POSIX_FADV_WILLNEED)
        #endif
    }

    func truncate(to length: UInt64) throws(StoreError) {
        guard retryingInterrupts({ ftruncate(descriptor, off_t(length)) }) == 0 else {
            throw Self.error(.writeFailed, "Cannot truncate", path)
        }
    }

    /// Brings data to the device, with as much metadata as is needed to read it back.
    func sync() throws(StoreError) {
        #if canImport(Darwin)
        let result = fcntl(descriptor, F_FULLFSYNC) == 0 ? 0 : fsync(descriptor)
        #else
        let result = fdatasync(descriptor)
        #endif
        guard result == 0 else { throw Self.error(.writeFailed, "Cannot sync", path) }
    }

    /// Takes the lock that one process at a time can hold; `false` if another has it.
    func lock() throws(StoreError) -> Bool {
        if retryingInterrupts({ flock(descriptor, LOCK_EX | LOCK_NB) }) == 0 { return true }
        if errno == EWOULDBLOCK { return false }
        throw Self.error(.cannotOpen, "Cannot lock", path)
    }

    func unlock() { _ = flock(descriptor, LOCK_UN) }
}

extension POSIXFile {
    /// An error with the text of `errno`.
    static func error(_ code: StoreError.Code, _ action: String, _ path: String) -> StoreError {
        let number = errno
        return StoreError(code, "\(action) \(path): \(String(cString: strerror(number))) (errno \(number))")
    }

    static func syncDirectory(_ path: String) throws(StoreError) {
        let directory = try POSIXFile(path, flags: O_RDONLY | O_DIRECTORY, failure: .writeFailed)
        guard fsync(directory.descriptor) == 0 else { throw error(.writeFailed, "Cannot sync folder", path) }
    }

    /// Creates a folder and those above it, for the owner alone: what was recorded is nobody else's business.
    static func createDirectory(_ path: String) throws(StoreError) {
        if mkdir(path, 0o700) == 0 || errno == EEXIST { return }
        guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex else {
            throw error(.cannotOpen, "Cannot create folder", path)
        }
        try createDirectory(String(path[..<slash]))
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
            throw error(.cannotOpen, "Cannot create folder", path)
        }
    }

    /// The names in a folder, sorted.
    static func names(in path: String) throws(StoreError) -> [String] {
        guard let directory = opendir(path) else { throw error(.cannotOpen, "Cannot list", path) }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { field in
                field.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// Reads a whole small file; `nil` if there is none.
    static func contents(of path: String) throws(StoreError) -> [UInt8]? {
        guard access(path, F_OK) == 0 else { return nil }
        let file = try POSIXFile(path, flags: O_RDONLY, failure: .readFailed)
        var bytes = [UInt8](repeating: 0, count: Int(try file.length()))
        let count = try bytes.withMutableBytes { (buffer) throws(StoreError) in try file.read(into: buffer, at: 0) }
        bytes.removeLast(bytes.count - count)
        return bytes
    }

    /// Writes a file so that a reader sees the old content or the new, never a part.
    static func replace(_ path: String, with bytes: [UInt8], syncing: Bool) throws(StoreError) {
        let temporary = path + ".new"
        let file = try POSIXFile(temporary, flags: O_WRONLY | O_CREAT | O_TRUNC, failure: .writeFailed)
        do throws(StoreError) {
            try bytes.withBytes { (buffer) throws(StoreError) in try file.write(buffer, at: 0) }
            if syncing { try file.sync() }
        } catch {
            unlink(temporary)
            throw error
        }
        guard rename(temporary, path) == 0 else { throw error(.writeFailed, "Cannot rename into", path) }
        if syncing, let slash = path.lastIndex(of: "/") { try syncDirectory(String(path[..<slash])) }
    }

    static func remove(_ path: String) throws(StoreError) {
        guard unlink(path) == 0 || errno == ENOENT else { throw error(.writeFailed, "Cannot remove", path) }
    }
}

private func retryingInterrupts<T: FixedWidthInteger & SignedInteger>(_ call: () -> T) -> T {
    while true {
        let result = call()
        if result != -1 || errno != EINTR { return result }
    }
}
