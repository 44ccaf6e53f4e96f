/// How a journal keeps what it is given.
public struct JournalConfiguration: Sendable {
    /// When records count as kept.
    public enum Durability: Sendable, Hashable {
        /// After `fdatasync`: they survive loss of power.
        case always
        /// After the write: they survive the end of the process at once, and loss of power once the interval is over.
        case interval(Duration)
        /// After the write; the system brings them to the device in its own time.
        case never
    }

    public var durability = Durability.interval(.milliseconds(10))
    /// A segment is closed before it would grow beyond this.
    public var segmentBytesMax: UInt64 = 64 << 20
    /// A segment that is older than this is closed at the next write, so that quiet journals are sealed too.
    public var segmentAgeMax = Duration.seconds(86_400)
    /// Bounds of what waits for the disk; as much again may be on its way there.
    public var pendingBytesMax = 16 << 20
    public var pendingRecordsMax = 65_536
    /// How long a failed journal waits before it tries its disk again.
    public var probeInterval = Duration.seconds(1)
    /// How much of the sealed segments, newest first, is checked against its seals in the background after opening.
    public var verifiedBytesAtOpening: UInt64 = 1 << 30
    /// For storage in memory: the oldest segments beyond this are dropped, with a warning in the log.
    public var memoryBytesMax: UInt64 = 256 << 20

    public init() {}
}

extension Duration {
    var inSeconds: Double {
        let (seconds, attoseconds) = components
        return Double(seconds) + Double(attoseconds) / 1e18
    }
}
