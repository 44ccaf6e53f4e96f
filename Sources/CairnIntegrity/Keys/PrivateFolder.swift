#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A folder of small files that only their owner can read: mode 0700, files 0600.
struct PrivateFolder: Sendable {
    let path: String

    private static let fileByteCountMax = 64 << 10

    /// Returns the names of the files, none if there is no folder. Modes that are too open are corrected.
    func names() throws(IntegrityError) -> [String] {
        guard let stream = opendir(path) else {
            if errno == ENOENT { return [] }
            throw failure("read", path)
        }
        defer { closedir(stream) }
        try close(path, to: 0o700)
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }

    func read(_ name: String) throws(IntegrityError) -> String {
        let file = "\(path)/\(name)"
        let descriptor = open(file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { throw failure("read", file) }
        defer { _ = closeDescriptor(descriptor) }
        try close(file, to: 0o600)
        var bytes = [UInt8](repeating: 0, count: Self.fileByteCountMax)
        var count = 0
        while count < bytes.count {
            let step = bytes.withUnsafeMutableBytes { buffer in
                readDescriptor(descriptor, UnsafeMutableRawBufferPointer(rebasing: buffer[count...]))
            }
            if step < 0 && errno == EINTR { continue }
            guard step >= 0 else { throw failure("read", file) }
            if step == 0 { break }
            count += step
        }
        return String(decoding: bytes[..<count], as: UTF8.self)
    }

    /// Writes a file so that it is there as a whole or not at all, and returns when it is durable.
    func write(_ text: String, to name: String) throws(IntegrityError) {
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw failure("make", path) }
        try close(path, to: 0o700)
        let temporary = "\(path)/.\(name).part"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw failure("write", temporary) }
        let isWritten = fchmod(descriptor, 0o600) == 0 && writeAll(text, to: descriptor) && fsync(descriptor) == 0
        guard closeDescriptor(descriptor) == 0, isWritten, rename(temporary, "\(path)/\(name)") == 0 else {
            let failure = failure("write", temporary)
            unlink(temporary)
            throw failure
        }
        try sync()
    }

    func remove(_ name: String) throws(IntegrityError) {
        guard unlink("\(path)/\(name)") == 0 || errno == ENOENT else { throw failure("remove", "\(path)/\(name)") }
        try sync()
    }

    /// Takes permissions away that others have.
    private func close(_ path: String, to mode: mode_t) throws(IntegrityError) {
        var information = stat()
        guard stat(path, &information) == 0 else { throw failure("look at", path) }
        guard information.st_mode & 0o077 != 0 else { return }
        guard chmod(path, mode) == 0 else { throw failure("take permissions of others from", path) }
    }

    private func sync() throws(IntegrityError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("sync", path) }
        defer { _ = closeDescriptor(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure("sync", path) }
    }

    private func failure(_ verb: String, _ path: String) -> IntegrityError {
        IntegrityError(.keyFolder, "Cannot \(verb) \(path): \(String(cString: strerror(errno)))")
    }
}

// The system's names are hidden by those of the methods above.

private func closeDescriptor(_ descriptor: Int32) -> Int32 { close(descriptor) }

private func readDescriptor(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
    read(descriptor, buffer.baseAddress, buffer.count)
}

private func writeAll(_ text: String, to descriptor: Int32) -> Bool {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
        let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { return false }
        rest = rest.dropFirst(count)
    }
    return true
}
