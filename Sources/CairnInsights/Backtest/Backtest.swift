/// Runs the detector over what was recorded, and keeps what it would have said.
public struct Backtest: Sendable {
    public private(set) var detector: InsightDetector
    /// What was found so far, in order of detection.
    public private(set) var insights: [BacktestInsight] = []
    public private(set) var skippedCount = 0
    private var open: [String: Int] = [:]
    private var order: ObservationOrder

    /// - Parameter outOfOrderSeconds: how far the records of a piece may lie before those of pieces before it; 0 if they
    ///   come in the order of time.
    public init(
        configuration: InsightConfiguration = InsightConfiguration(), outOfOrderSeconds: Int64 = 0
    ) {
        detector = InsightDetector(configuration: configuration)
        order = ObservationOrder(horizonSeconds: outOfOrderSeconds)
    }

    /// Counts a piece of a file.
    public mutating func add(_ chunk: ObservedChunk) {
        skippedCount += chunk.skippedCount
        order.add(chunk, to: &detector)
        collect()
    }

    /// Says that nothing more comes; what is unusual then has no end.
    public mutating func finish() {
        order.finish(&detector)
        detector.finish()
        collect()
    }

    /// Has the judgement of a series noted, minute by minute, for ``trace(_:)``.
    public mutating func follow(_ subject: SeriesSubject) { detector.traced[subject.key] = [] }

    /// The minutes of a series that was followed in which it was called.
    public func trace(_ subject: SeriesSubject) -> [TracePoint] { detector.traced[subject.key] ?? [] }

    private mutating func collect() {
        for event in detector.takeEvents() {
            if event.state == .start {
                open[event.sharedEventID] = insights.count
                insights.append(BacktestInsight(start: event))
            } else if let index = open.removeValue(forKey: event.sharedEventID) {
                insights[index].end = event
            }
        }
    }
}

/// Unusual activity, from its start to its end.
public struct BacktestInsight: Sendable, Hashable {
    public var start: InsightEvent
    /// `nil` if it was still unusual when the events ended.
    public var end: InsightEvent?

    /// What is known of the whole.
    public var latest: InsightEvent { end ?? start }
}
