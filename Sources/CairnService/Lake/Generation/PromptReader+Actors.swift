/// Who did it, and what it was done to: `buckets deleted by alice`, `users that deleted buckets`.
extension PromptReader {
    /// What stands before a place, articles aside.
    func meaning(before place: Int) -> PromptMeaning? {
        let articles: Set = ["the", "a", "an", "any", "my", "our"]
        guard let index = words[..<place].lastIndex(where: { !articles.contains($0.lower) }) else { return nil }
        return phrase(at: index)?.meaning
    }

    /// `buckets deleted by`, `key deletions`, `buckets did alice delete`; not `users deleted buckets`.
    mutating func passive(
        _ name: String, _ own: String?, _ before: PromptMeaning?
    ) throws(Refusal) -> Bool {
        var next = place
        var (hasBe, hasRelative, hasHave) = (false, false, false)
        while let (_, meaning, length) = phrase(at: next), [.be, .relative, .plain].contains(meaning) {
            guard meaning != .plain || ["have", "has", "had"].contains(words[next].lower) else { break }
            hasBe = hasBe || meaning == .be
            hasRelative = hasRelative || meaning == .relative
            hasHave = hasHave || meaning == .plain
            next += length
        }
        if let (verb, actor, end) = asked(at: next) {
            guard question.subject == nil else { throw Self.isUnclearWho }
            place = end
            try resolve(verb, name, own)
            if let actor { try add(actor) }
            return true
        }
        if next == place, let (_, meaning, length) = phrase(at: next), meaning == .changes {
            place = next + length
            try resolve(.update, name, own)
            return true
        }
        guard let (text, meaning, length) = phrase(at: next), case .deed(let verb, let isNoun) = meaning else {
            return false
        }
        if isNoun {
            guard next == place else { return false }
            // `user alice deletions` may be his own.
            guard own == nil || !Self.actors.contains(name) else { throw Self.isUnclearWho }
            // `number of role assumptions`
            if verb == .assume { countsCalls = true }
        } else {
            // `users delete`, `users have deleted`, `users that deleted`: they are those who did it.
            let isPassive = hasBe || !(hasHave || hasRelative || hasObject(after: next + length))
            guard text.hasSuffix("ed"), isPassive else { return false }
            if !hasBe, before != .be { try checkActor(name, own, before, next + length) }
        }
        place = next + length
        try resolve(verb, name, own)
        return true
    }

    private static let actors: Set = ["user", "role"]
    private static let isUnclearWho = Refusal(
        "It is not clear who did it: say `by` before who did, or `was` before what was done.")

    /// Refuses `buckets user alice deleted`, `events users created`, `bucket alice deleted`, `which users deleted`.
    private func checkActor(
        _ name: String, _ own: String?, _ before: PromptMeaning?, _ end: Int
    ) throws(Refusal) {
        guard before != .did, question.subject == nil, callsEnd == nil else { throw Self.isUnclearWho }
        if let (text, _, _) = phrase(at: end), text == "by" || text == "by whom" { return }
        guard own == nil, expects != .subject || !Self.actors.contains(name) else { throw Self.isUnclearWho }
    }

    /// `did alice delete`, `did root delete`
    private func asked(at place: Int) -> (PromptDeeds.Verb, PromptCondition?, Int)? {
        guard let (_, meaning, length) = phrase(at: place), meaning == .did else { return nil }
        var next = place + length
        var actor: PromptCondition?
        if let (text, meaning, length) = phrase(at: next), meaning == .root || meaning == .thing("user") {
            next += length
            if meaning == .root {
                actor = PromptCondition(.caller, "userIdentity.type", "Root")
            } else if text.hasSuffix("s") {
                return nil
            }
        }
        if actor == nil {
            guard let name = bareName(at: next) else { return nil }
            actor = PromptCondition(.caller, "userIdentity.userName", name)
            next += 1
        }
        guard let (_, verb, end) = phrase(at: next), case .deed(let done, false) = verb else { return nil }
        return (done, actor, next + end)
    }

    func hasObject(after place: Int) -> Bool {
        var next = place
        while let (_, meaning, length) = phrase(at: next) {
            switch meaning {
            case .thing, .accessKey, .iamUser: return true
            case .plain, .most, .least, .service, .distinct: next += length
            default: return false
            }
        }
        return false
    }
}
