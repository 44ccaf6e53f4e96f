/// Reads a prompt from left to right. Every word is understood once, by one rule, or the prompt is refused.
struct PromptReader {
    typealias Refusal = PromptQuery.Refusal

    /// What the next noun is.
    enum Expectation { case nothing, group, count, top, most, subject }
    enum Element { case nothing, group, condition }
    enum Negation { case not, except }
    enum Joint { case and, or }

    let words: [PromptWords.Word]
    let times: PromptTimes
    var place = 0
    var question = PromptQuestion()
    var strange: [String] = []
    /// Words that have been understood ahead of their turn.
    var skipped: Set<Int> = []
    /// Keys that the prompt says are principal tags.
    var principalTags: Set<String> = []

    var expects = Expectation.nothing
    var last = Element.nothing
    var negation: Negation?
    /// Whether what `except` began may go on.
    var isExcepting = false
    var joint: Joint?
    /// The preposition before the place.
    var lead = ""

    var pendingVerb: PromptDeeds.Verb?
    var pendingService: String?
    var deed: (verb: PromptDeeds.Verb, thing: String)?
    var signIn: (isVerb: Bool, place: Int)?
    var failed: Bool?
    var mfa: Bool?
    var isAttempt = false
    var hasHead = false
    /// Whether calls are what is counted, not what they are about.
    var countsCalls = false
    var hasOrder = false
    var isDistinct = false
    var isJoined = false
    var hasCauses = false
    var needsSnapshot = false
    var isListedByUsers = false
    /// The place behind `events`, `errors`, until another noun follows: they are logged, and do not log in.
    var callsEnd: Int?
    /// Whether the count is asked for by `how often`: of calls, whatever noun follows.
    var countsTimes = false
    /// Whether what had no errors is asked for.
    var isWithoutErrors = false

    init(_ words: [PromptWords.Word], now: Double) {
        self.words = words
        times = PromptTimes(words: words, now: now)
    }

    mutating func read() throws(Refusal) -> PromptQuestion {
        declareTags()
        while place < words.count {
            guard !skipped.contains(place) else {
                place += 1
                continue
            }
            try step()
        }
        guard strange.isEmpty else { throw .strange(strange) }
        try finish()
        return question
    }

    private mutating func step() throws(Refusal) {
        guard !words[place].isQuoted else { return try value() }
        if let (length, span) = times.read(at: place) {
            place += length
            return try take(span)
        }
        if try takeLimit() { return }
        if let (phrase, meaning, length) = phrase(at: place) {
            place += length
            return try apply(meaning, phrase)
        }
        try value()
    }

    private mutating func take(_ span: PromptTimes.Span) throws(Refusal) {
        guard lead != "by", joint != .or else { throw .init("It is not clear what the time goes for.") }
        guard negation == nil, !isExcepting else {
            throw .init("What except and not go for is not clear before a time.")
        }
        guard
            !question.spans.contains(where: { ($0.from != nil && span.from != nil) || ($0.to != nil && span.to != nil) }
            )
        else { throw .init("The prompt names two times.") }
        question.spans.append(span)
        (lead, last, joint) = ("", .nothing, nil)
    }

    /// `last 10 events`, `5 most active users`
    private mutating func takeLimit() throws(Refusal) -> Bool {
        let word = words[place].lower
        if ["last", "first"].contains(word), let number = number(at: place + 1) {
            try limit(number)
            question.order = word == "last" ? .descending : .ascending
            hasOrder = true
            place += 2
            return true
        }
        guard let number = number(at: place), let next = phrase(at: place + 1)?.meaning,
            [.top, .bottom, .most, .least, .latest, .oldest].contains(next)
        else { return false }
        try limit(number)
        place += 1
        return true
    }

    mutating func limit(_ number: Int) throws(Refusal) {
        guard question.limit == nil else { throw .init("The prompt has two limits.") }
        question.limit = number
    }

    func number(at place: Int) -> Int? {
        guard words.indices.contains(place) else { return nil }
        guard let number = Int(words[place].lower) else { return PromptTimes.numbers[words[place].lower] }
        return (1...1000).contains(number) ? number : nil
    }

    /// The longest phrase at a place.
    func phrase(at place: Int) -> (phrase: String, meaning: PromptMeaning, length: Int)? {
        guard words.indices.contains(place) else { return nil }
        for length in stride(from: min(PromptLexicon.longest, words.count - place), through: 1, by: -1) {
            let part = words[place..<place + length]
            guard part.allSatisfy({ !$0.isQuoted }) else { continue }
            let phrase = part.map(\.lower).joined(separator: " ")
            if let meaning = PromptLexicon.phrases[phrase] {
                return (phrase, meaning, length)
            }
        }
        return nil
    }

    // MARK: Conditions

    /// Takes a condition, denied if a `not` is before it, or with the one before it if `or` stands between.
    mutating func add(_ condition: PromptCondition) throws(Refusal) {
        var condition = condition
        guard expects != .group else { throw .init("`each` stands before users, services, days and the like.") }
        // `events where root logged in`
        if condition.kind == .caller, lead.isEmpty { callsEnd = nil }
        // In `how many S3 buckets` the noun is still to come.
        let expected = lead.isEmpty ? expects : .nothing
        defer {
            settle(.condition)
            expects = expected
        }
        let hasComma = place > 1 && words.indices.contains(place - 2) && words[place - 2].hasComma
        if joint != nil || hasComma, last == .condition, let previous = question.conditions.last, negation == nil,
            previous.kind == condition.kind, previous.fixed == nil, condition.fixed == nil
        {
            guard !previous.isNegated || lead.isEmpty || joint == .or else {
                throw .init("It is not clear what is left out: name what is meant with `or`.")
            }
            question.conditions[question.conditions.count - 1].values += condition.values
            if joint != .or, !previous.isNegated { isJoined = true }
            return
        }
        guard lead != "by" || [.caller, .callerAccount, .address, .accessKey].contains(condition.kind) else {
            throw .init("Calls are made by users, roles, accounts, addresses and access keys.")
        }
        guard joint == nil || !lead.isEmpty else {
            throw .init("What stands on both sides of `and` and `or` must be of the same kind.")
        }
        guard joint != .or else { throw .init("`or` is understood between values of the same kind only.") }
        guard !isExcepting else { throw .init("It is not clear what the exception goes for.") }
        condition.isNegated = negation != nil
        if let same = question.conditions.first(where: { $0.kind == condition.kind && !$0.isNegated }),
            !condition.isNegated
        {
            guard same.sql == condition.sql else { throw .init("The prompt names two that an event cannot both have.") }
            return
        }
        // `users other than root`
        let isOfSubject = question.conditions.isEmpty && condition.kind == question.subject?.kind
        isExcepting = negation == .except && !isOfSubject
        negation = nil
        question.conditions.append(condition)
    }

    /// Forgets what stood before a word that has been understood.
    mutating func settle(_ element: Element) {
        (lead, joint, expects, last) = ("", nil, .nothing, element)
    }

    /// Refuses `not` before what cannot be denied.
    func refuseNegation() throws(Refusal) {
        guard negation == nil else {
            throw .init(
                "`not` and `except` are understood before users, roles, services, operations, regions, addresses and accounts only."
            )
        }
        guard !isExcepting else { throw .init("It is not clear what the exception goes for.") }
    }
}
