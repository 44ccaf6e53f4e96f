/// What is checked when every word has been read.
extension PromptReader {
    mutating func finish() throws(Refusal) {
        guard pendingVerb == nil else { throw .init("It is not known what it was done to.") }
        guard negation == nil, joint == nil, expects != .group, !isDistinct, lead != "by", lead != "from" else {
            throw .init("The prompt ends too early.")
        }
        finishOutcome()
        try finishSnapshot()
        if hasCauses {
            guard failed == true else { throw .init("Only errors have causes.") }
            if question.isCount || !question.groups.isEmpty { question.groups += [.errorCode, .errorMessage] }
        }
        guard hasHead || !question.conditions.isEmpty || !question.groups.isEmpty || question.period != nil else {
            throw .init("The prompt names nothing that events have. " + Refusal.help)
        }
        try checkOperations()
        try checkShape()
        try checkNegations()
    }

    private mutating func finishOutcome() {
        if let mfa {
            let shown = signIn != nil
            question.conditions.append(
                PromptCondition(
                    .mfa,
                    fixed: shown
                        ? "lower(element_at(additionalEventData, 'MFAUsed')) = '\(mfa ? "yes" : "no")'"
                        : "coalesce(userIdentity.sessionContext.attributes.mfaAuthenticated, 'false') = '\(mfa)'"))
        }
        if let signIn {
            let outcome = failed ?? (signIn.isVerb && !isAttempt ? false : nil)
            guard let outcome else { return }
            question.conditions.append(
                PromptCondition(
                    .outcome, "element_at(responseElements, 'ConsoleLogin')", outcome ? "Failure" : "Success"))
            return
        }
        // Who deleted something has not been denied it.
        guard let outcome = failed ?? (deed != nil && !isAttempt ? false : nil) else { return }
        guard !outcome || !question.conditions.contains(where: { $0.kind == .error && !$0.isNegated }) else { return }
        question.conditions.append(
            PromptCondition(
                .outcome,
                fixed: outcome
                    ? "(errorCode IS NOT NULL OR errorMessage IS NOT NULL)"
                    : "errorCode IS NULL AND errorMessage IS NULL"))
    }

    private mutating func finishSnapshot() throws(Refusal) {
        guard needsSnapshot else { return }
        guard let deed, deed == (.delete, "database instance") else {
            throw .init("Only database instances are deleted without a snapshot.")
        }
        question.conditions.append(
            PromptCondition(.resource, "element_at(requestParameters, 'skipFinalSnapshot')", "true"))
    }

    private func checkOperations() throws(Refusal) {
        let asked = question.conditions.filter { [.deed, .signIn, .operation].contains($0.kind) && !$0.isNegated }
        guard asked.count <= 1 else { throw .init("The prompt asks for two different operations.") }
        let sources = question.conditions.filter { $0.kind == .service && !$0.isNegated }.map(\.sql)
        guard signIn == nil || sources.allSatisfy({ $0.contains("signin.") }) else {
            throw .init("Sign-ins belong to no other service.")
        }
        guard Set(sources).count <= 1 else { throw .init("The prompt names two services for one operation.") }
        guard question.spans.allSatisfy({ ($0.from ?? 0) < ($0.to ?? .infinity) }) else {
            throw .init("The time ends before it begins.")
        }
    }

    private func checkShape() throws(Refusal) {
        let dimensions = question.groups.count + (question.subject == nil ? 0 : 1)
        if question.ranking != nil {
            guard dimensions > 0 || question.period != nil else { throw .init("It is not clear what is ranked.") }
            guard question.subject == nil || (question.groups.isEmpty && question.period == nil) else {
                throw .init("Ranking within groups cannot be asked.")
            }
            guard question.limit == nil || dimensions <= 1 else {
                throw .init("Ranking within groups cannot be asked.")
            }
            guard !question.countsSubjects else { throw .init("A count of different ones is not ranked.") }
        }
        let isList = !question.isCount && question.ranking == nil && question.groups.isEmpty && question.period == nil
        guard !hasOrder || (isList && question.subject == nil) else {
            throw .init("Only events are first or last: ask for the events, or for the top.")
        }
        guard question.limit == nil || isList || question.ranking != nil else {
            throw .init("It is not clear what the limit is of.")
        }
        guard !countsTimes || question.subject == nil else {
            throw .init(
                "It is not clear whose calls are counted: say `by` or `for each` before what they are told apart by.")
        }
        let isByUser = question.conditions.contains { condition in
            condition.kind == .caller && !condition.isNegated
                && condition.values.contains { ["userIdentity.userName", "userIdentity.type"].contains($0.column) }
        }
        guard question.subject != .role || !isByUser else {
            throw .init(
                "A call of a role's session is no user's: ask for roles that were assumed, or for calls by role.")
        }
        guard !isListedByUsers || (isList && question.subject == nil) else {
            throw .init("Say `by user` or `for each user`.")
        }
        if question.splitsAccess {
            guard question.subject == nil, question.ranking == nil, question.limit == nil else {
                throw .init("Reads and writes are counted together: name one of them.")
            }
            guard question.isCount || !isList else { throw .init("Every event reads or writes: name one of them.") }
        }
        if let deed, PromptDeeds.things[deed.thing]?.isPlural == true, deed.verb != .assume, !isList, !countsCalls {
            throw .init("One call may be about several \(deed.thing)s: ask for the number of calls.")
        }
        if question.listsIDs {
            guard isList, question.subject == nil else { throw .init("Event ids are listed only.") }
        }
    }

    private func checkNegations() throws(Refusal) {
        if mfa == false, signIn == nil, !countsCalls, [.user, .principal].contains(question.subject) {
            throw .init("It is not clear whether calls without MFA are meant or sign-ins: name them.")
        }
        let isOneDeed =
            deed != nil || signIn != nil || question.conditions.contains { $0.kind == .operation && !$0.isNegated }
        guard !isWithoutErrors || question.subject == nil || isOneDeed else {
            throw .init("Who never had errors cannot be asked: ask for events without errors, or name the operation.")
        }
        let isSet = question.subject != nil && question.ranking == nil && (!question.isCount || question.countsSubjects)
        guard isSet else { return }
        for condition in question.conditions where condition.isNegated {
            guard condition.kind == question.subject?.kind else {
                throw .init("Who never did something cannot be asked: ask for the events, or for who did.")
            }
        }
        // `who created a user and deleted a role` has no event that is both.
        guard !isJoined else { throw .init("It is not clear whether all of them or any is meant: say `or`.") }
    }
}
