/// The two detectors that anybody would write first, for comparison: five minutes against the mean of seven days.
enum PlainDetector: CaseIterable {
    /// Three times the mean.
    case fixedMultiple
    /// Less likely than one in a million, if calls came as a Poisson process.
    case poissonTail

    static let fewestCalls = 10
    private static let calmMinutes = 10

    private func isUnusual(_ calls: Int, mean5: Double) -> Bool {
        guard calls >= Self.fewestCalls else { return false }
        switch self {
        case .fixedMultiple: return Double(calls) >= 3 * mean5
        case .poissonTail: return Double(calls) >= mean5 + 4.75 * mean5.squareRoot() + 4
        }
    }

    func alarms(_ scenario: Scenario) -> [ScenarioScore.Alarm] {
        var scenario = scenario
        var series = [History](repeating: History(), count: scenario.seriesCount)
        var alarms: [ScenarioScore.Alarm] = []
        for minute in 0..<scenario.minuteCount {
            for calls in scenario.calls(in: minute) {
                series[calls.series].add(calls.count, minute)
                let mean5 = 5 * series[calls.series].mean(minute)
                guard minute >= 1440, isUnusual(series[calls.series].last5(minute), mean5: mean5) else { continue }
                if minute - series[calls.series].lastUnusual > Self.calmMinutes {
                    alarms.append(ScenarioScore.Alarm(series: calls.series, minute: minute))
                }
                series[calls.series].lastUnusual = minute
            }
        }
        return alarms
    }

    /// A week of hours, and the last minutes.
    private struct History {
        private var hours = [Int](repeating: 0, count: 168)
        private var minutes = [Int](repeating: 0, count: 8)
        private var lastMinute = -1
        private var sum = 0
        var lastUnusual = -1000

        mutating func add(_ count: Int, _ minute: Int) {
            for passed in max(lastMinute + 1, minute - 7)...minute { minutes[passed % 8] = 0 }
            var hour = lastMinute < 0 ? minute / 60 : lastMinute / 60
            while hour < minute / 60 {
                hour += 1
                sum -= hours[hour % 168]
                hours[hour % 168] = 0
            }
            lastMinute = minute
            minutes[minute % 8] += count
            hours[minute / 60 % 168] += count
            sum += count
        }

        func last5(_ minute: Int) -> Int { (0..<5).reduce(0) { $0 + minutes[(minute - $1 + 8) % 8] } }

        func mean(_ minute: Int) -> Double { Double(sum - last5(minute)) / Double(max(1, min(minute, 10_080))) }
    }
}
