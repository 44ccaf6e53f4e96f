/// How large a statement may be.
///
/// Source: CloudTrail API Reference, `StartQuery`: a statement has 1 to 10,000 characters. The other bounds keep the
/// work for one statement small and its recursion far from the end of a thread's stack.
public struct QueryLimits: Sendable, Hashable {
    /// The longest statement, in characters.
    public var characterCountMax = 10_000
    /// How deep expressions, sub-queries, joins and set operations may stand in each other.
    public var depthMax = 64
    /// The longest printed statement, in bytes.
    public var printedByteCountMax = 400_000
    /// How many stores, sub-queries and other tables one statement may name.
    public var relationCountMax = 64

    public init() {}
}
