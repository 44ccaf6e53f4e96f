/// How trails deliver.
public struct DeliveryConfiguration: Sendable, Hashable {
    /// How often log files are delivered, in seconds; deliveries are at multiples of it. From 1.
    ///
    /// Source: CloudTrail User Guide, "How CloudTrail works": about every five minutes.
    public var intervalSeconds: Int64 = 300
    /// How often digests are delivered, in seconds; they end at multiples of it. From 1.
    public var digestIntervalSeconds: Int64 = 3600
    /// How long digests wait for log files of their time that a bucket does not take, in seconds. Files that come later
    /// are listed in a backfill digest. `nil` for as long as a digest lasts.
    public var digestPatience: Int64?
    /// The largest log file before compression, in bytes.
    ///
    /// Source: CloudTrail User Guide, "CloudTrail log file": 50 MB.
    public var fileBytesMax = 50_000_000
    /// How many bytes of records a trail holds in memory before it delivers them.
    public var batchBytesMax = 32 << 20
    /// How many bytes of the journal are read for one delivery in which little is selected.
    public var scannedBytesMax = 512 << 20
    /// A trail that has more records than these to look through delivers before its time.
    public var waitingRecordsMax: UInt64 = 100_000
    /// How many files of a trail are put at the same time.
    public var putsMax = 4
    /// How many trails deliver at the same time; each holds ``batchBytesMax``, and its files once more while they are
    /// compressed.
    public var trailsMax = 4
    /// 1 (fast) to 12 (small).
    public var compressionLevel = 2
    /// How long the record of a StopLogging or DeleteTrail call is waited for, in seconds.
    public var closingGraceSeconds = 10.0
    /// How long a deleted trail goes on trying when its bucket takes nothing, in seconds.
    public var abandonAfterSeconds = 86_400.0
    /// What EventBridge is told that `AwsConsoleSignIn` events are.
    public var signInDetailType = "AWS Console Sign In via CloudTrail"
    /// Whether management events that only read go to event buses.
    public var forwardsReadOnlyManagementEvents = false

    public init() {}

    var digestPatienceSeconds: Int64 { max(0, digestPatience ?? digestIntervalSeconds) }

    /// Values within their bounds.
    var checked: DeliveryConfiguration {
        var checked = self
        checked.intervalSeconds = max(1, intervalSeconds)
        checked.digestIntervalSeconds = max(1, digestIntervalSeconds)
        checked.fileBytesMax = max(1 << 10, fileBytesMax)
        checked.batchBytesMax = max(1, batchBytesMax)
        checked.putsMax = max(1, putsMax)
        return checked
    }
}
