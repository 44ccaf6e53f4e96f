public import CairnLake
public import CairnModel
public import CairnTrails

/// Everything that `cairn serve` can be told.
public struct ServerConfiguration: Sendable {
    /// What happens to a call whose record cannot be kept.
    public enum JournalFailurePolicy: String, Sendable, CaseIterable {
        /// The caller is answered 503, and a call that has not been passed on yet is not.
        case reject
        /// The call is passed on unrecorded, and counted.
        case forward
    }

    /// When records are forced to the disk.
    public enum SyncPolicy: String, Sendable, CaseIterable {
        case always
        case interval
        case never
    }

    /// Default `127.0.0.1`. Anything but loopback is warned about.
    public var host = "127.0.0.1"
    /// Default 4734; 0 takes any free port.
    public var port = 4734
    /// Default `$XDG_DATA_HOME/cairn`, else `~/.local/share/cairn`.
    public var dataDirectory = ""
    /// Where calls are passed on to; without it, calls of other services are refused and recorded.
    public var upstream: String?
    /// Where the buckets of trails are. Default: the upstream, else the embedded bucket store.
    public var s3Endpoint: String?
    /// Trails are not checked against buckets, topics, keys, log groups and organizations. Default: they are.
    public var isLenient = false
    /// The organization that accounts belong to, from the file's `organization`; without it, the upstream is asked.
    public var organization: Organization?
    /// The channels of services, from the file's `service-linked-channels`. Default: none.
    public var serviceLinkedChannels: [CairnLake.Channel] = []
    /// How often trails deliver log files. Default 5 minutes.
    public var deliveryInterval = Duration.seconds(300)
    /// How often trails with log file validation deliver digests. Default 1 hour.
    public var digestInterval = Duration.seconds(3600)
    /// How long what is new in event data stores waits at most for its Parquet file. Default 5 minutes.
    public var compactionInterval = Duration.seconds(300)
    /// How long a query of event data stores may run. Default 1 hour, as CloudTrail Lake.
    public var queryTimeout = Duration.seconds(3600)
    /// The account of callers that nothing else is known of. Default `123456789012`.
    public var account = "123456789012"
    /// The region of calls that name none. Default `us-east-1`.
    public var region = "us-east-1"
    /// Default `interval`: survives the end of the process always, and power loss but for the last interval.
    public var sync = SyncPolicy.interval
    /// Default 10 ms.
    public var syncInterval = Duration.milliseconds(10)
    public var journalFailurePolicy = JournalFailurePolicy.reject
    /// How long events are kept. Default 90 days, as CloudTrail's event history.
    public var retention = Duration.seconds(90 * 86_400)
    /// Data events are recorded too. Default: management events only.
    public var recordsDataEvents = false
    /// Three example events are put into an empty journal.
    public var seedsEvents = false
    /// Nothing is written to disk, and everything is gone at the end.
    public var isInMemory = false
    /// LookupEvents answers at most two requests a second for each account and region, as AWS does. Default: no limit.
    public var limitsLookupRate = false
    /// Every operation of CloudTrail is held to AWS's own quotas of requests a second. Default: no limit.
    public var limitsRequestRate = false
    public var logLevel = "info"
    /// Signatures and policies of calls of CloudTrail are checked. Default: everyone may do everything.
    public var checksAccess = false
    /// What callers are by their access key, from the file's `identities`.
    public var identities: [JSONObject] = []

    public var limits = Limits()

    /// Bounds of the gateway. All have an option of the same name.
    public struct Limits: Sendable {
        /// Bytes of each body that are kept for a record. Default 1 MiB.
        public var tapBytes = 1 << 20
        /// Bytes kept of all bodies under way together. Default 256 MiB.
        public var tapBudgetBytes = 256 << 20
        /// Bytes of a request's head. Default 64 KiB.
        public var headerBytes = 64 << 10
        /// Bytes of the body of a call that Cairn answers itself. Default 2 MiB.
        public var bodyBytes = 2 << 20
        /// Connections open at once. Default 4096.
        public var connections = 4096
        /// Calls under way at once. Default 8192.
        public var inFlightCalls = 8192
        /// A connection without a call is closed after this. Default 60 s.
        public var idleTimeout = Duration.seconds(60)
        /// A request's head must be whole within this. Default 10 s.
        public var headerTimeout = Duration.seconds(10)
        /// A body must move on within this. Default 60 s.
        public var bodyTimeout = Duration.seconds(60)
        /// The upstream must accept a connection within this. Default 5 s.
        public var connectTimeout = Duration.seconds(5)
        /// The upstream must begin its answer within this. Default 300 s.
        public var answerTimeout = Duration.seconds(300)
        /// Addresses whose `X-Forwarded-For` is believed. Default: none.
        public var trustedProxies: [String] = []

        public init() {}
    }

    public init() {}

    /// Whether S3's calls reach buckets that Cairn keeps itself.
    public var hasEmbeddedBuckets: Bool { upstream == nil && s3Endpoint == nil }

    /// Where a server with this configuration is reached, such as `http://127.0.0.1:4734`.
    func url(port: Int) -> String { "http://\(host.contains(":") ? "[\(host)]" : host):\(port)" }

    public var isLoopback: Bool {
        host == "localhost" || host == "::1" || host == "[::1]" || host.hasPrefix("127.")
    }
}
