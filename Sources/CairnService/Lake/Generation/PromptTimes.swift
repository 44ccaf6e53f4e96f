import CairnModel

/// The time that a prompt is about.
struct PromptTimes {
    /// Now, in seconds since the epoch.
    let now: Double

    /// Conditions on `eventTime`; empty if the prompt names no time.
    func conditions(_ words: inout PromptWords) -> [String] {
        relative(&words) ?? named(&words) ?? dates(&words)
    }

    private static let units: [String: Double] = [
        "second": 1, "minute": 60, "hour": 3600, "day": 86_400, "week": 7 * 86_400, "month": 30 * 86_400,
        "year": 365 * 86_400,
    ]

    private static let numbers: [String: Double] = [
        "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10, "twelve": 12,
        "thirty": 30, "a": 1, "few": 3, "couple": 2,
    ]

    /// `past 3 days`, `last month`, `in the previous hour`
    private func relative(_ words: inout PromptWords) -> [String]? {
        for index in words.words.indices {
            guard ["last", "past", "previous", "recent"].contains(words.words[index].lower) else { continue }
            var (place, count) = (index + 1, 1.0)
            if words.words.indices.contains(place), let number = number(words.words[place].lower) {
                count = number
                place += 1
            }
            guard words.words.indices.contains(place),
                let unit = Self.units[PromptWords.singular(words.words[place].lower)]
            else { continue }
            for used in index...place { words.understand(used) }
            return ["eventTime > '\(text(now - count * unit))'"]
        }
        return nil
    }

    private func number(_ word: String) -> Double? {
        guard let number = Int(word), (1...100_000).contains(number) else { return Self.numbers[word] }
        return Double(number)
    }

    private func named(_ words: inout PromptWords) -> [String]? {
        let today = (now / 86_400).rounded(.down) * 86_400
        if words.has("today") { return ["eventTime >= '\(text(today))'"] }
        if words.has("yesterday") {
            return ["eventTime >= '\(text(today - 86_400))'", "eventTime < '\(text(today))'"]
        }
        let units = [("this hour", 3600.0), ("this week", 604_800.0), ("this month", 2_592_000.0)]
        for (phrase, seconds) in units where words.has(phrase) { return ["eventTime > '\(text(now - seconds))'"] }
        return nil
    }

    /// `since 2026-03-01`, `between 2026-03-01 and 2026-03-05`, `before …`, `on 2026-03-01`
    private func dates(_ words: inout PromptWords) -> [String] {
        var conditions: [String] = []
        for index in words.words.indices {
            guard let seconds = date(words.words[index].text) else { continue }
            let before = index > 0 ? words.words[index - 1].lower : ""
            words.understand(index)
            if index > 0 { words.understand(index - 1) }
            let isDay = words.words[index].text.utf8.count == 10
            switch before {
            case "before", "until": conditions.append("eventTime < '\(text(seconds))'")
            case "and", "to": conditions.append("eventTime < '\(text(isDay ? seconds + 86_400 : seconds))'")
            case "since", "after", "from", "between", "starting": conditions.append("eventTime >= '\(text(seconds))'")
            default: conditions += ["eventTime >= '\(text(seconds))'", "eventTime < '\(text(seconds + 86_400))'"]
            }
        }
        return conditions
    }

    private func date(_ text: String) -> Double? {
        text.utf8.count == 10 ? ISO8601.parse(text + "T00:00:00Z") : ISO8601.parse(text)
    }

    private func text(_ seconds: Double) -> String {
        let text = ISO8601.string(epochSeconds: Int64(seconds.rounded(.down)))
        return text.replacingT
    }
}

extension String {
    /// `2026-03-01T10:15:02Z` → `2026-03-01 10:15:02`
    fileprivate var replacingT: String { prefix(10) + " " + dropFirst(11).prefix(8) }
}
