/// The series, in arrays of equal pieces: each takes the same 960 bytes, however much it is called.
struct SeriesTable: Sendable {
    /// Seven days, three hours more to compare with what came before, and the hour under way.
    static let hoursKept = 172
    /// What is judged, what may come late, and room to look back.
    static let minutesKept = 16
    static let attributeCount = 3
    static let sharesKept = 5

    var states: [SeriesState] = []
    /// Calls an hour, in fifteen bits; the top bit is set if something in the hour was reported.
    var sums: [UInt16] = []
    /// The most calls in any five, and in any ten, minutes that end in the hour.
    var peaks5: [UInt8] = []
    var peaks10: [UInt8] = []
    var minutes: [UInt32] = []
    var shares: [ValueShare] = []
    /// In how many minutes of each hour anything at all was heard, of any series.
    var heard = [UInt8](repeating: 0, count: SeriesTable.hoursKept)
    /// Hours of which fewer minutes were heard may have been missed.
    var heardMin: UInt8 = 0
    private var indexes: [UInt64: Int32] = [:]
    private var free: [Int32] = []
    private var hand = 0
    let countMax: Int

    init(countMax: Int) { self.countMax = max(1, countMax) }

    var count: Int { indexes.count }

    @inline(__always)
    func index(ofKey key: UInt64) -> Int? { indexes[key].map(Int.init) }

    // MARK: Coming and going

    /// Adds a series; `nil` if there is no room, and none that is hardly used.
    mutating func add(_ state: SeriesState, now minute: Int32) -> Int? {
        guard let index = free.popLast().map(Int.init) ?? grow() ?? evict(now: minute) else { return nil }
        clear(index)
        states[index] = state
        states[index].flags.insert(.isInUse)
        indexes[state.key] = Int32(index)
        return index
    }

    private mutating func grow() -> Int? {
        guard states.count < countMax else { return nil }
        let index = states.count
        if states.capacity == index { reserve(countMax) }
        states.append(SeriesState())
        sums.append(contentsOf: repeatElement(0, count: Self.hoursKept))
        peaks5.append(contentsOf: repeatElement(0, count: Self.hoursKept))
        peaks10.append(contentsOf: repeatElement(0, count: Self.hoursKept))
        minutes.append(contentsOf: repeatElement(0, count: Self.minutesKept))
        shares.append(contentsOf: repeatElement(ValueShare(), count: Self.attributeCount * Self.sharesKept))
        return index
    }

    /// Arrays that grow leave holes behind; what is reserved and not used takes no memory.
    private mutating func reserve(_ count: Int) {
        states.reserveCapacity(count)
        sums.reserveCapacity(count * Self.hoursKept)
        peaks5.reserveCapacity(count * Self.hoursKept)
        peaks10.reserveCapacity(count * Self.hoursKept)
        minutes.reserveCapacity(count * Self.minutesKept)
        shares.reserveCapacity(count * Self.attributeCount * Self.sharesKept)
    }

    private static let stepsMax = 64
    private static let quietMinutes: Int32 = 60
    private static let fewCalls: Float = 5

    /// Takes the place of a series that nobody called for an hour, and hardly anybody in a week.
    private mutating func evict(now minute: Int32) -> Int? {
        for _ in 0..<min(Self.stepsMax, states.count) {
            hand = (hand + 1) % states.count
            let state = states[hand]
            guard !state.flags.contains(.isActive), state.ringMinute < minute - Self.quietMinutes,
                state.shareWeight < Self.fewCalls
            else { continue }
            indexes[state.key] = nil
            return hand
        }
        return nil
    }

    /// Removes a series that has nothing left to tell.
    mutating func remove(_ index: Int) {
        indexes[states[index].key] = nil
        states[index] = SeriesState()
        free.append(Int32(index))
    }

    private mutating func clear(_ index: Int) {
        for slot in index * Self.hoursKept..<(index + 1) * Self.hoursKept {
            sums[slot] = 0
            peaks5[slot] = 0
            peaks10[slot] = 0
        }
        for slot in index * Self.minutesKept..<(index + 1) * Self.minutesKept { minutes[slot] = 0 }
        let width = Self.attributeCount * Self.sharesKept
        for slot in index * width..<(index + 1) * width { shares[slot] = ValueShare() }
    }

    /// Makes the index anew after a checkpoint was read.
    mutating func restoreIndex() {
        indexes.removeAll(keepingCapacity: true)
        free.removeAll(keepingCapacity: true)
        for index in states.indices.reversed() {
            if states[index].flags.contains(.isInUse) {
                indexes[states[index].key] = Int32(index)
            } else {
                free.append(Int32(index))
            }
        }
    }

    // MARK: Minutes

    /// Makes the ring reach up to a minute.
    @inline(__always)
    mutating func reach(_ minute: Int32, of index: Int) {
        let newest = states[index].ringMinute
        guard minute > newest else { return }
        let base = index * Self.minutesKept
        let steps = min(Int(minute - newest), Self.minutesKept)
        for step in 0..<steps { minutes[base + Int(minute - Int32(step)) & 15] = 0 }
        states[index].ringMinute = minute
    }

    /// Calls in one minute; 0 for one that the ring does not hold.
    @inline(__always)
    func calls(in minute: Int32, of index: Int) -> UInt32 {
        let newest = states[index].ringMinute
        guard minute <= newest, newest - minute < Int32(Self.minutesKept) else { return 0 }
        return minutes[index * Self.minutesKept + Int(minute) & 15]
    }

    /// Calls in the last minutes up to and with one.
    @inline(__always)
    func calls(_ count: Int32, upTo minute: Int32, of index: Int) -> UInt32 {
        var sum: UInt32 = 0
        for step in 0..<count { sum &+= calls(in: minute - step, of: index) }
        return sum
    }

    // MARK: Hours

    private static let unusualBit: UInt16 = 0x8000

    @inline(__always)
    private func slot(_ hour: Int32, _ index: Int) -> Int {
        index * Self.hoursKept + Int(hour) % Self.hoursKept
    }

    func sum(_ hour: Int32, of index: Int) -> UInt32 { CompactCount.unpack15(sums[slot(hour, index)]) }
    func isUnusual(_ hour: Int32, of index: Int) -> Bool { sums[slot(hour, index)] & Self.unusualBit != 0 }
    func peak5(_ hour: Int32, of index: Int) -> UInt32 { CompactCount.unpack8(peaks5[slot(hour, index)]) }
    func peak10(_ hour: Int32, of index: Int) -> UInt32 { CompactCount.unpack8(peaks10[slot(hour, index)]) }

    /// Whether what was counted in an hour can be relied on: the recorder may have been away.
    func isKnown(_ hour: Int32) -> Bool { heard[Int(hour) % Self.hoursKept] >= heardMin }

    /// Begins an hour for all series.
    mutating func beginHour(_ hour: Int32, after last: Int32) {
        for passed in max(last + 1, hour - Int32(Self.hoursKept) + 1)...max(hour, last + 1) {
            heard[Int(passed) % Self.hoursKept] = 0
        }
        var minutes = 0
        var hours = 0
        for count in heard where count > 0 { (minutes, hours) = (minutes + Int(count), hours + 1) }
        heardMin = UInt8(minutes / max(1, hours) * 2 / 3)
    }

    /// Puts the hour under way into the ring and begins another; hours between them had no calls.
    mutating func roll(_ index: Int, to hour: Int32) {
        let old = states[index].hour
        guard hour > old else { return }
        let isUnusual = states[index].flags.contains(.isUnusualHour)
        let bits = CompactCount.pack15(states[index].hourCount)
        sums[slot(old, index)] = isUnusual ? bits | Self.unusualBit : bits
        peaks5[slot(old, index)] = CompactCount.pack8(states[index].hourPeak5)
        peaks10[slot(old, index)] = CompactCount.pack8(states[index].hourPeak10)
        for step in 0..<min(hour - old, Int32(Self.hoursKept)) {
            sums[slot(hour - step, index)] = 0
            peaks5[slot(hour - step, index)] = 0
            peaks10[slot(hour - step, index)] = 0
        }
        states[index].hour = hour
        states[index].hourCount = 0
        states[index].hourPeak5 = 0
        states[index].hourPeak10 = 0
        if !states[index].flags.contains(.isActive) { states[index].flags.remove(.isUnusualHour) }
    }

    /// Counts calls that came after their minute was closed.
    mutating func addLate(_ count: UInt32, minute: Int32, of index: Int) {
        let state = states[index]
        if minute <= state.ringMinute, state.ringMinute - minute < Int32(Self.minutesKept) {
            minutes[index * Self.minutesKept + Int(minute) & 15] &+= count
        }
        let hour = minute / 60
        if hour >= state.hour {
            states[index].hourCount &+= count
        } else if state.hour - hour < Int32(Self.hoursKept) {
            let slot = slot(hour, index)
            let sum = CompactCount.unpack15(sums[slot]) &+ count
            sums[slot] = sums[slot] & Self.unusualBit | CompactCount.pack15(sum)
        }
    }

    /// What was reported in these hours is normal from now on.
    mutating func acceptHours(_ hours: ClosedRange<Int32>, of index: Int) {
        for hour in hours where states[index].hour - hour < Int32(Self.hoursKept) {
            sums[slot(hour, index)] &= ~Self.unusualBit
        }
        states[index].flags.remove(.isUnusualHour)
    }

    /// Calls of the seven days before the hour under way.
    func weekSum(of index: Int) -> UInt64 {
        let hour = states[index].hour
        var sum: UInt64 = 0
        for step in 1...Int32(168) { sum += UInt64(self.sum(hour - step, of: index)) }
        return sum
    }

    // MARK: Shares

    @inline(__always)
    func shareRange(_ attribute: Int, of index: Int) -> Range<Int> {
        let start = (index * Self.attributeCount + attribute) * Self.sharesKept
        return start..<start + Self.sharesKept
    }

    /// Counts calls for a value of an attribute: the five most frequent values stay.
    @inline(__always)
    mutating func addShare(_ text: TextTable.ID, _ attribute: Int, _ count: Float, of index: Int) {
        guard text != TextTable.none else { return }
        let range = shareRange(attribute, of: index)
        var least = range.lowerBound
        for slot in range {
            if shares[slot].text == text {
                shares[slot].weight += count
                return
            }
            if shares[slot].weight < shares[least].weight { least = slot }
        }
        shares[least].weight -= count
        if shares[least].weight <= 0 { shares[least] = ValueShare(text: text, weight: count) }
    }

    private static let dailyDecay: Float = 6.0 / 7

    /// Lets the weights of days gone by fade, so that they stand for about a week.
    mutating func decayShares(of index: Int, day: Int32) {
        let days = day - states[index].shareDay
        guard days > 0 else { return }
        states[index].shareDay = day
        var factor: Float = 1
        for _ in 0..<min(days, 60) { factor *= Self.dailyDecay }
        states[index].shareWeight *= factor
        let first = shareRange(0, of: index).lowerBound
        for slot in first..<first + Self.attributeCount * Self.sharesKept { shares[slot].weight *= factor }
    }
}
