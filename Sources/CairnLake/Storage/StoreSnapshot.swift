/// The files of a store at one moment. They stay, and do not change, for as long as the snapshot is held.
public final class StoreSnapshot: Sendable {
    public let storeID: String
    public let schema: LakeSchema
    /// The same number for the same files.
    public let revision: UInt64
    /// What is older is not in it, in seconds since the epoch.
    let keptSince: Double?
    /// The folder of the store.
    public let folder: String
    public let parquet: [ParquetFile]
    let tail: [TailFile]
    private let release: @Sendable () -> Void

    init(
        storeID: String, schema: LakeSchema, revision: UInt64, keptSince: Double?, folder: String,
        parquet: [ParquetFile], tail: [TailFile], release: @escaping @Sendable () -> Void
    ) {
        self.storeID = storeID
        self.schema = schema
        self.revision = revision
        self.keptSince = keptSince
        self.folder = folder
        self.parquet = parquet
        self.tail = tail
        self.release = release
    }

    deinit { release() }

    /// The files by the time from which on their events count: those of which all do first.
    ///
    /// Only a day that is partly over has a bound, so that most files are read without a condition.
    var parts: [(bound: Double?, parquet: [ParquetFile], tail: [TailFile])] {
        let parquet = Dictionary(grouping: parquet) { $0.bound(keptSince) }
        let tail = Dictionary(grouping: tail) { $0.bound(keptSince) }
        return Set(parquet.keys).union(tail.keys).sorted { $0 ?? -.infinity < $1 ?? -.infinity }
            .map { ($0, parquet[$0] ?? [], tail[$0] ?? []) }
    }

    public var eventCount: Int {
        parquet.reduce(0) { $0 + $1.eventCount } + tail.reduce(0) { $0 + $1.eventCount }
    }

    public var byteCount: Int {
        parquet.reduce(0) { $0 + $1.byteCount } + tail.reduce(0) { $0 + $1.byteCount }
    }

    /// Paths of the Parquet files.
    public var parquetPaths: [String] { parquet.map(path) }

    /// Paths of the NDJSON files.
    public var tailPaths: [String] { tail.map(path) }

    func path(_ file: ParquetFile) -> String { folder + "/" + file.path }

    func path(_ file: TailFile) -> String { folder + "/" + file.path }
}
