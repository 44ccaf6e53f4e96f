/// What is normal: read from the seven days that a series remembers.
extension SeriesTable {
    /// Works out the limits for the third of an hour under way of a series.
    ///
    /// A day of the last seven counts if the three hours before this one were like today's: so a Saturday is compared with
    /// days like a Saturday, and a holiday with days like it. The same hour a week ago always counts.
    ///
    /// Limits are for a third of an hour: the first looks an hour back as well, the last an hour ahead.
    mutating func prepareLimits(of index: Int, third: Int32, _ configuration: InsightConfiguration) {
        states[index].limitsThird = third
        let state = states[index]
        let known = state.hour - state.scopeHour
        guard known >= Int32(configuration.warmUpHours) else {
            states[index].limits = .none
            return
        }
        let normal = normalHour(of: index, known: min(known, 171))
        let isFirstWeek = known < 168
        states[index].limits = Self.limits(normal, isFirstWeek: isFirstWeek, configuration)
        if !isFirstWeek { states[index].limits.drop5 = dropLimit(of: index, configuration) }
    }

    /// The reader has a copy of the table: it must be gone before the table is changed.
    private func normalHour(of index: Int, known: Int32) -> NormalHour {
        let reader = NormalHourReader(
            self, index, hour: states[index].hour, third: states[index].limitsThird % 3, known: known)
        return reader.normal
    }

    private static func limits(
        _ normal: NormalHour, isFirstWeek: Bool, _ configuration: InsightConfiguration
    ) -> SeriesLimits {
        let ratio = isFirstWeek ? configuration.firstWeekSpikeRatio : configuration.spikeRatio
        let fewest: Float = isFirstWeek ? configuration.firstWeekFewestFactor : 1
        let mean = normal.mean5
        func limit(_ mean: Float, _ peak: Float, _ least: Float) -> Float {
            let chance = mean + configuration.deviations * (mean.squareRoot() + 1)
            // Where peaks are more than chance, there was something: it will not be exactly as large again.
            let isBurst = !normal.isOfWholeWeek && NormalHourReader.isBurst(peak, mean: mean)
            let scatter = isBurst ? peak + configuration.peakDeviations * (peak.squareRoot() + 1) : 0
            return max(max(least * fewest, chance), max(ratio * mean, max(scatter, configuration.peakRatio * peak)))
        }
        return SeriesLimits(
            mean5: mean, spike5: limit(mean, normal.peaks.in5, configuration.fewestIn5Minutes),
            spike10: limit(2 * mean, normal.peaks.in10, configuration.fewestIn10Minutes))
    }

    /// What would be too little: a tenth of the second-lowest of seven days at this time. A weekend has two days, and so a
    /// holiday like one is no drop.
    private func dropLimit(of index: Int, _ configuration: InsightConfiguration) -> Float {
        let hour = states[index].hour
        var lowest = UInt32.max
        var second = UInt32.max
        for day in 1...Int32(7) {
            var least = UInt32.max
            for step in Int32(-1)...1
            where isKnown(hour - 24 * day + step) && !isUnusual(hour - 24 * day + step, of: index) {
                least = min(least, sum(hour - 24 * day + step, of: index))
            }
            guard least < .max else { continue }
            if least < lowest { (lowest, second) = (least, lowest) } else { second = min(second, least) }
        }
        guard second < .max, Float(second) >= 60 * configuration.dropRateMin,
            isUnusual(hour - 1, of: index) || sum(hour - 1, of: index) >= second / 2
        else { return -1 }
        return Float(second) / 12 * configuration.dropRatio
    }
}

/// The level and the highest peak that would be normal for a series in an hour.
struct NormalHour {
    /// Expected calls in five minutes.
    var mean5: Float = 0
    /// The most calls in five and in ten minutes that were normal.
    var peaks = Peaks()
    /// Whether these are of a whole week, not of one time of day: rare ones are among them.
    var isOfWholeWeek = false
}

/// Finds what would be normal from the hours of a series.
private struct NormalHourReader {
    private(set) var normal = NormalHour()

    private let table: SeriesTable
    private let index: Int
    private let hour: Int32
    /// The hours to look at, from the one under way.
    private let around: ClosedRange<Int32>
    /// How many hours before this one are known.
    private let known: Int32

    /// Fewer calls in a week have no time of day: less than two an hour.
    private static let sparseWeek: UInt64 = 336
    /// Bursts at as many times of day, or in as many runs of them, come at any time.
    private static let burstTimesMax = 5
    private static let burstRunsMin = 3

    init(_ table: SeriesTable, _ index: Int, hour: Int32, third: Int32, known: Int32) {
        self.table = table
        self.index = index
        self.hour = hour
        around = (third == 0 ? -1 : 0)...(third == 2 ? 1 : 0)
        self.known = known
        readDays()
        readRecentHours()
        readWholeWeek()
    }

    /// Averages the matching days at this time of day.
    private mutating func readDays() {
        let knownDays = (1...Int32(7)).filter { 24 * $0 < known }
        let matching = knownDays.filter(matches)
        var sums: (Float, Float, Float) = (0, 0, 0)
        var counts: (Float, Float, Float) = (0, 0, 0)
        var dayPeaks = HighestPeaks()
        // After a gap today is like no other day.
        for day in matching.isEmpty ? knownDays : matching {
            var dayPeak = Peaks()
            for step in around {
                let other = hour - 24 * day + step
                dayPeak.raise(to: peaks(other))
                guard isUsable(other) else { continue }
                normal.peaks.raise(to: peaks(other))
                let sum = Float(table.sum(other, of: index))
                switch step {
                case -1: (sums.0, counts.0) = (sums.0 + sum, counts.0 + 1)
                case 0: (sums.1, counts.1) = (sums.1 + sum, counts.1 + 1)
                default: (sums.2, counts.2) = (sums.2 + sum, counts.2 + 1)
                }
            }
            dayPeaks.add(dayPeak)
        }
        let average = max(sums.0 / max(1, counts.0), max(sums.1 / max(1, counts.1), sums.2 / max(1, counts.2)))
        normal.mean5 = average / 12
        // What was unusual on two days is normal.
        normal.peaks.raise(to: dayPeaks.second)
        readSameWeekday()
    }

    private func peaks(_ hour: Int32) -> Peaks {
        Peaks(in5: Float(table.peak5(hour, of: index)), in10: Float(table.peak10(hour, of: index)))
    }

    /// What was there a week ago was normal, reported or not, and counts alone.
    private mutating func readSameWeekday() {
        guard known > 169 else { return }
        for step in around {
            raise(to: table.sum(hour - 168 + step, of: index))
            normal.peaks.raise(to: peaks(hour - 168 + step))
        }
    }

    /// Whether an hour is known, and nothing in it was reported.
    private func isUsable(_ other: Int32) -> Bool {
        hour - other < known && table.isKnown(other) && !table.isUnusual(other, of: index)
    }

    /// Looks at the last two hours, or at those before a gap.
    private mutating func readRecentHours() {
        let recent = (1...Int32(8)).filter { isUsable(hour - $0) }.prefix(2)
        for (place, step) in recent.enumerated() {
            if place == 0 || normal.mean5 == 0 { raise(to: table.sum(hour - step, of: index)) }
            normal.peaks.raise(to: peaks(hour - step))
        }
    }

    /// Takes the calls of a single hour for the level if they are more than the average's own scatter.
    private mutating func raise(to sum: UInt32) {
        let average = 12 * normal.mean5
        if Float(sum) > average + 3 * average.squareRoot() + 3 { normal.mean5 = Float(sum) / 12 }
    }

    /// Whether the hours before this one had, that many days ago, about as many calls as today.
    private func matches(_ day: Int32) -> Bool {
        var today: Float = 0
        var other: Float = 0
        for step in 1...Int32(3) {
            let (hourToday, hourThen) = (hour - step, hour - 24 * day - step)
            guard isUsable(hourToday), isUsable(hourThen) else { continue }
            today += Float(table.sum(hourToday, of: index))
            other += Float(table.sum(hourThen, of: index))
        }
        let (more, less) = (max(today, other), min(today, other))
        return more <= 2 * less + 3 * more.squareRoot() + 10
    }

    /// Operations that are hardly used, or burst at any time, are compared with the whole week.
    private mutating func readWholeWeek() {
        var total: UInt64 = 0
        var highest = Peaks()
        var reported = HighestPeaks()
        var burstTimes: UInt32 = 0
        for step in 1...min(known, 168) {
            let sum = table.sum(hour - step, of: index)
            let peaks = peaks(hour - step)
            reported.add(peaks)
            if Self.isBurst(peaks.in5, mean: Float(sum) / 12) { burstTimes |= 1 << UInt32((hour - step) % 24) }
            guard !table.isUnusual(hour - step, of: index) else { continue }
            total += UInt64(sum)
            highest.raise(to: peaks)
        }
        let isSparse = total < Self.sparseWeek
        guard isSparse || Self.areAnyTime(burstTimes) else { return }
        normal.isOfWholeWeek = true
        normal.peaks.raise(to: highest)
        normal.peaks.raise(to: reported.third)
        if isSparse { normal.mean5 = max(normal.mean5, Float(total) / Float(max(1, min(known, 168))) / 12) }
    }

    /// Whether five minutes had more calls than chance gives them in an hour of so many on average.
    static func isBurst(_ peak: Float, mean: Float) -> Bool {
        peak >= 6 && peak > 1.5 * mean + 3 * mean.squareRoot() + 2
    }

    /// Whether bursts at these times of day may come at any time: there are many, or in separate runs of hours.
    private static func areAnyTime(_ hours: UInt32) -> Bool {
        let next = (hours << 1 | hours >> 23) & 0xff_ffff
        return hours.nonzeroBitCount >= burstTimesMax || (hours & ~next).nonzeroBitCount >= burstRunsMin
    }
}

/// The most calls in five and in ten minutes.
struct Peaks {
    var in5: Float = 0
    var in10: Float = 0

    mutating func raise(to other: Peaks) {
        in5 = max(in5, other.in5)
        in10 = max(in10, other.in10)
    }
}

/// The three highest of some peaks, by five minutes.
private struct HighestPeaks {
    private var first = Peaks()
    private(set) var second = Peaks()
    private(set) var third = Peaks()

    mutating func add(_ peaks: Peaks) {
        if peaks.in5 > first.in5 {
            (first, second, third) = (peaks, first, second)
        } else if peaks.in5 > second.in5 {
            (second, third) = (peaks, second)
        } else if peaks.in5 > third.in5 {
            third = peaks
        }
    }
}
