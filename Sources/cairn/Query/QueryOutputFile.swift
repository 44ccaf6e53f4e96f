#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A file that is written from its beginning, or standard output.
final class QueryOutputFile {
    /// `nil` for standard output.
    let path: String?
    private let descriptor: Int32
    private var waiting: [UInt8] = []

    private static let waitingBytesMax = 64 << 10

    init(path: String?) throws {
        self.path = path
        guard let path else {
            descriptor = STDOUT_FILENO
            return
        }
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw ClientError("\(path) cannot be written: \(String(cString: strerror(errno)))")
        }
    }

    static func temporary() throws -> QueryOutputFile {
        try QueryOutputFile(path: FileManager.default.temporaryDirectory.path + "/cairn-query-\(UUID().uuidString).csv")
    }

    func write(_ bytes: [UInt8]) throws {
        waiting += bytes
        if waiting.count >= Self.waitingBytesMax { try flush() }
    }

    private func flush() throws {
        var rest = waiting[...]
        waiting = []
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { writeToDescriptor(descriptor, $0) }
            if written < 0 && errno == EINTR { continue }
            guard written > 0 else {
                throw ClientError("results cannot be written: \(String(cString: strerror(errno)))")
            }
            rest = rest.dropFirst(written)
        }
    }

    func close() throws {
        try flush()
        if path != nil { closeDescriptor(descriptor) }
    }

    func remove() { if let path { try? FileManager.default.removeItem(atPath: path) } }
}

private func writeToDescriptor(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    write(descriptor, bytes.baseAddress, bytes.count)
}

private func closeDescriptor(_ descriptor: Int32) { _ = close(descriptor) }
