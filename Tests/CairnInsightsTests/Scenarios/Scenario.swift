/// Weeks of calls of one account, with known anomalies in them.
///
/// The same seed makes the same calls. Nothing unusual is injected in the first eight days.
struct Scenario {
    struct Label: Hashable {
        enum Kind: String, CaseIterable { case spike, newOperation, errorStorm, drop }

        var series: Int
        var kind: Kind
        /// Minutes of the scenario, inclusive.
        var minutes: ClosedRange<Int>
        /// How many times what was expected; of a drop 0.
        var factor: Double
    }

    /// The calls of one series in one minute.
    struct Calls {
        var series: Int
        var count: Int
    }

    let days: Int
    let labels: [Label]
    let seriesCount: Int
    /// The series from here on are errors of operations.
    let operationCount: Int
    private(set) var profiles: [OperationProfile]
    private var random: SeededRandom
    private let errorRates: [(operation: Int, share: Double)]
    private let holidays: Set<Int>
    private let gaps: [ClosedRange<Int>]
    /// When some clocks are wrong.
    let clockFaults: ClockFaults
    private let labelsBySeries: [[Label]]

    /// The rate of an anomaly of an operation that is hardly used: fewer calls cannot be told from chance.
    static let leastRate = 3.0
    static let firstDay = 8
    /// 2026-01-01T00:00:00Z, a Thursday.
    static let epoch: Int64 = 1_767_225_600

    var minuteCount: Int { days * 1440 }

    init(seed: UInt64, operations: Int = 200, days: Int = 38, anomalies: Int = 60) {
        var random = SeededRandom(seed)
        self.days = days
        operationCount = operations
        var profiles: [OperationProfile] = []
        for index in 0..<operations {
            let shapes = OperationProfile.Shape.allCases
            profiles.append(OperationProfile(shapes[index % shapes.count], days: days, &random))
        }
        self.profiles = profiles
        errorRates = stride(from: 0, to: operations, by: 4).map { ($0, random.double(0.005...0.04)) }
        seriesCount = operations + errorRates.count
        holidays = Set((0..<2).map { _ in random.int(Self.firstDay...days - 1) })
        gaps = (0..<3).map { _ in
            let start = random.int(1440...(days - 1) * 1440)
            return start...start + random.int(20...240)
        }
        var maker = LabelMaker(
            profiles: profiles, errorRates: errorRates, holidays: holidays, gaps: gaps, days: days)
        labels = maker.labels(anomalies, &random)
        var bySeries = [[Label]](repeating: [], count: seriesCount)
        for label in labels { bySeries[label.series].append(label) }
        labelsBySeries = bySeries
        self.random = random
        clockFaults = ClockFaults(seed: seed, days: days)
    }

    func isHoliday(_ minute: Int) -> Bool { holidays.contains(minute / 1440) }

    /// The calls of a minute; call it for each minute in turn.
    mutating func calls(in minute: Int) -> [Calls] {
        guard !gaps.contains(where: { $0.contains(minute) }) else { return [] }
        var calls: [Calls] = []
        let isHoliday = isHoliday(minute)
        for index in profiles.indices {
            var count = profiles[index].calls(minute, isHoliday: isHoliday, &random)
            if let label = label(index, minute) {
                let expected = profiles[index].expected(minute, isHoliday: isHoliday)
                count = label.kind == .drop ? 0 : random.poisson(max(Self.leastRate, expected * label.factor))
            }
            if count > 0 { calls.append(Calls(series: index, count: count)) }
        }
        for (offset, (operation, share)) in errorRates.enumerated() {
            let expected = profiles[operation].expected(minute, isHoliday: isHoliday) * share
            let label = label(operationCount + offset, minute)
            let count = random.poisson(label.map { max(Self.leastRate, expected * $0.factor) } ?? expected)
            if count > 0 { calls.append(Calls(series: operationCount + offset, count: count)) }
        }
        return calls
    }

    private func label(_ series: Int, _ minute: Int) -> Label? {
        labelsBySeries[series].first { $0.minutes.contains(minute) }
    }
}

/// Chooses what goes wrong, where and when.
private struct LabelMaker {
    let profiles: [OperationProfile]
    let errorRates: [(operation: Int, share: Double)]
    let holidays: Set<Int>
    let gaps: [ClosedRange<Int>]
    let days: Int
    private var busy: [Int: [ClosedRange<Int>]] = [:]

    init(
        profiles: [OperationProfile], errorRates: [(operation: Int, share: Double)], holidays: Set<Int>,
        gaps: [ClosedRange<Int>], days: Int
    ) {
        self.profiles = profiles
        self.errorRates = errorRates
        self.holidays = holidays
        self.gaps = gaps
        self.days = days
    }

    mutating func labels(_ count: Int, _ random: inout SeededRandom) -> [Scenario.Label] {
        var labels: [Scenario.Label] = []
        var tries = 0
        while labels.count < count, tries < count * 50 {
            tries += 1
            if let label = label(&random) { labels.append(label) }
        }
        return labels.sorted { ($0.minutes.lowerBound, $0.series) < ($1.minutes.lowerBound, $1.series) }
    }

    private mutating func label(_ random: inout SeededRandom) -> Scenario.Label? {
        let start = random.int(Scenario.firstDay * 1440...days * 1440 - 120)
        let minutes = start...start + random.int(9...59)
        let factor = random.pick([5.0, 5, 6, 8, 10, 20, 50])
        var label: Scenario.Label
        switch random.int(0...9) {
        case 0...1:
            let series = profiles.count + random.int(0...errorRates.count - 1)
            label = Scenario.Label(series: series, kind: .errorStorm, minutes: minutes, factor: factor)
        case 2:
            guard let series = busySeries(&random) else { return nil }
            label = Scenario.Label(series: series, kind: .drop, minutes: minutes, factor: 0)
        default:
            label = Scenario.Label(
                series: random.int(0...profiles.count - 1), kind: .spike, minutes: minutes, factor: factor)
            if profiles[label.series].firstMinute > start { label.kind = .newOperation }
        }
        let apart = max(0, start - 360)...minutes.upperBound + 360
        guard !(gaps + busy[label.series, default: []]).contains(where: { $0.overlaps(apart) }) else { return nil }
        busy[label.series, default: []].append(minutes)
        return label
    }

    /// An operation that is called often enough to be missed, at any time of the week.
    private func busySeries(_ random: inout SeededRandom) -> Int? {
        let shapes: [OperationProfile.Shape] = [.steady, .dayNight, .weekly]
        let busy = profiles.indices.filter { index in
            shapes.contains(profiles[index].shape) && profiles[index].leastExpected >= 6
        }
        return busy.isEmpty ? nil : random.pick(busy)
    }
}
