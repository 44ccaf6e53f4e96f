/// The files of a store at one moment. They stay, and do not change, for as long as the snapshot is held.
public final class StoreSnapshot: Sendable {
    public let storeID: String
    public let schema: LakeSchema
    /// The same number for the same files.
    public let revision: UInt64
    /// The folder of the store.
    public let folder: String
    public let parquet: [ParquetFile]
    let tail: [TailFile]
    private let release: @Sendable () -> Void

    init(
        storeID: String, schema: LakeSchema, revision: UInt64, folder: String, parquet: [ParquetFile],
        tail: [TailFile], release: @escaping @Sendable () -> Void
    ) {
        self.storeID = storeID
        self.schema = schema
        self.revision = revision
        self.folder = folder
        self.parquet = parquet
        self.tail = tail
        self.release = release
    }

    deinit { release() }

    public var eventCount: Int {
        parquet.reduce(0) { $0 + $1.eventCount } + tail.reduce(0) { $0 + $1.eventCount }
    }

    public var byteCount: Int {
        parquet.reduce(0) { $0 + $1.byteCount } + tail.reduce(0) { $0 + $1.byteCount }
    }

    /// Paths of the Parquet files.
    public var parquetPaths: [String] { parquet.map { folder + "/" + $0.path } }

    /// Paths of the NDJSON files.
    public var tailPaths: [String] { tail.map { folder + "/" + $0.path } }
}
