import CairnAPI
import CairnLake
import CairnModel
import Testing

@Suite struct RefreshTimesTests {
    private func schedule(_ unit: RefreshScheduleFrequencyUnit, _ value: Int32, _ time: String?) -> RefreshSchedule {
        RefreshSchedule(
            frequency: RefreshScheduleFrequency(unit: unit, value: value), status: .enabled, timeOfDay: time)
    }

    private func time(_ text: String) throws -> Double { try #require(ISO8601.parse(text)) }

    @Test func ofHoursOnlyTheMinutesCount() throws {
        let times = try #require(RefreshTimes(schedule(.hours, 6, "23:15")))
        let now = try time("2026-03-01T10:20:00Z")
        let first = times.first(after: now)
        #expect(try first == time("2026-03-01T11:15:00Z"))
        #expect(try times.next(from: first, after: first) == time("2026-03-01T17:15:00Z"))
    }

    @Test func aDayHasOneTime() throws {
        let times = try #require(RefreshTimes(schedule(.days, 1, "06:30")))
        #expect(try times.first(after: time("2026-03-01T06:29:59Z")) == time("2026-03-01T06:30:00Z"))
        #expect(try times.first(after: time("2026-03-01T06:30:00Z")) == time("2026-03-02T06:30:00Z"))
    }

    @Test func whatWasMissedIsNotMadeUpFor() throws {
        let times = try #require(RefreshTimes(schedule(.hours, 1, nil)))
        let due = try time("2026-03-01T11:00:00Z")
        #expect(try times.next(from: due, after: time("2026-03-04T09:10:00Z")) == time("2026-03-04T10:00:00Z"))
    }

    @Test func aScheduleThatIsOffHasNoTimes() {
        var off = schedule(.hours, 1, nil)
        off.status = .disabled
        #expect(RefreshTimes(off) == nil)
        #expect(RefreshTimes(schedule(.hours, 1, "24:00")) == nil)
        #expect(RefreshTimes(schedule(.hours, 1, "1:00")) == nil)
    }
}
