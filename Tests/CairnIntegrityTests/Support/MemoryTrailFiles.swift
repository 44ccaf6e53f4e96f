import CairnIntegrity
import Synchronization

/// Files in memory, in parts as a disk or a network would give them.
struct MemoryTrailFiles: TrailFileSource {
    struct File: Sendable, Hashable {
        var bytes: [UInt8]
        var metadata: [String: String]?
        /// How often it was written.
        var written = 0
    }

    /// What is read, and when that ends.
    final class Reads: Sendable {
        private let state = Mutex<(keys: [String], rest: Int)>(([], .max))

        /// - Parameter count: how many files can be read before the source breaks.
        init(breakingAfter count: Int = .max) { state.withLock { $0.rest = count } }

        var keys: [String] { state.withLock { $0.keys } }

        func next(_ key: String) -> IntegrityError? {
            state.withLock { state in
                guard state.rest > 0 else { return IntegrityError(.unreadable, "the source broke") }
                state.rest -= 1
                state.keys.append(key)
                return nil
            }
        }
    }

    var bucket: String? = "box"
    var files: [String: File] = [:]
    var partByteCount = 100
    var reads: Reads?
    var knowsVersions = true

    func list(prefix: String, after: String?, limit: Int) async throws(IntegrityError) -> [String] {
        try await page(prefix: prefix, after: after, limit: limit).files.map(\.key)
    }

    func page(prefix: String, after: String?, limit: Int) async throws(IntegrityError) -> TrailFilePage {
        let keys = files.keys.filter { key in
            key.utf8.starts(with: prefix.utf8) && after.map { $0.utf8.lexicographicallyPrecedes(key.utf8) } ?? true
        }
        let size = min(limit, 7)
        let page = keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.prefix(size)
        return TrailFilePage(files: page.map { ListedTrailFile(key: $0, version: version(of: $0)) }, isLast: false)
    }

    private func version(of key: String) -> String? {
        guard let file = files[key], knowsVersions else { return nil }
        return "\(file.written) \(file.bytes.count)"
    }

    func read(
        _ key: String, _ receive: (UnsafeRawBufferPointer) -> Void
    ) async throws(IntegrityError) -> TrailFileInfo? {
        guard let file = files[key] else { return nil }
        if let error = reads?.next(key) { throw error }
        file.bytes.withUnsafeBytes { bytes in
            for start in stride(from: 0, to: bytes.count, by: partByteCount) {
                receive(UnsafeRawBufferPointer(rebasing: bytes[start..<min(bytes.count, start + partByteCount)]))
            }
        }
        return TrailFileInfo(metadata: file.metadata, version: version(of: key))
    }
}
