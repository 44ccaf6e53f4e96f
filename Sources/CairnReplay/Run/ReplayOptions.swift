/// How a replay runs.
public struct ReplayOptions: Sendable {
    /// How fast time goes by, compared with the log; 0 for as fast as possible.
    public var speed = 0.0
    /// How many calls are under way at the same time, at most.
    public var concurrency = 16
    /// How often a call that the target throttles is sent at most, the first time included.
    public var attemptsMax = 8
    /// Where a call fails over a gap in the log: makes what was there before the log began, with made-up settings, and
    /// removes what must have gone.
    public var fillsGaps = false
    /// How many differences between a recorded answer and the target's are kept for one event.
    public var differencesMax = 20

    public init() {}
}
