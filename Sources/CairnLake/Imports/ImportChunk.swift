/// Files that are read one after the other; chunks are read side by side.
struct ImportChunk: Sendable {
    private(set) var files: [ImportFile] = []
    /// What the files may come to in memory, in bytes: they are compressed to a seventh or so.
    private(set) var weight = 0

    private static let filesMax = 16
    private static let chunkWeightMax = 8 << 20
    /// What all chunks that are under way may come to.
    static let weightMax = 256 << 20

    static func chunks(of files: [ImportFile]) -> [ImportChunk] {
        var chunks: [ImportChunk] = []
        for file in files {
            let weight = file.byteCount * 10
            if chunks.last.map({ $0.files.count >= filesMax || $0.weight + weight > chunkWeightMax }) ?? true {
                chunks.append(ImportChunk())
            }
            chunks[chunks.endIndex - 1].files.append(file)
            chunks[chunks.endIndex - 1].weight += weight
        }
        return chunks
    }
}

/// Counts prefixes of files that come in the order of their paths.
struct PrefixCounter: Sendable {
    private var latest: Substring?
    private(set) var count = 0

    init(latest: Substring? = nil) { self.latest = latest }

    mutating func add(_ file: ImportFile) {
        guard file.prefix != latest else { return }
        latest = file.prefix
        count += 1
    }
}
