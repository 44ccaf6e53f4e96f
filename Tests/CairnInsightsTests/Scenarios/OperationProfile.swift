#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// How often one operation is called when nothing is wrong.
struct OperationProfile {
    enum Shape: String, CaseIterable {
        case steady, dayNight, weekly, bursty, sparse, ramp, newOperation, dailyDeploy
    }

    let shape: Shape
    /// Calls a minute on average, but for the shape.
    let rate: Double
    private let amplitude: Double
    private let phase: Double
    private let weekendFactor: Double
    private let burstsPerDay: Double
    private let burstFactor: Double
    private let burstMinutes: Int
    private let deployMinute: Int
    private let deployFactor: Double
    private let deployMinutes: Int
    private let rampStart: Int
    private let rampMinutes: Int
    private let rampFactor: Double
    /// The first minute; before it nobody has ever called.
    let firstMinute: Int

    /// Bursts are of one to three minutes, with a pause between them.
    private static let burstPauseMinutes = 10
    private var burstEnd = -100
    private var today = -1
    private var deployStart = 0

    init(_ shape: Shape, days: Int, _ random: inout SeededRandom) {
        self.shape = shape
        rate =
            switch shape {
            case .sparse: random.logarithmic(0.0005...0.01)
            case .newOperation: random.logarithmic(0.01...0.5)
            case .weekly, .dayNight: random.logarithmic(0.1...40)
            default: random.logarithmic(0.02...40)
            }
        amplitude = random.double(0.5...0.95)
        phase = random.double(0...1)
        weekendFactor = random.double(0.15...0.5)
        burstsPerDay = random.double(4...20)
        burstFactor = random.double(3...7)
        burstMinutes = random.int(1...3)
        deployMinute = random.int(60...1379)
        deployFactor = random.double(5...12)
        deployMinutes = random.int(8...20)
        rampStart = random.int(8 * 1440...max(8 * 1440, (days - 4) * 1440))
        rampMinutes = random.int(18 * 60...60 * 60)
        rampFactor = random.double(2...5)
        firstMinute = shape == .newOperation ? random.int(8 * 1440...max(8 * 1440, (days - 1) * 1440)) : 0
    }

    var hasWeekends: Bool { shape == .weekly }

    /// Expected calls in the quietest minute of a week.
    var leastExpected: Double {
        let least = shape == .steady ? rate : rate * (1 - amplitude)
        return shape == .weekly ? least * weekendFactor : least
    }

    /// Expected calls in a minute; minute 0 is the midnight with which a Thursday begins.
    func expected(_ minute: Int, isHoliday: Bool) -> Double {
        guard minute >= firstMinute else { return 0 }
        switch shape {
        case .steady, .bursty, .newOperation: return rate
        case .sparse: return rate
        case .dayNight: return rate * day(minute)
        case .weekly:
            let isWeekend = [2, 3].contains(minute / 1440 % 7) || isHoliday
            return rate * day(minute) * (isWeekend ? weekendFactor : 1)
        case .ramp:
            let progress = Double(minute - rampStart) / Double(rampMinutes)
            return rate * (1 + (rampFactor - 1) * min(1, max(0, progress)))
        case .dailyDeploy: return isDeploying(minute) ? rate * deployFactor : rate
        }
    }

    private func day(_ minute: Int) -> Double {
        1 + amplitude * cos(2 * .pi * (Double(minute % 1440) / 1440 - phase))
    }

    private func isDeploying(_ minute: Int) -> Bool {
        (deployMinute..<deployMinute + deployMinutes).contains(minute % 1440)
    }

    /// Calls in a minute; call it for each minute in turn.
    mutating func calls(_ minute: Int, isHoliday: Bool, _ random: inout SeededRandom) -> Int {
        let expected = expected(minute, isHoliday: isHoliday)
        switch shape {
        case .sparse:
            // People do a few things at once.
            return random.chance(expected) ? random.int(1...4) : 0
        case .bursty:
            if minute > burstEnd + Self.burstPauseMinutes, random.chance(burstsPerDay / 1440) {
                burstEnd = minute + burstMinutes - 1
            }
            return random.poisson(minute <= burstEnd ? expected * burstFactor : expected)
        default:
            return random.poisson(expected)
        }
    }
}
