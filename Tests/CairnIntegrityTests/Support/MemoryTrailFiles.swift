import CairnIntegrity
import Synchronization

/// Files in memory, in parts as a disk or a network would give them.
struct MemoryTrailFiles: TrailFileSource {
    struct File: Sendable, Hashable {
        var bytes: [UInt8]
        var metadata: [String: String]?
    }

    var bucket: String? = "box"
    var files: [String: File] = [:]
    var partByteCount = 100

    func list(prefix: String, after: String?, limit: Int) async throws(IntegrityError) -> [String] {
        let keys = files.keys.filter { key in
            key.utf8.starts(with: prefix.utf8) && after.map { $0.utf8.lexicographicallyPrecedes(key.utf8) } ?? true
        }
        return Array(keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.prefix(min(limit, 7)))
    }

    func read(
        _ key: String, _ receive: (UnsafeRawBufferPointer) -> Void
    ) async throws(IntegrityError) -> TrailFileInfo? {
        guard let file = files[key] else { return nil }
        file.bytes.withUnsafeBytes { bytes in
            for start in stride(from: 0, to: bytes.count, by: partByteCount) {
                receive(UnsafeRawBufferPointer(rebasing: bytes[start..<min(bytes.count, start + partByteCount)]))
            }
        }
        return TrailFileInfo(metadata: file.metadata)
    }
}
