import Testing

@testable import CairnSQL

@Suite struct MomentTextTests {
    @Test(arguments: [
        ("2026-03-04", "2026-03-04", nil, nil), ("2026-3-4", "2026-03-04", nil, nil),
        ("2026-03-04 05:06:07.125", "2026-03-04", "05:06:07.125", nil),
        ("2024-02-29 1:2", "2024-02-29", "01:02:00", nil),
        ("2026-03-04T05:06:07Z", "2026-03-04", "05:06:07", "UTC"),
        ("2026-03-04 05:06:07 Europe/Berlin", "2026-03-04", "05:06:07", "Europe/Berlin"),
        ("2026-03-04 05:06:07 +05:30", "2026-03-04", "05:06:07", "+05:30"),
        ("2026-03-04 05:06:07 -00:00", "2026-03-04", "05:06:07", "UTC"),
    ])
    func timesAreRead(text: String, date: String, time: String?, zone: String?) throws {
        let moment = try #require(MomentText(text))
        #expect(moment.date == date)
        #expect(moment.time == time)
        #expect(moment.zone == zone)
    }

    @Test(arguments: [
        "", "now", "2026", "2026-13-01", "2026-02-29", "2026-03-04 24:00:00", "2026-03-04 05",
        "2026-03-04 05:06:07 +15:30", "2026-03-04 05:06:07 +5:300", "2026-03-04 05:06:07 +05:60",
        "2026-03-04 05:06:07'; DROP", "2026-03-04 05:06:07.", "20260304", "2026-03-04x", "?",
    ])
    func otherTextIsNoTime(text: String) {
        #expect(MomentText(text) == nil)
    }
}
