/// What a run leaves behind; what became of each event stands in its ``ProgressLog``.
public struct ReplayRunResult: Sendable {
    public let ids: IDMap
    /// Of earlier runs too.
    public let tally: ReplayTally
    /// Whether the plan's end was reached.
    public let isComplete: Bool
    /// How long this run took.
    public let seconds: Double
}
