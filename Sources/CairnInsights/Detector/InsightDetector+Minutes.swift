/// Closing minutes: what was counted in one is judged, once.
extension InsightDetector {
    /// After so many minutes without a call nothing changes any more until the next one.
    private static let idleMinutesMax: Int32 = 30
    private static let silenceMinutes = 3

    mutating func close(upTo last: Int32) {
        while closed < last {
            let next = closed + 1
            if last - next > Self.idleMinutesMax, silentMinutes > Int(Self.idleMinutesMax),
                !isHeard.contains(true)
            {
                // A gap: nothing is judged in it.
                silentMinutes += Int(last - closed) - 4
                closed = last - 4
                lastSilence = closed
                continue
            }
            close(next)
            closed = next
        }
    }

    private mutating func close(_ minute: Int32) {
        let slot = Int(minute & 3)
        let wasHeard = isHeard[slot]
        noteSilence(minute, isHeard: wasHeard)
        isHeard[slot] = false
        let called = open[slot]
        open[slot].removeAll(keepingCapacity: true)
        if minute / 60 != dropWatchHour { beginHour(minute / 60) }
        if wasHeard { table.heard[Int(minute / 60) % SeriesTable.hoursKept] += 1 }
        for index in called { close(minute, of: Int(index)) }
        judgeActive(minute)
        judgeDrops(minute)
        forgetTrackers(minute)
    }

    private mutating func noteSilence(_ minute: Int32, isHeard: Bool) {
        silentMinutes = isHeard ? 0 : silentMinutes + 1
        if silentMinutes >= Self.silenceMinutes { lastSilence = minute }
    }

    private mutating func close(_ minute: Int32, of index: Int) {
        enter(minute, index)
        let calls = table.calls(in: minute, of: index)
        let calls5 = table.calls(5, upTo: minute, of: index)
        let calls10 = calls5 &+ table.calls(5, upTo: minute - 5, of: index)
        table.states[index].hourCount &+= calls
        table.states[index].hourPeak5 = max(table.states[index].hourPeak5, calls5)
        table.states[index].hourPeak10 = max(table.states[index].hourPeak10, calls10)
        if collectsPoints {
            points.append(MetricPoint(key: table.states[index].key, minute: minute, count: calls))
        }
        if !traced.isEmpty { trace(minute, calls, index) }
        guard !table.states[index].flags.contains(.isActive) else { return }
        let limits = table.states[index].limits
        if Float(calls5) >= limits.spike5 {
            start(.spike, index, minute, window: 5)
        } else if Float(calls10) >= limits.spike10 {
            start(.spike, index, minute, window: 10)
        }
    }

    private mutating func trace(_ minute: Int32, _ calls: UInt32, _ index: Int) {
        let limits = table.states[index].limits
        traced[table.states[index].key]?.append(
            TracePoint(minute: minute, calls: calls, expected: limits.mean5 / 5, limit: limits.spike5 / 5))
    }

    /// Takes a series into a minute, with the limits of its third of an hour.
    mutating func enter(_ minute: Int32, _ index: Int) {
        guard table.states[index].limitsThird != minute / 20 else { return }
        table.roll(index, to: minute / 60)
        table.prepareLimits(of: index, third: minute / 20, configuration)
    }

    // MARK: Drops

    private static let forgottenHours: Int32 = 192

    /// Finds the series that are called often enough to be missed, and drops those that nobody calls any more.
    private mutating func beginHour(_ hour: Int32) {
        table.beginHour(hour, after: dropWatchHour)
        dropWatchHour = hour
        dropWatch.removeAll(keepingCapacity: true)
        for index in table.states.indices {
            let state = table.states[index]
            guard state.flags.contains(.isInUse) else { continue }
            if hour - state.hour > Self.forgottenHours, !state.flags.contains(.isActive) {
                forget(index)
                continue
            }
            let recent = max(state.hourCount, table.sum(state.hour - 1, of: index))
            guard hour - state.hour <= 1, Float(recent) >= 30 * configuration.dropRateMin else { continue }
            enter(hour * 60, index)
            if table.states[index].limits.drop5 >= 0 { dropWatch.append(Int32(index)) }
        }
    }

    private mutating func forget(_ index: Int) {
        trackers[index] = nil
        if held?.callSeries == index || held?.errorSeries == index { held = nil }
        table.remove(index)
    }

    private mutating func judgeDrops(_ minute: Int32) {
        guard minute - lastSilence > 10 else { return }
        for index in dropWatch.lazy.map(Int.init) {
            let state = table.states[index]
            guard !state.flags.contains(.isActive), state.limits.drop5 >= 0,
                Float(table.calls(5, upTo: minute, of: index)) <= state.limits.drop5
            else { continue }
            start(.drop, index, minute, window: 5)
        }
    }

    // MARK: Trackers

    /// Lets go of those that turned out to be calm.
    private mutating func forgetTrackers(_ minute: Int32) {
        guard !trackers.isEmpty else { return }
        for index in Array(trackers.keys) {
            let state = table.states[index]
            guard !state.flags.contains(.isActive) else { continue }
            let calls = Float(table.calls(5, upTo: minute, of: index))
            let calls10 = Float(table.calls(10, upTo: minute, of: index))
            guard calls < 0.4 * state.limits.spike5, calls10 < 0.5 * state.limits.spike10 else { continue }
            trackers[index] = nil
            table.states[index].flags.remove(.isTracked)
        }
    }
}
