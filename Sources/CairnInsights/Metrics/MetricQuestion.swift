/// What is asked of the points: one series, a range of time, and how wide a point is.
public struct MetricQuestion: Sendable, Hashable {
    /// ``SeriesSubject/key``.
    public var key: UInt64
    /// Seconds since the epoch; the end is exclusive.
    public var times: Range<Int64>
    /// Seconds: 60, 300 or 3600.
    public var period: Int64

    public init(key: UInt64, times: Range<Int64>, period: Int64) {
        self.key = key
        self.times = times
        self.period = period
    }
}

/// Adds up the points of one series by period.
struct MetricSums {
    let question: MetricQuestion
    private(set) var sums: [Int64: UInt64] = [:]

    init(_ question: MetricQuestion) { self.question = question }

    mutating func add(_ point: MetricPoint) {
        guard point.key == question.key else { return }
        let start = Int64(point.minute) * 60 / question.period * question.period
        guard question.times.contains(start) else { return }
        sums[start, default: 0] += UInt64(point.count)
    }

    /// Calls in each period that had any, by its beginning.
    var values: [(time: Int64, calls: UInt64)] { sums.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }
}
