/// What one process of DuckDB may use.
public struct DuckDBLimits: Sendable, Hashable {
    /// Its use peaks at about a quarter above this.
    public var memoryBytes = 1_000_000_000
    public var threads = 2
    /// What it may write to the disk when a sort does not fit into memory.
    public var spillBytes = 4_000_000_000

    public init() {}
}
