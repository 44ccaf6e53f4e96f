import NIOCore

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// An open file, closed with its last reference. Places are explicit, so threads may share it.
final class ObjectFile: Sendable {
    struct Status: Sendable, Hashable {
        var size: Int
        /// Nanoseconds since the epoch.
        var modified: Int64
        var inode: UInt64
    }

    let path: String
    private let descriptor: Int32

    private init(path: String, descriptor: Int32) {
        self.path = path
        self.descriptor = descriptor
    }

    deinit { _ = close(descriptor) }

    /// Opens a file; `nil` if there is none, or something stands there that is not looked into.
    static func open(_ path: String, flags: Int32, mode: mode_t = 0o600) throws(ObjectStoreError) -> ObjectFile? {
        while true {
            let descriptor = opening(path, flags | O_CLOEXEC, mode)
            if descriptor >= 0 { return ObjectFile(path: path, descriptor: descriptor) }
            if errno == EINTR { continue }
            if FileSystem.isMissing(errno) || errno == EISDIR || errno == ELOOP { return nil }
            throw FileSystem.error("Cannot open", path)
        }
    }

    /// Creates a file for writing, which must not be there.
    static func create(_ path: String) throws(ObjectStoreError) -> ObjectFile {
        guard let file = try open(path, flags: O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW) else {
            throw FileSystem.error("Cannot create", path)
        }
        return file
    }

    /// Opens a regular file for reading, `nil` if there is none.
    static func regular(_ path: String) throws(ObjectStoreError) -> ObjectFile? {
        // Without O_NONBLOCK a pipe that someone put there would be waited for.
        guard let file = try open(path, flags: O_RDONLY | O_NOFOLLOW | O_NONBLOCK) else { return nil }
        var information = stat()
        guard fstat(file.descriptor, &information) == 0 else { throw FileSystem.error("Cannot examine", path) }
        return information.st_mode & S_IFMT == S_IFREG ? file : nil
    }

    func status() throws(ObjectStoreError) -> Status {
        var information = stat()
        guard fstat(descriptor, &information) == 0 else { throw FileSystem.error("Cannot examine", path) }
        return Status(information)
    }

    /// What is at the path now, `nil` if nothing: not always this file.
    static func status(of path: String) -> Status? {
        var information = stat()
        return lstat(path, &information) == 0 ? Status(information) : nil
    }

    /// What a regular file at the path is, `nil` if there is none.
    static func regularStatus(of path: String) -> Status? {
        var information = stat()
        guard lstat(path, &information) == 0, information.st_mode & S_IFMT == S_IFREG else { return nil }
        return Status(information)
    }

    /// Writes all bytes at a place; after an error an unknown part of them is there.
    func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(ObjectStoreError) {
        var written = 0
        while written < bytes.count {
            let count = pwrite(
                descriptor, bytes.baseAddress?.advanced(by: written), bytes.count - written, off_t(offset + written))
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw FileSystem.error("Cannot write to", path) }
            written += count
        }
    }

    /// Reads up to the buffer's length; fewer only at the end of the file.
    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(ObjectStoreError) -> Int {
        var total = 0
        while total < buffer.count {
            let count = pread(
                descriptor, buffer.baseAddress?.advanced(by: total), buffer.count - total, off_t(offset + total))
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw FileSystem.error("Cannot read", path) }
            if count == 0 { break }
            total += count
        }
        return total
    }

    func bytes(in range: Range<Int>) throws(ObjectStoreError) -> [UInt8] {
        var failure: ObjectStoreError?
        let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
            do throws(ObjectStoreError) {
                let memory = UnsafeMutableRawBufferPointer(buffer)[..<range.count]
                count = try read(into: UnsafeMutableRawBufferPointer(rebasing: memory), at: range.lowerBound)
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return bytes
    }

    /// Reads a part that must be there.
    func chunk(in range: Range<Int>) throws(ObjectStoreError) -> ByteBuffer {
        var result: Result<Int, ObjectStoreError> = .success(0)
        let buffer = ByteBuffer(fileBytes: range.count) { memory in
            do throws(ObjectStoreError) {
                let count = try read(into: memory, at: range.lowerBound)
                result = .success(count)
                return count
            } catch {
                result = .failure(error)
                return 0
            }
        }
        guard try result.get() == range.count else {
            throw ObjectStoreError(.internalError, "The file has become shorter while it was read: \(path)")
        }
        return buffer
    }

    /// Sets the time of the last change; file systems may round it.
    func setModified(_ nanoseconds: Int64) throws(ObjectStoreError) {
        let time = timespec(tv_sec: Int(nanoseconds / 1_000_000_000), tv_nsec: Int(nanoseconds % 1_000_000_000))
        guard futimens(descriptor, [time, time]) == 0 else { throw FileSystem.error("Cannot set the time of", path) }
    }

    /// Brings the content to the device.
    func sync() throws(ObjectStoreError) {
        #if canImport(Darwin)
        let result = fcntl(descriptor, F_FULLFSYNC) == 0 ? 0 : fsync(descriptor)
        #else
        let result = fsync(descriptor)
        #endif
        guard result == 0 else { throw FileSystem.error("Cannot sync", path) }
    }

    /// Takes the lock that one process at a time can hold; `false` if another has it.
    func lock() throws(ObjectStoreError) -> Bool {
        if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return true }
        if errno == EWOULDBLOCK { return false }
        throw FileSystem.error("Cannot lock", path)
    }

    /// Gives up the lock.
    func unlock() { _ = flock(descriptor, LOCK_UN) }
}

extension ObjectFile.Status {
    fileprivate init(_ information: stat) {
        size = Int(information.st_size)
        inode = UInt64(information.st_ino)
        #if canImport(Darwin)
        let time = information.st_mtimespec
        #else
        let time = information.st_mtim
        #endif
        modified = Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}

extension ByteBuffer {
    fileprivate init(fileBytes count: Int, _ fill: (UnsafeMutableRawBufferPointer) -> Int) {
        self = ByteBufferAllocator().buffer(capacity: count)
        _ = writeWithUnsafeMutableBytes(minimumWritableBytes: count) { memory in
            fill(UnsafeMutableRawBufferPointer(rebasing: memory[..<count]))
        }
    }
}

private func opening(_ path: String, _ flags: Int32, _ mode: mode_t) -> Int32 { open(path, flags, mode) }
