/// Who, what and which: things of which rows are made, or that have a name.
extension PromptReader {
    mutating func noun(_ meaning: PromptMeaning, _ phrase: String) throws(Refusal) {
        switch meaning {
        case .dimension(.service) where phrase == "service" && isAfterService: break
        case .dimension where phrase == "by whom":
            isListedByUsers = true
            settle(.nothing)
        case .dimension(.service) where lead == "by" && phrase.hasSuffix("services"):
            throw .init("Calls that a service made cannot be asked for; say `for each service` to tell them apart.")
        case .dimension(let dimension): try subject(dimension)
        case .address: if !isNext(Self.isAddress) { try subject(.address) }
        case .region: if !isNext(Self.isRegion), !followsRegion { try subject(.region) }
        case .account:
            if !isNext(Self.isAccount) { try subject(expects == .group || lead == "by" ? .account : .caller) }
        case .operation:
            guard isNext(Self.isCamelCase) else { return try subject(.operation) }
            place += 1
            try operation(words[place - 1].text)
        case .accessKey: try accessKey(phrase)
        case .iamUser: try thing("user", phrase, isIAM: true)
        case .thing(let name): try thing(name, phrase, isIAM: false)
        default: break
        }
    }

    private func isNext(_ test: (String) -> Bool) -> Bool { words.indices.contains(place) && test(words[place].text) }

    /// `the us-east-1 region`
    private var followsRegion: Bool {
        place > 1 && words.indices.contains(place - 2) && Self.isRegion(words[place - 2].text)
    }

    /// `the S3 service`
    private var isAfterService: Bool {
        last == .condition && question.conditions.last?.kind == .service && expects == .nothing && lead.isEmpty
    }

    /// Takes what rows are told apart by.
    mutating func subject(_ dimension: PromptDimension) throws(Refusal) {
        try refuseNegation()
        if expects == .group || lead == "by" {
            guard !question.groups.contains(dimension) else { throw .init("The prompt groups twice by the same.") }
            question.groups.append(dimension)
            return settle(.group)
        }
        guard pendingVerb == nil else { throw .init("It is not known what was done.") }
        guard expects != .most, question.subject == nil else {
            throw .init("The prompt asks for more than one thing: ask for one, and `by` or `for each` the other.")
        }
        guard !hasHead || [.count, .subject, .top].contains(expects) else {
            throw .init("It is not clear whether events are asked for, or \(dimension.name)s.")
        }
        question.subject = dimension
        question.countsSubjects = expects == .count
        (hasHead, isDistinct, callsEnd) = (true, false, nil)
        settle(.nothing)
    }

    private mutating func accessKey(_ phrase: String) throws(Refusal) {
        if isNext(Self.isAccessKey) {
            guard pendingVerb == nil else { throw .init("Which access key it was done to cannot be asked.") }
            return
        }
        try thing("access key", phrase, isIAM: false)
    }

    // MARK: Things

    private mutating func thing(_ name: String, _ phrase: String, isIAM: Bool) throws(Refusal) {
        if let verb = pendingVerb {
            let own = ownName(of: name, phrase)
            return try resolve(verb, name, own)
        }
        let start = place
        let before = meaning(before: start - phrase.split(separator: " ").count)
        let own = ownName(of: name, phrase)
        if try passive(name, own, before) { return }
        if let own { return try filter(name, own) }
        place = start
        let dimension: PromptDimension
        switch name {
        case "user": dimension = .user
        case "role": dimension = .role
        case "bucket": dimension = .bucket
        case "access key": dimension = .accessKey
        default: throw .init("It is not known what was done with \(phrase): say created, deleted and the like.")
        }
        let isMany = phrase.hasSuffix("s")
        if isMany, name == "user", lead == "by", !question.isCount, question.ranking == nil {
            isListedByUsers = true
            return settle(.nothing)
        }
        guard isMany || expects != .nothing || lead == "by" else {
            throw .init(
                "`\(phrase)` has no name behind it. Names that are words of other meaning stand in quotation marks.")
        }
        try subject(dimension)
        if isIAM { question.conditions.append(PromptCondition(.resource, "userIdentity.type", "IAMUser")) }
    }

    /// The name behind a thing, if there is one.
    private mutating func ownName(of thing: String, _ phrase: String) -> String? {
        var next = place
        var isExplicit = false
        if let (text, meaning, length) = self.phrase(at: next),
            meaning == .named
                || (text == "called" && thing != "user" && thing != "role")
        {
            next += length
            isExplicit = true
        }
        guard words.indices.contains(next), isExplicit || !phrase.hasSuffix("s") else { return nil }
        let word = words[next]
        let isName =
            word.isQuoted
            || (Self.isName(word.text) && !PromptLexicon.vocabulary.contains(word.lower)
                && times.read(at: next) == nil && !Self.isAddress(word.text) && !Self.isRegion(word.text)
                && !word.text.hasPrefix("arn:"))
        guard isName else { return nil }
        place = next + 1
        return word.text
    }

    // MARK: What was done

    mutating func begin(_ verb: PromptDeeds.Verb) throws(Refusal) {
        try refuseNegation()
        guard pendingVerb == nil, deed == nil, signIn == nil, joint == nil, lead != "by", expects != .group else {
            throw .init("The prompt asks for two different operations.")
        }
        pendingVerb = verb
        last = .nothing
        if expects != .most { expects = .nothing }
    }

    mutating func resolve(_ verb: PromptDeeds.Verb, _ name: String, _ own: String?) throws(Refusal) {
        try refuseNegation()
        guard deed == nil, signIn == nil, joint == nil, lead != "by" else {
            throw .init("The prompt asks for two different operations.")
        }
        if verb == .assume { return try assume(name, own) }
        guard let thing = PromptDeeds.things[name], let operations = thing.operations[verb] else {
            throw .init("Which operations \(verb.rawValue) a \(name) is not known: name them, such as CreateUser.")
        }
        guard pendingService == nil || pendingService == thing.service else {
            throw .init("A \(name) is understood as one of \(thing.service), not of \(pendingService ?? "").")
        }
        try settleDeed(verb, name, thing.service, operations)
        question.target = thing.parameter
        guard let own else { return }
        guard let parameter = thing.parameter, !thing.isPlural || verb == .read else {
            throw .init("No \(name) can be asked for by its name.")
        }
        question.conditions.append(
            PromptCondition(.resource, "element_at(requestParameters, '\(parameter)')", own))
    }

    private mutating func assume(_ name: String, _ own: String?) throws(Refusal) {
        guard name == "role" else { throw .init("Only roles can be assumed.") }
        let isCount = expects == .count && !countsCalls
        let asksForRoles = isCount || expects == .subject || (question.subject == nil && expects == .top)
        try settleDeed(.assume, name, "sts", PromptDeeds.assumptions)
        question.target = "roleArn"
        if let own {
            question.conditions.append(
                PromptCondition(
                    .resource,
                    fixed: "element_at(split(element_at(requestParameters, 'roleArn'), '/'), -1) = "
                        + PromptCondition.literal(own)))
        } else if asksForRoles, question.subject == nil {
            question.subject = .assumedRole
            question.countsSubjects = isCount
            hasHead = true
        }
    }

    private mutating func settleDeed(
        _ verb: PromptDeeds.Verb, _ name: String, _ service: String, _ operations: [String]
    ) throws(Refusal) {
        (deed, pendingVerb, pendingService) = ((verb, name), nil, nil)
        try add(PromptCondition(.service, "eventSource", service + ".amazonaws.com"))
        question.conditions.append(.any(.deed, "eventName", of: operations))
        hasHead = true
        settle(.nothing)
    }

    /// `user alice`, `role deploy`, `bucket logs`
    private mutating func filter(_ name: String, _ own: String) throws(Refusal) {
        switch name {
        case "user", "role":
            let isCaller =
                deed == nil ? !["to", "on", "in", "at", "into"].contains(lead) : ["by", "from"].contains(lead)
            guard isCaller, joint == nil || !lead.isEmpty || last == .condition else {
                throw .init("It is not clear whether the \(name) called or was changed: say by, or what was done.")
            }
            let column = name == "user" ? "userIdentity.userName" : "userIdentity.sessionContext.sessionIssuer.userName"
            try add(PromptCondition(.caller, column, own))
        default:
            guard lead != "by", let thing = PromptDeeds.things[name], let parameter = thing.parameter else {
                throw .init("No \(name) can be asked for by its name.")
            }
            try refuseNegation()
            question.conditions.append(
                PromptCondition(.service, "eventSource", thing.service + ".amazonaws.com"))
            try add(PromptCondition(.resource, "element_at(requestParameters, '\(parameter)')", own))
        }
        hasHead = true
    }
}
