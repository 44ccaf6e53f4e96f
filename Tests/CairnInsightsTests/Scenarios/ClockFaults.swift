/// Hours in which some of those that record have the wrong time: what they record seems to come late, or from far ahead.
///
/// They take random numbers of their own, so the calls of a scenario are the same with and without them.
struct ClockFaults {
    /// A call that came in one minute and says that it was in another.
    struct Misdated {
        var count: Int
        var minute: Int
    }

    /// Minutes of the scenario, two times three to eight hours a week.
    let spells: [ClosedRange<Int>]
    private var random: SeededRandom

    /// The share of the calls of a series whose time is wrong.
    private static let share = 0.2
    /// How far back, in minutes: a slow clock, or something that was offline and sends its events later.
    private static let minutesBack = 1...120
    /// How often a call is dated days ahead.
    private static let aheadChance = 0.0005

    init(seed: UInt64, days: Int) {
        var random = SeededRandom(seed ^ 0xc10c)
        spells = (0..<max(1, days / 7) * 2).map { _ in
            let start = random.int(1440...days * 1440 - 1440)
            return start...start + random.int(180...480)
        }
        self.random = random
    }

    func contains(_ minute: Int) -> Bool { spells.contains { $0.contains(minute) } }

    /// Those calls of a minute that have the wrong time, in parts; empty when the clocks are right.
    mutating func misdated(of count: Int, in minute: Int) -> [Misdated] {
        guard contains(minute) else { return [] }
        var parts: [Misdated] = []
        let late = min(count, random.poisson(Double(count) * Self.share))
        if late > 0 { parts.append(Misdated(count: late, minute: max(0, minute - random.int(Self.minutesBack)))) }
        if late < count, random.chance(Self.aheadChance) {
            parts.append(Misdated(count: 1, minute: minute + random.int(1...9) * 1440))
        }
        return parts
    }
}
