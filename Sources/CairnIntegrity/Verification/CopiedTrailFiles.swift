/// A folder that was copied from a bucket, or from some prefix of one, read as that bucket.
///
/// Copies do not say where they come from, but every digest does: the end of its key is the path in the folder, and
/// what stands before it is what the copy left out.
public struct CopiedTrailFiles: TrailFileSource {
    public let bucket: String?
    /// What stands before each path of the folder to make it a key.
    public let base: String
    private let folder: any TrailFileSource

    private static let sampleCount = 64

    /// - Parameter folder: its keys are paths in the folder.
    public init(folder: any TrailFileSource, bucket: String?, base: String) {
        self.folder = folder
        self.bucket = bucket
        self.base = base
    }

    /// Learns bucket and base from the first digests in the folder: the ones that most of them say.
    ///
    /// - Throws: ``IntegrityError`` with `unreadable`.
    public static func learning(from folder: any TrailFileSource) async throws(IntegrityError) -> CopiedTrailFiles {
        var votes: [Origin: Int] = [:]
        let listing = TrailFileListing(source: folder)
        var paths: [String] = []
        for root in try await listing.roots(below: "") where paths.count < sampleCount {
            try await listing.forEachFile(prefix: "\(root.path)\(DigestName.folder)/") { file in
                paths.append(file.key)
                return paths.count < sampleCount
            }
        }
        var reading = DigestReading(source: folder)
        for path in paths {
            guard let name = DigestName(key: path) else { continue }
            let digest = try await reading.read(name, key: path)
            guard let file = digest.file, let base = Self.base(of: file.key, path: path) else { continue }
            votes[Origin(bucket: file.bucket, base: base), default: 0] += 1
        }
        let best = votes.max { ($0.value, $1.key.base.utf8.count) < ($1.value, $0.key.base.utf8.count) }?.key
        return CopiedTrailFiles(folder: folder, bucket: folder.bucket ?? best?.bucket, base: best?.base ?? "")
    }

    private struct Origin: Hashable {
        let bucket: String
        let base: String
    }

    /// `nil` if the path is not the end of the key: the file was moved.
    private static func base(of key: String, path: String) -> String? {
        guard key.utf8.count >= path.utf8.count, key.utf8.suffix(path.utf8.count).elementsEqual(path.utf8) else {
            return nil
        }
        let base = String(Substring(key.utf8.dropLast(path.utf8.count)))
        return base.isEmpty || base.hasSuffix("/") ? base : nil
    }

    public func list(prefix: String, after: String?, limit: Int) async throws(IntegrityError) -> [String] {
        try await page(prefix: prefix, after: after, limit: limit).files.map(\.key)
    }

    public func page(prefix: String, after: String?, limit: Int) async throws(IntegrityError) -> TrailFilePage {
        let nothing = TrailFilePage(files: [], isLast: true)
        guard let rest = path(of: prefix) ?? (base.utf8.starts(with: prefix.utf8) ? "" : nil) else { return nothing }
        var start: String?
        if let after {
            start = path(of: after)
            if start == nil, base.utf8.lexicographicallyPrecedes(after.utf8) { return nothing }
        }
        var page = try await folder.page(prefix: rest, after: start, limit: limit)
        for index in page.files.indices { page.files[index].key = base + page.files[index].key }
        return page
    }

    public func folders(in prefix: String) async throws(IntegrityError) -> [String] {
        if let rest = path(of: prefix) { return try await folder.folders(in: rest) }
        guard base.utf8.starts(with: prefix.utf8) else { return [] }
        let rest = base.utf8.dropFirst(prefix.utf8.count)
        return rest.firstIndex(of: UInt8(ascii: "/")).map { [String(Substring(rest[..<$0]))] } ?? []
    }

    public func read(
        _ key: String, _ receive: (UnsafeRawBufferPointer) -> Void
    ) async throws(IntegrityError) -> TrailFileInfo? {
        guard let path = path(of: key) else { return nil }
        return try await folder.read(path, receive)
    }

    private func path(of key: String) -> String? {
        guard key.utf8.starts(with: base.utf8) else { return nil }
        return String(Substring(key.utf8.dropFirst(base.utf8.count)))
    }
}
