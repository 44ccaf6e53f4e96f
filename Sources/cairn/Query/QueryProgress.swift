import CairnModel

/// How far a query is, as a terminal shows it.
struct QueryProgress {
    private var frame = 0

    private static let frames = ["|", "/", "-", "\\"]

    /// - Parameter described: the answer of DescribeQuery.
    mutating func line(_ described: JSON) -> String {
        frame = (frame + 1) % Self.frames.count
        let statistics = described["QueryStatistics"]
        let seconds = (statistics?["ExecutionTimeInMillis"]?.intValue ?? 0) / 1000
        let events = statistics?["EventsScanned"]?.intValue ?? 0
        let state = described["QueryStatus"]?.stringValue?.lowercased() ?? ""
        return "\(Self.frames[frame]) \(state), \(events) events, \(seconds) s"
    }
}
