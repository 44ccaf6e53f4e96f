import CairnReplay
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A file that is written whole: under another name until it is finished.
final class ReplayOutputFile: Sendable {
    private let path: String
    private let descriptor: Int32
    private let pending = Mutex<[UInt8]>([])

    init(path: String) throws(ReplayError) {
        self.path = path
        descriptor = open(path + ".part", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw Self.error(path) }
    }

    func append(_ bytes: [UInt8]) throws(ReplayError) {
        let full = pending.withLock { pending -> [UInt8]? in
            pending += bytes
            guard pending.count >= 1 << 18 else { return nil }
            defer { pending = [] }
            return pending
        }
        if let full { try write(full) }
    }

    /// Writes the rest and gives the file its name.
    func close() throws(ReplayError) {
        try write(pending.withLock { $0 } + [0x0A])
        closeDescriptor(descriptor)
        guard rename(path + ".part", path) == 0 else { throw Self.error(path) }
    }

    static func remove(_ path: String) { unlink(path) }

    /// The content of a file; `nil` if it cannot be read or has more bytes.
    static func content(of path: String, upTo limit: Int) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { closeDescriptor(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            guard count >= 0, bytes.count + count <= limit else { return nil }
            if count == 0 { return bytes }
            bytes += buffer[..<count]
        }
    }

    private func write(_ bytes: [UInt8]) throws(ReplayError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { writeDescriptor(descriptor, $0) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw Self.error(path) }
            rest = rest.dropFirst(count)
        }
    }

    private static func error(_ path: String) -> ReplayError {
        ReplayError(.file, "\(path) cannot be written: \(String(cString: strerror(errno)))")
    }
}

// The system's names are hidden by those of the methods above.

private func closeDescriptor(_ descriptor: Int32) { _ = close(descriptor) }

private func writeDescriptor(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    write(descriptor, bytes.baseAddress, bytes.count)
}
