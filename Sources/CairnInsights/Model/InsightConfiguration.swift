/// The parameters of the detector. What each is for stands in `docs/concepts/insights.md`.
public struct InsightConfiguration: Sendable, Hashable {
    /// How many series are kept at most; a new one beyond takes the place of one that is hardly used.
    public var seriesMax = 50_000
    /// How many texts (names, identities, user agents) are kept at most.
    public var textsMax = 65_536
    /// How many series are watched for who calls, at a time.
    public var trackersMax = 1024
    /// How long a minute stays open for events that come late, up to 90 seconds. Later ones count, but are not judged.
    public var graceSeconds = 30
    /// How many hours an account and region is known before anything is said about it.
    public var warmUpHours = 24
    /// The fewest calls in five and in ten minutes that are unusual at all.
    public var fewestIn5Minutes: Float = 10
    public var fewestIn10Minutes: Float = 16
    /// How many times the expected rate is unusual at least.
    public var spikeRatio: Float = 2.5
    /// How far above the highest five minutes that were normal is unusual.
    public var peakRatio: Float = 1.5
    /// Where that peak was more than chance: how many of its own standard deviations above it is unusual.
    public var peakDeviations: Float = 3
    /// Beyond how many standard deviations of a Poisson process is unusual.
    public var deviations: Float = 5.3
    /// In its first week a scope shows neither days of week nor rare operations: more is asked for.
    public var firstWeekSpikeRatio: Float = 6
    public var firstWeekFewestFactor: Float = 3
    /// The least expected rate, in calls a minute, whose failing to come is noticed, and what is left of it then.
    public var dropRateMin: Float = 5
    public var dropRatio: Float = 0.1
    /// For how many minutes all must be normal for an insight to end.
    public var calmMinutes = 5
    /// What is unusual for longer than this is the new normal.
    public var durationMinutesMax = 24 * 60

    public init() {}
}
