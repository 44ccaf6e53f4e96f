import CairnModel

/// Which Parquet files a store consists of: a file that is not listed does not count.
struct StoreManifest: Sendable, Hashable {
    static let formatVersion = 1

    /// By day and number.
    var files: [ParquetFile] = []
    /// Files of the tail whose events stand in Parquet files now.
    var retired: Set<UInt64> = []

    var json: JSON {
        [
            "version": .integer(Self.formatVersion),
            "files": .array(files.map(\.json)),
            "retired": .array(retired.sorted().map { .integer($0) }),
        ]
    }

    init() {}

    init(json: JSON) throws(LakeError) {
        guard let version = json["version"]?.intValue, version <= Self.formatVersion else {
            throw LakeError(.damaged, "The manifest has no version, or one that this Cairn does not know")
        }
        guard let list = json["files"]?.arrayValue else { throw LakeError(.damaged, "The manifest lists no files") }
        files = list.compactMap(ParquetFile.init(json:))
        guard files.count == list.count else { throw LakeError(.damaged, "The manifest lists a file that is none") }
        retired = Set((json["retired"]?.arrayValue ?? []).compactMap { $0.intValue.flatMap(UInt64.init(exactly:)) })
    }

    mutating func add(_ file: ParquetFile) {
        files.append(file)
        files.sort { ($0.day, $0.number) < ($1.day, $1.number) }
    }
}
