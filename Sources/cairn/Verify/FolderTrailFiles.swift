import CairnIntegrity
import CairnModel

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The files of a folder, their paths as keys: a copy of a bucket, or the folder of an embedded one, which keeps what
/// it knows of each object in `.cairn` beside it.
struct FolderTrailFiles: TrailFileSource {
    let folder: String
    /// Of the embedded bucket; `nil` for a copy.
    let bucket: String?

    static let systemFolder = ".cairn"
    private static let partByteCount = 64 << 10
    private static let recordByteCountMax = 64 << 10

    init(folder: String, bucket: String? = nil) {
        self.folder = folder
        self.bucket = bucket
    }

    func list(prefix: String, after: String?, limit: Int) async throws(IntegrityError) -> [String] {
        try await page(prefix: prefix, after: after, limit: limit).files.map(\.key)
    }

    func page(prefix: String, after: String?, limit: Int) async throws(IntegrityError) -> TrailFilePage {
        var walk = Walk(prefix: Array(prefix.utf8), after: after.map { Array($0.utf8) }, limit: limit)
        walk.visit(folder, path: [])
        return TrailFilePage(files: walk.files, isLast: walk.files.count < limit)
    }

    func folders(in prefix: String) async throws(IntegrityError) -> [String] {
        let path = prefix.hasSuffix("/") ? String(prefix.dropLast()) : prefix
        guard prefix.isEmpty || Self.isInside(path) else { return [] }
        return FolderEntries.of(prefix.isEmpty ? folder : "\(folder)/\(path)")
            .filter { $0.isFolder && $0.name != Self.systemFolder }.map(\.name)
            .sorted { ($0 + "/").utf8.lexicographicallyPrecedes(($1 + "/").utf8) }
    }

    func read(
        _ key: String, _ receive: (UnsafeRawBufferPointer) -> Void
    ) async throws(IntegrityError) -> TrailFileInfo? {
        guard Self.isInside(key), let file = OpenFile("\(folder)/\(key)") else { return nil }
        defer { file.close() }
        // Of before the reading: what is written meanwhile is another version.
        let version = file.version
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.partByteCount, alignment: 16)
        defer { buffer.deallocate() }
        while true {
            guard let count = file.read(into: buffer) else {
                let reason = String(cString: strerror(errno))
                throw IntegrityError(.unreadable, "\(folder)/\(key) cannot be read: \(reason)")
            }
            if count == 0 { break }
            receive(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
        return TrailFileInfo(metadata: bucket == nil ? nil : metadata(of: key), version: version)
    }

    /// Keys come from files that are not yet trusted: none may lead out of the folder.
    private static func isInside(_ key: String) -> Bool {
        !key.utf8.contains(0)
            && key.split(separator: "/", omittingEmptySubsequences: false).allSatisfy {
                !$0.isEmpty && $0 != "." && $0 != ".."
            }
    }

    /// What the embedded bucket keeps beside the object; nothing for one that was put there by hand.
    private func metadata(of key: String) -> [String: String] {
        var parts = key.split(separator: "/").map(String.init)
        let name = parts.removeLast()
        let record = ([folder] + parts + [Self.systemFolder, "\(name).meta"]).joined(separator: "/")
        guard let file = OpenFile(record) else { return [:] }
        defer { file.close() }
        var bytes = [UInt8](repeating: 0, count: Self.recordByteCountMax)
        let count = bytes.withUnsafeMutableBytes { file.read(into: $0) } ?? 0
        let versions = (try? JSON(parsing: Array(bytes[..<count])))?["versions"]?.arrayValue
        let members = versions?.last?["metadata"]?.objectValue?.members ?? []
        return Dictionary(
            members.map { ($0.key.lowercased(), $0.value.stringValue ?? "") }, uniquingKeysWith: { first, _ in first })
    }
}

/// Goes through a folder in the order of its keys' bytes, past what is not asked for.
private struct Walk {
    let prefix: [UInt8]
    let after: [UInt8]?
    let limit: Int
    var files: [ListedTrailFile] = []

    mutating func visit(_ folder: String, path: [UInt8]) {
        let entries = FolderEntries.of(folder)
            .filter { $0.name != FolderTrailFiles.systemFolder }
            .map { (entry: $0, path: path + Array($0.name.utf8) + ($0.isFolder ? [UInt8(ascii: "/")] : [])) }
            .sorted { $0.path.lexicographicallyPrecedes($1.path) }
        for (entry, path) in entries {
            guard files.count < limit else { return }
            if entry.isFolder {
                if mayHoldKeys(path) { visit("\(folder)/\(entry.name)", path: path) }
            } else if path.starts(with: prefix), after.map({ $0.lexicographicallyPrecedes(path) }) ?? true {
                files.append(ListedTrailFile(key: String(decoding: path, as: UTF8.self), version: entry.version))
            }
        }
    }

    private func mayHoldKeys(_ path: [UInt8]) -> Bool {
        guard path.starts(with: prefix) || prefix.starts(with: path) else { return false }
        guard let after else { return true }
        return after.starts(with: path) || after.lexicographicallyPrecedes(path)
    }
}

/// A file that is read from its beginning to its end.
private struct OpenFile {
    private let descriptor: Int32

    /// `nil` if there is no such file that can be opened.
    init?(_ path: String) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { return nil }
    }

    func close() { closeDescriptor(descriptor) }

    /// See ``FolderEntries/version(_:)``.
    var version: String? {
        var information = stat()
        return fstat(descriptor, &information) == 0 ? FolderEntries.version(information) : nil
    }

    /// Fills the buffer; fewer bytes only at the end, `nil` for an error.
    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int? {
        var count = 0
        while count < buffer.count {
            let step = readDescriptor(descriptor, UnsafeMutableRawBufferPointer(rebasing: buffer[count...]))
            if step < 0 && errno == EINTR { continue }
            guard step >= 0 else { return nil }
            if step == 0 { break }
            count += step
        }
        return count
    }
}

// The system's names are hidden by those of the methods above.

private func closeDescriptor(_ descriptor: Int32) { _ = close(descriptor) }

private func readDescriptor(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
    read(descriptor, buffer.baseAddress, buffer.count)
}
