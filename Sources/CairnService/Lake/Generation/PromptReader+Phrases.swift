extension PromptReader {
    mutating func apply(_ meaning: PromptMeaning, _ phrase: String) throws(Refusal) {
        switch meaning {
        case .plain, .be: break
        case .anyone: lead = ""
        case .preposition, .by: try preposition(phrase)
        case .relative: try relative(phrase)
        case .did: if let name = bareName(at: place) { try caller(named: name) }
        case .and, .or:
            joint = meaning == .or ? .or : .and
            if last == .group { expects = .group }
        case .not, .except:
            try refuseNegation()
            negation = meaning == .not ? .not : .except
        case .each, .count, .most, .least, .top, .bottom, .latest, .oldest: try quantity(meaning, phrase)
        case .newestFirst, .oldestFirst: order(meaning == .newestFirst ? .descending : .ascending)
        case .descending: question.ranking = .descending
        case .ascending: question.ranking = .ascending
        case .distinct: isDistinct = true
        case .unit(let unit):
            guard expects == .group || lead == "by" else { return strange.append(phrase) }
            try period(unit)
        case .daily(let unit): try period(unit)
        case .events, .eventIDs, .category: try events(meaning)
        case .dimension, .address, .region, .account, .operation, .accessKey, .iamUser, .thing:
            try noun(meaning, phrase)
        case .deed(let verb, let isNoun):
            if phrase == "retrieve", words[..<(place - 1)].allSatisfy({ PromptLexicon.phrases[$0.lower] == .plain }) {
                return
            }
            guard place > 1 || isNoun || phrase.hasSuffix("ed") else {
                throw .init("Prompts ask what was done; nothing is done here.")
            }
            try begin(verb)
        case .changes: try changes()
        case .attempt: isAttempt = true
        case .signIn(let isVerb): try signIn(isVerb, phrase)
        case .failed, .succeeded, .errors, .accessDenied, .throttled, .withoutErrors, .causes, .mfa, .withoutSnapshot:
            try outcome(meaning)
        case .read, .write, .readAndWrite: try access(meaning, phrase)
        case .root:
            guard pendingVerb == nil else { throw .init("What was done to the root user is not known.") }
            try add(PromptCondition(.caller, "userIdentity.type", "Root"))
        case .service(let source): try service(source, phrase)
        case .beginning: try beginning()
        case .tag(let isOfPrincipal): try tag(isOfPrincipal)
        case .stackResources: try stack()
        case .named, .hasValue: strange.append(phrase)
        }
    }

    private mutating func preposition(_ phrase: String) throws(Refusal) {
        guard lead != "by" || phrase == "by" else { throw .init("It is not clear by whom.") }
        lead = phrase
        guard phrase == "by", let name = bareName(at: place) else { return }
        // `errors by team` asks for groups: a plain word is a name only behind what somebody did.
        let isPlain = !words[place].isQuoted && name.allSatisfy { $0.isLetter && $0.isLowercase }
        guard !isPlain || hasAct else { throw .init("Say `by user \(name)` if \(name) is a user's name.") }
        try caller(named: name)
    }

    /// `made by`, `deleted by`, `used last week by`
    private var hasAct: Bool {
        let acts: Set = ["made", "performed", "called", "used", "invoked", "issued", "done"]
        return deed != nil || words[..<place].contains { acts.contains($0.lower) }
    }

    private mutating func caller(named name: String) throws(Refusal) {
        guard pendingVerb == nil || lead != "by" else { throw .init("It is not known what was done.") }
        place += 1
        try add(PromptCondition(.caller, "userIdentity.userName", name))
    }

    private mutating func relative(_ phrase: String) throws(Refusal) {
        if place == 1, phrase == "where" { return strange.append(phrase) }
        if ["who", "that", "which"].contains(phrase) { isExcepting = false }
        if phrase == "who" { callsEnd = nil }
        if phrase == "who", question.subject == nil, !hasHead {
            question.subject = .principal
            hasHead = true
        } else if phrase == "what", question.subject != nil {
            throw .init("The prompt asks for more than one thing.")
        } else if ["which", "what"].contains(phrase), expects == .nothing {
            expects = .subject
        }
    }

    private mutating func quantity(_ meaning: PromptMeaning, _ phrase: String) throws(Refusal) {
        switch meaning {
        case .each: expects = .group
        case .count:
            question.isCount = true
            countsTimes = ["times", "often", "api"].contains(where: phrase.contains)
            countsCalls = countsCalls || countsTimes
            expects = countsTimes ? .nothing : .count
        case .most, .least:
            question.ranking = meaning == .most ? .descending : .ascending
            expects = .most
        case .top, .bottom:
            question.ranking = meaning == .top ? .descending : .ascending
            if phrase.hasPrefix("by ") {
                if phrase.hasSuffix("errors") { try outcome(true) }
            } else {
                expects = .top
            }
            if let number = number(at: place) {
                try limit(number)
                place += 1
            }
        default:
            order(meaning == .latest ? .descending : .ascending)
            if let number = number(at: place) {
                try limit(number)
                place += 1
            } else if question.limit == nil, isOneNext {
                question.limit = 1
            }
        }
    }

    /// Whether one event follows, not several.
    private var isOneNext: Bool {
        guard let (phrase, meaning, _) = phrase(at: place), !phrase.hasSuffix("s") else { return false }
        return [.events, .errors, .signIn(isVerb: false)].contains(meaning)
    }

    private mutating func order(_ order: PromptQuestion.Order) {
        question.order = order
        hasOrder = true
    }

    private mutating func period(_ unit: String) throws(Refusal) {
        guard question.period == nil else { throw .init("The prompt groups by two times.") }
        question.period = unit
        settle(.group)
    }

    private mutating func events(_ meaning: PromptMeaning) throws(Refusal) {
        guard expects != .group, lead != "by" else { throw .init("Events cannot be told apart by themselves.") }
        guard joint == nil else { throw .init("The prompt asks for two different things.") }
        if expects == .top {
            guard question.subject == nil else { throw .init("It is not clear what is ranked.") }
            question.subject = .operation
        }
        (hasHead, countsCalls, callsEnd) = (true, true, place)
        if meaning == .eventIDs { question.listsIDs = true }
        if case .category(let name) = meaning { return try add(PromptCondition(.category, "eventCategory", name)) }
        // `except calls by root`, `deleted by calls`
        (expects, last) = (.nothing, .nothing)
        if negation == nil { lead = "" }
    }

    private mutating func changes() throws(Refusal) {
        if ["to", "of"].contains(words.indices.contains(place) ? words[place].lower : "") {
            place += 1
            return try begin(.update)
        }
        (hasHead, countsCalls, callsEnd) = (true, true, place)
        try add(PromptCondition(.access, fixed: "readOnly = false"))
    }

    private mutating func access(_ meaning: PromptMeaning, _ phrase: String) throws(Refusal) {
        guard meaning != .readAndWrite else {
            question.splitsAccess = true
            return settle(.nothing)
        }
        // `who read objects`, `reads of objects`: not every call that changes nothing reads the thing.
        let isOf = meaning == .read && words.indices.contains(place) && ["of", "from"].contains(words[place].lower)
        if hasObject(after: isOf ? place + 1 : place) {
            guard meaning == .read, phrase.hasPrefix("read"), !phrase.hasSuffix("only") else {
                throw .init(
                    "It is not clear what was done: say created, deleted and the like, or ask for write events.")
            }
            if isOf { place += 1 }
            return try begin(.read)
        }
        // `which buckets did alice read`; not `buckets with read events`.
        guard question.subject != .bucket || self.phrase(at: place)?.meaning == .events else {
            throw .init(
                "It is not known which operations read or write a bucket: ask for read events, or write events.")
        }
        try add(PromptCondition(.access, fixed: "readOnly = \(meaning == .read)"))
    }

    // MARK: Sign-ins and errors

    private mutating func signIn(_ isVerb: Bool, _ phrase: String) throws(Refusal) {
        if let callsEnd, ["logged in", "logged on"].contains(phrase) {
            guard words[callsEnd..<(place - 2)].allSatisfy({ Self.auxiliaries.contains($0.lower) }) else {
                throw .init("It is not clear whether who logged in is meant: ask for sign-ins, or leave out `logged`.")
            }
            place -= 1
            return
        }
        try refuseNegation()
        guard pendingVerb == nil, deed == nil, joint == nil, lead != "by" else {
            throw .init("The prompt asks for two different operations.")
        }
        guard expects != .group else { throw .init("Sign-ins cannot be told apart by themselves.") }
        if signIn == nil {
            signIn = (isVerb, place)
            question.conditions.append(
                PromptCondition(.signIn, fixed: "eventSource = 'signin.amazonaws.com' AND eventName = 'ConsoleLogin'"))
        }
        (hasHead, countsCalls, question.isSignIn) = (true, true, true)
        settle(.nothing)
        var end = place
        let around = ["to", "into", "using", "via", "through", "on", "from", "the", "aws", "management"]
        while words.indices.contains(end), around.contains(words[end].lower) { end += 1 }
        if words.indices.contains(end), words[end].lower == "console" { place = end + 1 }
    }

    /// What may stand between `events` and `logged in the past week`.
    private static let auxiliaries: Set = ["that", "which", "is", "are", "was", "were", "have", "has", "had", "been"]

    private mutating func outcome(_ meaning: PromptMeaning) throws(Refusal) {
        guard joint != .or else { throw .init("`or` is understood between values of the same kind only.") }
        if meaning == .errors, negation == .except || negation == .not {
            (negation, isWithoutErrors) = (nil, true)
            return try outcome(false)
        }
        if meaning != .failed || negation != nil { try refuseNegation() }
        switch meaning {
        case .failed: try outcome(true)
        case .succeeded: try outcome(false)
        case .withoutErrors:
            isWithoutErrors = true
            try outcome(false)
        case .errors: try errors()
        case .accessDenied:
            try add(
                PromptCondition(
                    .error,
                    fixed: "(errorCode LIKE '%AccessDenied%' OR errorCode LIKE '%Unauthorized%' "
                        + "OR errorCode LIKE '%NotAuthorized%' OR errorMessage = 'Access Denied')"))
            try outcome(true)
            (hasHead, countsCalls) = (true, true)
        case .throttled:
            try add(
                PromptCondition(
                    .error,
                    fixed: "(errorCode LIKE '%Throttl%' OR errorCode LIKE '%RequestLimitExceeded' "
                        + "OR errorCode LIKE '%TooManyRequests%' OR errorCode LIKE '%SlowDown')"))
            try outcome(true)
            (hasHead, countsCalls) = (true, true)
        case .causes:
            hasCauses = true
            settle(.nothing)
        case .withoutSnapshot: needsSnapshot = true
        case .mfa(let used):
            guard mfa == nil || mfa == used else { throw .init("The prompt asks for both: with MFA and without it.") }
            mfa = used
            settle(.nothing)
        default: break
        }
    }

    private mutating func outcome(_ failed: Bool) throws(Refusal) {
        guard self.failed == nil || self.failed == failed else {
            throw .init("The prompt asks for both: what failed and what did not.")
        }
        self.failed = failed
    }

    private mutating func errors() throws(Refusal) {
        try outcome(true)
        if expects == .group || lead == "by" {
            question.groups.append(.error)
            return settle(.group)
        }
        guard joint == nil else { throw .init("The prompt asks for two different things.") }
        if expects == .top || isDistinct {
            guard question.subject == nil else { throw .init("It is not clear what is ranked.") }
            question.subject = .error
            question.countsSubjects = expects == .count
            isDistinct = false
        }
        (hasHead, countsCalls, callsEnd) = (true, true, place)
        settle(.nothing)
    }
}
