import CairnModel

/// The time that a phrase is about, in UTC; weeks begin on Monday.
///
/// `past week`, `last 7 days` and `the last week` reach back from now. `today`, `this week`, `last month`, `in March 2026`
/// are those of the calendar.
struct PromptTimes {
    /// From the first second to the one behind the last; either may be open.
    struct Span: Equatable {
        var from: Double?
        var to: Double?
    }

    let words: [PromptWords.Word]
    /// Now, in seconds since the epoch.
    let now: Double

    static let vocabulary: [String] = {
        let lengths: [String] = Self.units.keys.flatMap { [$0, $0 + "s"] }
        let others = "last past previous this today yesterday since after before until till between and to starting utc"
        return Array(months.keys) + Array(numbers.keys) + lengths + others.split(separator: " ").map(String.init)
    }()

    /// The words that a time has at a place, and the time.
    func read(at place: Int) -> (length: Int, span: Span)? {
        if let bounded = bounded(at: place) { return bounded }
        return moment(at: place, isBound: false)
    }

    // MARK: Bounds

    private func bounded(at place: Int) -> (length: Int, span: Span)? {
        switch lower(place) {
        case "between": return range(at: place + 1, "and").map { ($0.length + 1, $0.span) }
        case "since":
            return moment(at: place + 1, isBound: true).map { ($0.length + 1, Span(from: $0.span.from)) }
        case "after":
            return moment(at: place + 1, isBound: true).map { ($0.length + 1, Span(from: $0.span.to)) }
        case "before":
            return moment(at: place + 1, isBound: true).map { ($0.length + 1, Span(to: $0.span.from)) }
        case "until", "till":
            return moment(at: place + 1, isBound: true).map { ($0.length + 1, Span(to: $0.span.to)) }
        case "from":
            if let range = range(at: place + 1, "to") ?? range(at: place + 1, "until") {
                return (range.length + 1, range.span)
            }
            guard lower(place + 2) != "to" else { return nil }
            return moment(at: place + 1, isBound: true).map { ($0.length + 1, $0.span) }
        case "starting":
            let skip = ["on", "from", "at"].contains(lower(place + 1)) ? 2 : 1
            return moment(at: place + skip, isBound: true).map { ($0.length + skip, Span(from: $0.span.from)) }
        default: return nil
        }
    }

    private func range(at place: Int, _ joint: String) -> (length: Int, span: Span)? {
        guard let first = moment(at: place, isBound: true), lower(place + first.length) == joint,
            let last = moment(at: place + first.length + 1, isBound: true), let from = first.span.from,
            let to = last.span.to, from < to
        else { return nil }
        return (first.length + 1 + last.length, Span(from: from, to: to))
    }

    // MARK: Moments

    private func moment(at place: Int, isBound: Bool) -> (length: Int, span: Span)? {
        if isBound, lower(place) == "the", let moment = moment(at: place + 1, isBound: true) {
            return (moment.length + 1, moment.span)
        }
        return relative(at: place) ?? named(at: place) ?? date(at: place) ?? month(at: place, isBound: isBound)
            ?? year(at: place, isBound: isBound)
    }

    /// `past 3 days`, `last month`, `previous hour`, `this week`
    private func relative(at place: Int) -> (length: Int, span: Span)? {
        let word = lower(place)
        guard ["last", "past", "previous", "this"].contains(word) else { return nil }
        if word != "this", let count = number(lower(place + 1)), let unit = Self.unit(lower(place + 2)) {
            return (3, Span(from: back(count, unit)))
        }
        guard let unit = Self.units[lower(place + 1)] else { return nil }
        if word == "this" { return (2, period(unit, 0)) }
        let rolls =
            word == "past"
            || (word == "last"
                && (lower(place - 1) == "the" || ["second", "minute", "hour", "day"].contains(lower(place + 1))))
        return (2, rolls ? Span(from: back(1, unit)) : period(unit, -1))
    }

    private func named(at place: Int) -> (length: Int, span: Span)? {
        switch lower(place) {
        case "today": (1, period(.day, 0))
        case "yesterday": (1, period(.day, -1))
        default: nil
        }
    }

    /// `2026-03-01`, `2026-03-01T10:15:02Z`, `2026-03-01 10:15`
    private func date(at place: Int) -> (length: Int, span: Span)? {
        guard words.indices.contains(place) else { return nil }
        let text = words[place].text
        guard text.utf8.count == 10 else {
            guard text.utf8.count >= 20, text.contains("-"), let seconds = ISO8601.parse(text) else { return nil }
            return (1, Span(from: seconds.rounded(.down), to: seconds.rounded(.down) + 1))
        }
        guard let day = ISO8601.parse(text + "T00:00:00Z") else { return nil }
        let time = lower(place + 1)
        let parts = time.split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), parts.allSatisfy({ $0.count == 2 }),
            let seconds = ISO8601.parse(text + "T" + time + (parts.count == 2 ? ":00Z" : "Z"))
        else { return (1, Span(from: day, to: day + 86_400)) }
        let isUTC = lower(place + 2) == "utc"
        return (isUTC ? 3 : 2, Span(from: seconds, to: seconds + (parts.count == 2 ? 60 : 1)))
    }

    /// `March 2026`, `March 5, 2026`, `5 March 2026`, and `in March`, the last one that has begun.
    private func month(at place: Int, isBound: Bool) -> (length: Int, span: Span)? {
        if let day = dayNumber(lower(place)), let month = Self.months[lower(place + 1)],
            let year = yearNumber(lower(place + 2))
        {
            return civilDay(year, month, day).map { (3, $0) }
        }
        guard let month = Self.months[lower(place)] else { return nil }
        if let day = dayNumber(lower(place + 1)) {
            return yearNumber(lower(place + 2)).flatMap { civilDay($0, month, day) }.map { (3, $0) }
        }
        if let year = yearNumber(lower(place + 1)) { return (2, monthSpan(year, month)) }
        let isLead = isBound || ["in", "during"].contains(lower(place - 1))
        guard isLead else { return nil }
        let today = CivilTime(epochSeconds: Int64(now.rounded(.down)))
        return (1, monthSpan(month <= today.month ? today.year : today.year - 1, month))
    }

    private func year(at place: Int, isBound: Bool) -> (length: Int, span: Span)? {
        guard let year = yearNumber(lower(place)), isBound || ["in", "during"].contains(lower(place - 1)) else {
            return nil
        }
        return (1, Span(from: seconds(year, 1, 1), to: seconds(year + 1, 1, 1)))
    }

    // MARK: The calendar

    private enum Unit { case second, minute, hour, day, week, month, year }

    private static let units: [String: Unit] = [
        "second": .second, "minute": .minute, "hour": .hour, "day": .day, "week": .week, "month": .month,
        "year": .year,
    ]

    private static func unit(_ word: String) -> Unit? {
        units[word] ?? (word.hasSuffix("s") ? units[String(word.dropLast())] : nil)
    }

    private static let lengths: [Unit: Double] = [
        .second: 1, .minute: 60, .hour: 3600, .day: 86_400, .week: 604_800,
    ]

    /// So many units before now; a month before 31 March is 28 February.
    private func back(_ count: Int, _ unit: Unit) -> Double {
        if let length = Self.lengths[unit] { return now.rounded(.down) - Double(count) * length }
        let whole = Int64(now.rounded(.down))
        let time = CivilTime(epochSeconds: whole)
        let months = time.year * 12 + time.month - 1 - count * (unit == .year ? 12 : 1)
        let (year, month) = (months / 12, months % 12 + 1)
        let last =
            Int(
                (seconds(month == 12 ? year + 1 : year, month == 12 ? 1 : month + 1, 1) - 86_400
                    - seconds(year, month, 1)) / 86_400) + 1
        let rest = Double(time.hour * 3600 + time.minute * 60 + time.second)
        return seconds(year, month, min(time.day, last)) + rest
    }

    /// The unit of the calendar that has now, or one before.
    private func period(_ unit: Unit, _ shift: Int) -> Span {
        let time = CivilTime(epochSeconds: Int64(now.rounded(.down)))
        switch unit {
        case .month:
            let months = time.year * 12 + time.month - 1 + shift
            return monthSpan(months / 12, months % 12 + 1)
        case .year: return Span(from: seconds(time.year + shift, 1, 1), to: seconds(time.year + shift + 1, 1, 1))
        case .week:
            // The epoch was a Thursday.
            let days = (now / 86_400).rounded(.down)
            let start = (days - (days + 3).truncatingRemainder(dividingBy: 7) + 7 * Double(shift)) * 86_400
            return Span(from: start, to: start + 604_800)
        default:
            let length = Self.lengths[unit] ?? 86_400
            let start = ((now / length).rounded(.down) + Double(shift)) * length
            return Span(from: start, to: start + length)
        }
    }

    private func seconds(_ year: Int, _ month: Int, _ day: Int) -> Double {
        Double(CivilTime.daysSinceEpoch(year: year, month: month, day: day)) * 86_400
    }

    private func monthSpan(_ year: Int, _ month: Int) -> Span {
        Span(
            from: seconds(year, month, 1),
            to: month == 12 ? seconds(year + 1, 1, 1) : seconds(year, month + 1, 1))
    }

    private func civilDay(_ year: Int, _ month: Int, _ day: Int) -> Span? {
        let start = seconds(year, month, day)
        guard CivilTime(epochSeconds: Int64(start)).month == month else { return nil }
        return Span(from: start, to: start + 86_400)
    }

    // MARK: Words

    private static let months: [String: Int] = [
        "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8,
        "september": 9, "october": 10, "november": 11, "december": 12,
    ]

    static let numbers: [String: Int] = [
        "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
        "twelve": 12, "twenty": 20, "thirty": 30, "ninety": 90, "hundred": 100,
    ]

    private func lower(_ place: Int) -> String { words.indices.contains(place) ? words[place].lower : "" }

    private func number(_ word: String) -> Int? {
        guard let number = Int(word) else { return Self.numbers[word] }
        return (1...10_000).contains(number) ? number : nil
    }

    private func yearNumber(_ word: String) -> Int? {
        guard word.utf8.count == 4, let year = Int(word), (2000...2199).contains(year) else { return nil }
        return year
    }

    private func dayNumber(_ word: String) -> Int? {
        var digits = word[...]
        for ending in ["st", "nd", "rd", "th"] where digits.hasSuffix(ending) {
            digits = digits.dropLast(2)
            break
        }
        guard let day = Int(digits), (1...31).contains(day) else { return nil }
        return day
    }
}
