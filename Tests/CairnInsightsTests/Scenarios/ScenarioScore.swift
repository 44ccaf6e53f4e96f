import CairnInsights

/// How well a detector did on scenarios.
struct ScenarioScore {
    /// Anomalies of at least five times the expected rate, and how many of them were found within ten minutes.
    var anomalies = 0
    var found = 0
    /// Operations that stopped being called, likewise.
    var drops = 0
    var dropsFound = 0
    /// Insights where nothing was wrong, and for how many months of an account.
    var falseInsights = 0
    var months = 0.0
    /// Of what was missed or false: for those who tune.
    var notes: [String] = []

    var recall: Double { anomalies == 0 ? 1 : Double(found) / Double(anomalies) }
    var falseInsightsPerMonth: Double { months == 0 ? 0 : Double(falseInsights) / months }

    static func + (left: Self, right: Self) -> Self {
        ScenarioScore(
            anomalies: left.anomalies + right.anomalies, found: left.found + right.found,
            drops: left.drops + right.drops, dropsFound: left.dropsFound + right.dropsFound,
            falseInsights: left.falseInsights + right.falseInsights, months: left.months + right.months,
            notes: left.notes + right.notes)
    }

    /// An alarm of some detector: the series, and the minute in which it was given.
    struct Alarm {
        var series: Int
        var minute: Int
    }

    static let promptMinutes = 10

    init() {}

    private init(
        anomalies: Int, found: Int, drops: Int, dropsFound: Int, falseInsights: Int, months: Double, notes: [String]
    ) {
        self.anomalies = anomalies
        self.found = found
        self.drops = drops
        self.dropsFound = dropsFound
        self.falseInsights = falseInsights
        self.months = months
        self.notes = notes
    }

    init(_ alarms: [Alarm], of scenario: Scenario) {
        months = Double(scenario.days - Scenario.firstDay) / 30
        var alarmsBySeries: [Int: [Int]] = [:]
        for alarm in alarms { alarmsBySeries[alarm.series, default: []].append(alarm.minute) }
        for label in scenario.labels {
            let prompt = label.minutes.lowerBound...label.minutes.lowerBound + Self.promptMinutes
            let isFound = alarmsBySeries[label.series, default: []].contains { prompt.contains($0) }
            if label.kind == .drop {
                drops += 1
                dropsFound += isFound ? 1 : 0
            } else {
                anomalies += 1
                found += isFound ? 1 : 0
            }
            guard !isFound else { continue }
            let place = scenario.text(label.series, label.minutes.lowerBound)
            notes.append("missed \(label.kind) x\(label.factor) \(place)")
        }
        for alarm in alarms where alarm.minute >= Scenario.firstDay * 1440 {
            let isTrue = scenario.labels.contains {
                $0.series == alarm.series
                    && ($0.minutes.lowerBound...$0.minutes.upperBound + 15).contains(alarm.minute)
            }
            if isTrue { continue }
            falseInsights += 1
            notes.append("false at \(alarm.minute) \(scenario.text(alarm.series, alarm.minute))")
        }
    }
}

extension Scenario {
    func subject(_ series: Int) -> SeriesSubject {
        let isError = series >= operationCount
        return SeriesSubject(
            account: "111122223333", region: "eu-west-1", eventSource: "service.amazonaws.com",
            eventName: isError ? "Failing\(series)" : "Operation\(series)",
            errorCode: isError ? "AccessDenied" : nil)
    }

    private static func time(_ minute: Int) -> Int64 { epoch + Int64(minute) * 60 + 59 }

    func text(_ series: Int, _ minute: Int) -> String {
        guard series < operationCount else { return "errors" }
        let profile = profiles[series]
        let rate = profile.expected(minute, isHoliday: isHoliday(minute))
        return "\(profile.shape) \(rate)/min, day \(minute / 1440), minute \(minute % 1440)"
    }

    /// The alarms of Cairn's detector.
    func insightAlarms() -> [ScenarioScore.Alarm] {
        var detector = InsightDetector()
        return insightAlarms(of: &detector)
    }

    /// The alarms of a detector that starts with the scenario, wrong times and all.
    func insightAlarms(of detector: inout InsightDetector) -> [ScenarioScore.Alarm] {
        var scenario = self
        var clockFaults = clockFaults
        let subjects = (0..<seriesCount).map(subject)
        let series = Dictionary(uniqueKeysWithValues: subjects.enumerated().map { ($1, $0) })
        var alarms: [ScenarioScore.Alarm] = []
        for minute in 0..<minuteCount {
            for calls in scenario.calls(in: minute) {
                let subject = subjects[calls.series]
                let misdated = clockFaults.misdated(of: calls.count, in: minute)
                for part in misdated { detector.add(subject, count: part.count, time: Self.time(part.minute)) }
                let others = calls.count - misdated.reduce(0) { $0 + $1.count }
                if others > 0 { detector.add(subject, count: others, time: Self.time(minute)) }
            }
            for event in detector.takeEvents() where event.state == .start {
                guard let index = series[event.subject] else { continue }
                alarms.append(ScenarioScore.Alarm(series: index, minute: minute))
            }
        }
        return alarms
    }
}
