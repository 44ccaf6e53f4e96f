/// How many calls, or errors, a series had in one minute. Points of the same minute add up.
public struct MetricPoint: Sendable, Hashable {
    /// ``SeriesSubject/key``.
    public var key: UInt64
    /// Since the epoch.
    public var minute: Int32
    public var count: UInt32

    public init(key: UInt64, minute: Int32, count: UInt32) {
        self.key = key
        self.minute = minute
        self.count = count
    }
}
