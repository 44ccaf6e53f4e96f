import CairnModel
import Testing

@Suite struct ISO8601Tests {
    @Test(arguments: [
        (0, "1970-01-01T00:00:00Z"), (1_772_359_502, "2026-03-01T10:05:02Z"), (951_782_400, "2000-02-29T00:00:00Z"),
        (253_402_300_799, "9999-12-31T23:59:59Z"), (-1, "1969-12-31T23:59:59Z"),
        (4_102_444_799, "2099-12-31T23:59:59Z"), (-62_135_596_800, "0001-01-01T00:00:00Z"),
    ])
    func secondsBecomeTextAndComeBack(seconds: Int64, text: String) {
        #expect(ISO8601.string(epochSeconds: seconds) == text)
        #expect(ISO8601.parse(text) == Double(seconds))
    }

    @Test func theCompactFormHasNoSeparators() {
        #expect(ISO8601.compactString(epochSeconds: 1_772_359_502) == "20260301T100502Z")
        #expect(ISO8601.parse("20260301T100502Z") == 1_772_359_502)
    }

    @Test(arguments: [
        ("2026-03-01T10:05:02.5Z", 1_772_359_502.5), ("2026-03-01T12:05:02+02:00", 1_772_359_502.0),
        ("2026-03-01T04:35:02-05:30", 1_772_359_502.0), ("2026-03-01 10:05:02Z", 1_772_359_502.0),
    ])
    func fractionsAndZonesAreRead(text: String, seconds: Double) {
        #expect(ISO8601.parse(text) == seconds)
    }

    @Test(arguments: [
        "", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "2026-03-01T24:00:00Z",
        "2026-03-01T10:05:02", "2026-03-01", "2026-03-01T10:05:02Zx", "2026-03-01T1:05:02Z",
    ])
    func textThatIsNoDateIsRefused(text: String) {
        #expect(ISO8601.parse(text) == nil)
    }

    @Test func everyDayOfFourCenturiesComesBack() {
        for day in stride(from: -200_000, to: 200_000, by: 37) {
            let time = CivilTime(epochSeconds: Int64(day) * 86_400)
            #expect(CivilTime.daysSinceEpoch(year: time.year, month: time.month, day: time.day) == day)
        }
    }
}
