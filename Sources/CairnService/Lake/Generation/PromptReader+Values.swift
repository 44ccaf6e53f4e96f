import CairnModel

/// Names, addresses and ids that stand in the prompt as they are.
extension PromptReader {
    mutating func value() throws(Refusal) {
        let word = words[place]
        place += 1
        if !word.isQuoted, principalTags.contains(word.lower) { return try subject(.principalTag(word.text)) }
        let isListed = joint != nil || (place > 1 && words[place - 2].hasComma)
        if isListed, last == .condition, question.conditions.last?.kind == .caller, lead.isEmpty,
            let name = bareName(at: place - 1)
        {
            return try add(PromptCondition(.caller, "userIdentity.userName", name))
        }
        guard !word.isQuoted, let condition = try condition(word.text, word.lower) else {
            return strange.append(word.text)
        }
        guard pendingVerb == nil else { throw .init("It is not known what was done to \(word.text).") }
        try add(condition)
        hasHead = true
    }

    private func condition(_ text: String, _ lower: String) throws(Refusal) -> PromptCondition? {
        if text.hasPrefix("arn:") { return try named(arn: text) }
        if text.hasSuffix(".amazonaws.com") {
            guard !["by", "from"].contains(lead) else { throw .init("Calls that a service made cannot be asked for.") }
            return PromptCondition(.service, "eventSource", text)
        }
        if Self.isAccessKey(text) { return PromptCondition(.accessKey, "userIdentity.accessKeyId", text) }
        if Self.isAccount(text) { return try account(text) }
        if Self.isRegion(text) { return PromptCondition(.region, "awsRegion", lower) }
        if Self.isAddress(text) { return PromptCondition(.address, "sourceIPAddress", text) }
        guard Self.isCamelCase(text) else { return nil }
        let isError = ["Exception", "Error", "Fault", "NotFound", "Denied"].contains { text.hasSuffix($0) }
        if isError || (words.indices.contains(place) && ["error", "errors"].contains(words[place].lower)) {
            return PromptCondition(.error, "errorCode", text)
        }
        return Self.isOperation(text) ? PromptCondition(.operation, "eventName", text) : nil
    }

    private func account(_ text: String) throws(Refusal) -> PromptCondition {
        switch lead {
        case "by": return PromptCondition(.callerAccount, "userIdentity.accountId", text)
        case "in", "for", "of": return PromptCondition(.account, "recipientAccountId", text)
        default:
            throw .init("Say `by account \(text)` for the caller's account, or `in account \(text)` for the event's.")
        }
    }

    private func named(arn text: String) throws(Refusal) -> PromptCondition {
        let isCaller = [":user/", ":assumed-role/", ":federated-user/", ":root"].contains { text.contains($0) }
        if ["by", "from", ""].contains(lead), isCaller { return PromptCondition(.caller, "userIdentity.arn", text) }
        if lead == "by", text.contains(":role/") {
            return PromptCondition(.caller, "userIdentity.sessionContext.sessionIssuer.arn", text)
        }
        guard ["on", "to", "of", "for", "in"].contains(lead), !isCaller else {
            throw .init("Say `by` before the ARN of a caller, or `on` before that of a resource.")
        }
        return PromptCondition(.resource, fixed: "any_match(resources, r -> r.ARN = \(PromptCondition.literal(text)))")
    }

    mutating func operation(_ text: String) throws(Refusal) {
        guard pendingVerb == nil else { throw .init("It is not known what was done to \(text).") }
        try add(PromptCondition(.operation, "eventName", text))
        hasHead = true
    }

    mutating func service(_ source: String, _ phrase: String) throws(Refusal) {
        guard !["by", "from"].contains(lead) else { throw .init("Calls that a service made cannot be asked for.") }
        if pendingVerb != nil {
            pendingService = source
            return
        }
        try add(PromptCondition(.service, "eventSource", source + ".amazonaws.com"))
    }

    mutating func beginning() throws(Refusal) {
        guard words.indices.contains(place) else { throw .init("The prompt ends too early.") }
        place += 1
        try add(PromptCondition(.operation, "eventName", words[place - 1].text, isPrefix: true))
    }

    // MARK: Tags

    /// Reads `The operator is a principal tag.` wherever it stands.
    mutating func declareTags() {
        for index in words.indices.dropFirst() {
            let rest = words[index...].prefix(4).map(\.lower)
            guard rest == ["is", "a", "principal", "tag"] else { continue }
            principalTags.insert(words[index - 1].lower)
            skipped.formUnion(index - 1..<index + 4)
        }
    }

    mutating func tag(_ isOfPrincipal: Bool) throws(Refusal) {
        try refuseNegation()
        guard words.indices.contains(place) else { throw .init("The tag has no key.") }
        let key = words[place].text
        place += 1
        guard let (text, meaning, length) = phrase(at: place), meaning == .hasValue, text != "values" else {
            if phrase(at: place)?.meaning == .hasValue { place += 1 }
            return try subject(isOfPrincipal ? .principalTag(key) : .resourceTag(key))
        }
        place += length
        guard words.indices.contains(place) else { throw .init("The tag has no value.") }
        place += 1
        let (name, value) = (PromptCondition.literal(key), PromptCondition.literal(words[place - 1].text))
        let test =
            isOfPrincipal
            ? "element_at(eventContext.tagContext.principalTags, \(name)) = \(value)"
            : "any_match(eventContext.tagContext.resourceTags, rt -> element_at(rt.tags, \(name)) = \(value))"
        try add(PromptCondition(.tag, fixed: test))
    }

    mutating func stack() throws(Refusal) {
        try refuseNegation()
        if let (_, meaning, length) = phrase(at: place), meaning == .named { place += length }
        guard words.indices.contains(place) else { throw .init("The stack has no name.") }
        place += 1
        let name = PromptCondition.literal(words[place - 1].text)
        try add(
            PromptCondition(
                .tag,
                fixed: "any_match(eventContext.tagContext.resourceTags, "
                    + "rt -> element_at(rt.tags, 'aws:cloudformation:stack-name') = \(name))"))
    }

    // MARK: Shapes

    /// A user's name behind `by` or `did`, which no rule knows as another word.
    func bareName(at place: Int) -> String? {
        guard words.indices.contains(place) else { return nil }
        let word = words[place]
        if word.isQuoted { return word.text }
        guard Self.isName(word.text), !PromptLexicon.vocabulary.contains(word.lower), times.read(at: place) == nil,
            !Self.isAddress(word.text), !Self.isRegion(word.text), !Self.isAccount(word.text),
            !Self.isAccessKey(word.text), !word.text.hasSuffix(".amazonaws.com"),
            !principalTags.contains(word.lower), !word.text.allSatisfy(\.isNumber)
        else { return nil }
        // `by contractors` is more likely no user's name.
        return word.text == word.lower && word.lower.hasSuffix("s") && word.text.allSatisfy(\.isLetter)
            ? nil : word.text
    }

    static func isName(_ text: String) -> Bool {
        (1...128).contains(text.utf8.count)
            && text.allSatisfy { $0.isLetter || $0.isNumber || "+=.@_-'".contains($0) }
    }

    static func isAccount(_ text: String) -> Bool { AccountID.isValid(text) }

    static func isAccessKey(_ text: String) -> Bool {
        (text.hasPrefix("AKIA") || text.hasPrefix("ASIA")) && text.utf8.count >= 16
            && text.allSatisfy { $0.isUppercase || $0.isNumber }
    }

    static func isRegion(_ text: String) -> Bool {
        let parts = text.lowercased().split(separator: "-", omittingEmptySubsequences: false)
        return (3...4).contains(parts.count) && parts[0].count == 2 && parts.last?.allSatisfy(\.isNumber) == true
            && parts.dropLast().allSatisfy { !$0.isEmpty && $0.allSatisfy(\.isLetter) }
    }

    static func isAddress(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        if parts.count == 4 { return parts.allSatisfy { Int($0).map { (0...255).contains($0) } ?? false } }
        return text.count(where: { $0 == ":" }) >= 2 && text.allSatisfy { $0.isHexDigit || $0 == ":" }
    }

    static func isCamelCase(_ text: String) -> Bool {
        guard let first = text.first, first.isUppercase, text.allSatisfy({ $0.isLetter || $0.isNumber }) else {
            return false
        }
        return text.dropFirst().contains(where: \.isUppercase) && text.contains(where: \.isLowercase)
    }

    /// `DeleteBucket`: begins as names of operations do.
    private static func isOperation(_ text: String) -> Bool {
        let rest = text.dropFirst()
        guard let end = rest.firstIndex(where: { $0.isUppercase || $0.isNumber }) else { return false }
        return verbs.contains(String(text[..<end]))
    }

    private static let verbs: Set<String> = Set(
        """
        Abort Accept Activate Add Allocate Apply Approve Assign Associate Assume Attach Authorize Batch Cancel Change \
        Check Clone Complete Confirm Connect Console Copy Create Deactivate Decrypt Delete Deregister Describe Detach \
        Disable Disassociate Download Enable Encrypt Execute Export Failover Forgot Generate Get Head Import Initiate \
        Invite Invoke Issue List Lookup Merge Modify Move Open Post Publish Purchase Purge Put Query Re Reboot Receive \
        Refresh Register Reject Release Remove Rename Replace Report Request Reset Resend Restore Resume Retire Revoke \
        Rotate Run Scan Schedule Search Select Send Set Sign Simulate Start Stop Submit Subscribe Suspend Switch Tag \
        Terminate Test Transact Transfer Unassign Unsubscribe Untag Update Upload Validate Verify Write
        """.split(whereSeparator: \.isWhitespace).map(String.init))
}
