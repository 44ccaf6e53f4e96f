/// How one minute of a series was judged.
public struct TracePoint: Sendable, Hashable {
    /// Since the epoch.
    public var minute: Int32
    public var calls: UInt32
    /// Expected calls a minute, and how many would be unusual.
    public var expected: Float
    public var limit: Float
}
