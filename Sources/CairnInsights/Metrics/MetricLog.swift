/// Points by day, in a folder of plain files: for 15 days by the minute, to 63 days by five minutes, to 90 by the hour.
///
/// A file `2026-03-01.points` is rows of 16 bytes, little-endian: the key of the series (8), the minute since the epoch (4),
/// and the number of calls (4); rows of the same key and minute add up. Derived from the journal, like history.
///
/// Source: CloudTrail API Reference, ListInsightsMetricData: how long points are there.
public struct MetricLog: Sendable {
    /// After how many days points are made coarser, and how many minutes wide they are then.
    static let steps: [(days: Int, minutes: Int32)] = [(15, 5), (63, 60)]
    static let daysMax = 90
    static let rowBytes = 16
    /// In memory: beyond so many points the oldest day goes.
    static let pointsInMemoryMax = 2_000_000

    private let folder: PointFolder?
    private var memory: [Int: [MetricPoint]] = [:]
    private var width: [Int: Int32] = [:]

    /// - Parameter folder: `nil` keeps the points in memory.
    /// - Throws: ``MetricLogError`` if the folder cannot be made.
    public init(folder: String?) throws(MetricLogError) {
        self.folder = try folder.map { (path) throws(MetricLogError) in try PointFolder(path: path) }
    }

    /// Adds points; those of one day at a time in one write.
    public mutating func append(_ points: [MetricPoint]) throws(MetricLogError) {
        var byDay: [Int: [MetricPoint]] = [:]
        for point in points { byDay[Int(point.minute) / 1440, default: []].append(point) }
        for (day, points) in byDay.sorted(by: { $0.key < $1.key }) {
            if let folder {
                try folder.append(points, day: day)
            } else {
                memory[day, default: []] += points
            }
        }
        guard folder == nil else { return }
        while memory.count > 1, memory.values.reduce(0, { $0 + $1.count }) > Self.pointsInMemoryMax,
            let oldest = memory.keys.min()
        {
            memory[oldest] = nil
        }
    }

    /// The calls of each period that had any, in order of time.
    public func values(_ question: MetricQuestion) throws(MetricLogError) -> [(time: Int64, calls: UInt64)] {
        var sums = MetricSums(question)
        guard !question.times.isEmpty else { return [] }
        let days = Int(question.times.lowerBound / 86_400)...Int((question.times.upperBound - 1) / 86_400)
        if let folder {
            for day in try folder.days() where days.contains(day) {
                try folder.forEachPoint(of: day) { sums.add($0) }
            }
        } else {
            for (day, points) in memory where days.contains(day) { for point in points { sums.add(point) } }
        }
        return sums.values
    }

    /// Makes old days coarser and removes those that are too old. Call it about once a day.
    /// - Parameter now: seconds since the epoch.
    public mutating func settle(now: Int64) throws(MetricLogError) {
        let today = Int(now / 86_400)
        guard let folder else {
            memory = memory.filter { $0.key >= today - Self.daysMax }
            return
        }
        for day in try folder.days() {
            let age = today - day
            if age > Self.daysMax {
                try folder.remove(day)
            } else if let step = Self.steps.last(where: { age > $0.days }), (width[day] ?? 1) < step.minutes {
                try folder.coarsen(day, minutes: step.minutes)
                width[day] = step.minutes
            }
        }
    }

    /// How long each day's file is: with a checkpoint, what belongs to it.
    public func lengths() throws(MetricLogError) -> [Int: UInt64] {
        guard let folder else { return [:] }
        var lengths: [Int: UInt64] = [:]
        for day in try folder.days() { lengths[day] = try folder.length(of: day) }
        return lengths
    }

    /// Forgets what came after a checkpoint: the journal is read again from there.
    public mutating func cut(to lengths: [Int: UInt64]) throws(MetricLogError) {
        guard let folder else { return memory.removeAll() }
        for day in try folder.days() {
            if let length = lengths[day] { try folder.cut(day, to: length) } else { try folder.remove(day) }
        }
    }
}

/// What keeps points from being read or written.
public struct MetricLogError: Error, Sendable, CustomStringConvertible {
    public let description: String
}
