import CairnModel
import Testing

@testable import CairnService

/// The times that prompts name, at a clock that stands still.
@Suite struct PromptTimesTests {
    /// A Sunday, the last day of a month that has more days than the one before.
    static let now = "2026-05-31T10:15:02Z"

    private func span(_ prompt: String, now: String = Self.now) throws -> String? {
        let seconds = try #require(ISO8601.parse(now))
        let words = PromptWords(prompt).words
        let times = PromptTimes(words: words, now: seconds)
        let place = ["in", "on", "the"].contains(words[0].lower) ? 1 : 0
        if let (length, span) = times.read(at: place) {
            guard place + length == words.count else { return "short" }
            return [span.from, span.to].map { $0.map { ISO8601.string(epochSeconds: Int64($0)) } ?? "-" }
                .joined(separator: " ")
        }
        return nil
    }

    @Test(arguments: [
        ("today", "2026-05-31T00:00:00Z 2026-06-01T00:00:00Z"),
        ("yesterday", "2026-05-30T00:00:00Z 2026-05-31T00:00:00Z"),
        ("this hour", "2026-05-31T10:00:00Z 2026-05-31T11:00:00Z"),
        ("this week", "2026-05-25T00:00:00Z 2026-06-01T00:00:00Z"),
        ("last week", "2026-05-18T00:00:00Z 2026-05-25T00:00:00Z"),
        ("this month", "2026-05-01T00:00:00Z 2026-06-01T00:00:00Z"),
        ("last month", "2026-04-01T00:00:00Z 2026-05-01T00:00:00Z"),
        ("previous month", "2026-04-01T00:00:00Z 2026-05-01T00:00:00Z"),
        ("this year", "2026-01-01T00:00:00Z 2027-01-01T00:00:00Z"),
        ("last year", "2025-01-01T00:00:00Z 2026-01-01T00:00:00Z"),
        ("in March 2026", "2026-03-01T00:00:00Z 2026-04-01T00:00:00Z"),
        ("in December 2025", "2025-12-01T00:00:00Z 2026-01-01T00:00:00Z"),
        ("in March", "2026-03-01T00:00:00Z 2026-04-01T00:00:00Z"),
        ("in June", "2025-06-01T00:00:00Z 2025-07-01T00:00:00Z"),
        ("in 2025", "2025-01-01T00:00:00Z 2026-01-01T00:00:00Z"),
        ("on March 5, 2026", "2026-03-05T00:00:00Z 2026-03-06T00:00:00Z"),
        ("on 5th March 2026", "2026-03-05T00:00:00Z 2026-03-06T00:00:00Z"),
    ]) func theCalendarIsMeant(_ prompt: String, _ expected: String) throws {
        #expect(try span(prompt) == expected)
    }

    @Test(arguments: [
        ("past week", "2026-05-24T10:15:02Z -"), ("the last week", "2026-05-24T10:15:02Z -"),
        ("past month", "2026-04-30T10:15:02Z -"), ("past 3 months", "2026-02-28T10:15:02Z -"),
        ("past year", "2025-05-31T10:15:02Z -"), ("last 24 hours", "2026-05-30T10:15:02Z -"),
        ("last hour", "2026-05-31T09:15:02Z -"), ("past three weeks", "2026-05-10T10:15:02Z -"),
        ("last 7 days", "2026-05-24T10:15:02Z -"),
    ]) func someReachBackFromNow(_ prompt: String, _ expected: String) throws {
        #expect(try span(prompt) == expected)
    }

    @Test(arguments: [
        ("since 2026-03-01", "2026-03-01T00:00:00Z -"), ("after 2026-03-01", "2026-03-02T00:00:00Z -"),
        ("before 2026-03-01", "- 2026-03-01T00:00:00Z"), ("until 2026-03-01", "- 2026-03-02T00:00:00Z"),
        ("since yesterday", "2026-05-30T00:00:00Z -"), ("since March", "2026-03-01T00:00:00Z -"),
        ("starting from 2026-03-01", "2026-03-01T00:00:00Z -"),
        ("on 2026-03-01", "2026-03-01T00:00:00Z 2026-03-02T00:00:00Z"),
        ("between 2026-03-01 and 2026-03-05", "2026-03-01T00:00:00Z 2026-03-06T00:00:00Z"),
        ("from 2026-03-01 to 2026-03-05", "2026-03-01T00:00:00Z 2026-03-06T00:00:00Z"),
        ("from March to April 2026", "2026-03-01T00:00:00Z 2026-05-01T00:00:00Z"),
        ("since 2026-03-01 10:20", "2026-03-01T10:20:00Z -"),
        ("since 2026-03-01T10:20:30Z", "2026-03-01T10:20:30Z -"),
        ("between 2026-03-01 10:20 UTC and 2026-03-01 10:30 UTC", "2026-03-01T10:20:00Z 2026-03-01T10:31:00Z"),
    ]) func datesBound(_ prompt: String, _ expected: String) throws {
        #expect(try span(prompt) == expected)
    }

    @Test(arguments: [
        "march", "2026", "past", "last", "since", "between 2026-03-05 and 2026-03-01", "2026-02-30", "30 February 2026",
        "from alice to bob", "past few days",
    ]) func othersAreNoTimes(_ prompt: String) throws {
        #expect(try span(prompt) == nil)
    }

    @Test func aMondayBeginsItsWeek() throws {
        #expect(try span("this week", now: "2026-06-01T00:00:00Z") == "2026-06-01T00:00:00Z 2026-06-08T00:00:00Z")
        #expect(try span("last month", now: "2026-01-01T00:00:00Z") == "2025-12-01T00:00:00Z 2026-01-01T00:00:00Z")
        #expect(try span("past month", now: "2026-01-15T00:00:00Z") == "2025-12-15T00:00:00Z -")
    }
}
