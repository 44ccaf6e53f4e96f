/// An import: from where, into which store, and how far it is.
///
/// Times are seconds since 1970-01-01T00:00:00Z. Source: CloudTrail API Reference, StartImport and GetImport.
public struct ImportRun: Sendable, Hashable {
    public enum Status: String, Sendable, Hashable {
        case initializing = "INITIALIZING"
        case inProgress = "IN_PROGRESS"
        /// It has ended, with failures.
        case failed = "FAILED"
        case stopped = "STOPPED"
        case completed = "COMPLETED"

        public var isRunning: Bool { self == .initializing || self == .inProgress }
    }

    /// Where log files come from.
    public enum Source: Sendable, Hashable {
        /// A bucket, read with a role.
        case bucket(uri: String, region: String, roleARN: String)
        /// A folder or file of the machine that the server runs on.
        case folder(path: String)
    }

    /// A UUID.
    public var id: String
    public var account: String
    public var region: String
    public var storeID: String
    public var storeARN: String
    public var source: Source
    /// What the store keeps, and so what the files hold: log files, configuration items, or evidence.
    public var kind: EventDataStoreKind
    /// The first time that is wanted, and the last.
    public var startTime: Double?
    public var endTime: Double?
    public var status: Status
    /// How often it was begun: once, and again with each retry.
    public var attempt = 1
    public var createdTime: Double
    public var updatedTime: Double
    public var progress: ImportProgress

    public init(
        id: String, account: String, region: String, storeID: String, storeARN: String, source: Source,
        kind: EventDataStoreKind = .cloudTrailEvents, startTime: Double? = nil, endTime: Double? = nil,
        status: Status = .initializing, createdTime: Double, progress: ImportProgress = ImportProgress()
    ) {
        self.id = id
        self.account = account
        self.region = region
        self.storeID = storeID
        self.storeARN = storeARN
        self.source = source
        self.kind = kind
        self.startTime = startTime
        self.endTime = endTime
        self.status = status
        self.createdTime = createdTime
        updatedTime = createdTime
        self.progress = progress
    }

    /// At most this many imports of an account are running.
    ///
    /// Source: CloudTrail User Guide, "Quotas in AWS CloudTrail".
    public static let runningMax = 1
    /// How many imports that have ended are remembered, over all accounts.
    public static let endedMax = 1000
}

extension ImportRun.Source {
    /// `s3://…`, or `file://…` for a folder.
    public var uri: String {
        switch self {
        case .bucket(let uri, _, _): uri
        case .folder(let path): "file://" + path
        }
    }
}
