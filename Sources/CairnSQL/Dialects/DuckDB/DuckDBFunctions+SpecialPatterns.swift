extension DuckDBFunctions {
    /// Fills a template once the pattern is known to mean the same in both dialects of regular expressions.
    static func regexp(_ call: DuckDBCall, _ template: String) throws(QueryError) -> String {
        let call = try translated(call)
        return try guarded(call, try call.expand(template))
    }

    /// `$` stands before a line feed at the very end, too, which RE2 knows of no way to say but by matching it.
    @Sendable static func regexpLike(_ call: DuckDBCall) throws(QueryError) -> String {
        try translated(call, withFinalLineFeed: true).expand("regexp_matches($1, $2)")
    }

    /// Where what matches matters, not only whether, a text with a line feed at its end fails.
    private static func guarded(_ call: DuckDBCall, _ value: String) throws(QueryError) -> String {
        guard let pattern = call.arguments[1].literalText, RegularExpression(pattern).withFinalLineFeed != nil else {
            return value
        }
        let message = "A pattern with $ cannot be used on a text that ends with a line feed"
        let text = try call.printed(0)
        let failure = call.printer.failure(message, type: call.type)
        return "(CASE WHEN ends_with(\(text), chr(10)) THEN \(failure) ELSE \(value) END)"
    }

    /// The call with the pattern as RE2 has it.
    private static func translated(
        _ call: DuckDBCall,
        withFinalLineFeed: Bool = false
    ) throws(QueryError) -> DuckDBCall {
        guard let pattern = call.arguments[1].literalText else { return call }
        let expression = RegularExpression(pattern)
        if let problem = expression.problem {
            throw call.refused("The pattern has \(problem), which is not supported", argument: 1)
        }
        var text = expression.withPlainGroups
        if withFinalLineFeed { text = RegularExpression(text).withFinalLineFeed ?? text }
        return replacing(call, 1, with: text)
    }

    private static func replacing(_ call: DuckDBCall, _ index: Int, with text: String) -> DuckDBCall {
        var arguments = call.arguments
        arguments[index] = BoundExpression(.literal(.string(text)), .varchar, arguments[index].position)
        return DuckDBCall(call, arguments)
    }

    // MARK: Groups

    /// A group that took no part is NULL in Trino, and in DuckDB among all matches only.
    @Sendable static func regexpGroup(_ call: DuckDBCall) throws(QueryError) -> String {
        let call = try translated(call)
        let value =
            try groupCanBeMissing(call)
            ? "regexp_extract_all($1, $2, $3)[1]"
            : "CASE WHEN regexp_matches($1, $2) THEN regexp_extract($1, $2, $3) END"
        return try guarded(call, try call.expand(value, numbered(call)))
    }

    @Sendable static func regexpGroups(_ call: DuckDBCall) throws(QueryError) -> String {
        let call = try translated(call)
        _ = try groupCanBeMissing(call)
        return try guarded(call, try call.expand("regexp_extract_all($1, $2, $3)", numbered(call)))
    }

    private static func groupCanBeMissing(_ call: DuckDBCall) throws(QueryError) -> Bool {
        let number = try groupNumber(call)
        guard number > 0, let pattern = call.arguments[1].literalText else { return number > 0 }
        switch RegularExpression(pattern).participation(ofGroup: number) {
        case .always: return false
        case .sometimes, .sometimesEmpty: return true
        case .unclear:
            throw call.refused("Group \(number) may be missing or empty in a repeated part", argument: 1)
        case .missing:
            throw call.refused("The pattern has no group \(number)", argument: 1)
        }
    }

    private static func groupNumber(_ call: DuckDBCall) throws(QueryError) -> Int {
        guard let number = call.arguments[2].literalInteger, (0...9).contains(number) else {
            throw call.refused("The group must be a number from 0 to 9", argument: 2)
        }
        return number
    }

    /// The arguments with the group as a plain number.
    private static func numbered(_ call: DuckDBCall) -> [BoundExpression] {
        let number = call.arguments[2].literalInteger ?? 0
        let literal = BoundExpression(.literal(.number(String(number))), .integer, call.position)
        return [call.arguments[0], call.arguments[1], literal]
    }

    // MARK: Replacing and splitting

    /// After a match DuckDB passes over an empty one at the same place, and Trino does not.
    private static func withoutMixedMatches(_ call: DuckDBCall, _ value: String) throws(QueryError) -> String {
        if let pattern = call.arguments[1].literalText, !RegularExpression(pattern).canBeEmpty { return value }
        if call.arguments.count > 2, call.arguments[2].literalText == "" { return value }
        let matches = "regexp_extract_all($1, $2)"
        let isMixed = try call.expand("(list_min(\(matches)) = '' AND list_max(\(matches)) <> '')")
        let message = "A pattern that matches both something and nothing cannot be used here"
        let failure = call.printer.failure(message, type: call.type)
        return "(CASE WHEN \(isMixed) THEN \(failure) ELSE \(value) END)"
    }

    @Sendable static func regexpReplace(_ call: DuckDBCall) throws(QueryError) -> String {
        guard let pattern = call.arguments[1].literalText else { return try replaceDynamically(call) }
        let expression = RegularExpression(pattern)
        let call = try translated(call)
        guard let replacement = call.arguments[2].literalText else { return try replaceDynamically(call) }
        guard let text = expression.replacement(replacement) else {
            throw call.refused("The replacement is not supported; use $1 to $9 of the pattern's groups", argument: 2)
        }
        return try replaced(replacing(call, 2, with: text), "$3")
    }

    /// A replacement that is not known before is taken as it is, if it names no groups.
    private static func replaceDynamically(_ call: DuckDBCall) throws(QueryError) -> String {
        let value = try replaced(call, "$3")
        let check = try call.expand(#"regexp_matches($3, '[\\$]')"#)
        let failure = call.printer.failure(
            "A replacement with groups needs a literal pattern and replacement", type: .varchar)
        if call.arguments[2].literalText?.contains(where: { $0 == "$" || $0 == "\\" }) == false { return value }
        return "(CASE WHEN \(check) THEN \(failure) ELSE \(value) END)"
    }

    private static func replaced(_ call: DuckDBCall, _ replacement: String) throws(QueryError) -> String {
        let value = try call.expand("regexp_replace($1, $2, \(replacement), 'g')")
        return try guarded(call, try withoutMixedMatches(call, value))
    }

    /// What lies around the matches.
    ///
    /// DuckDB's own function takes each rest for a text with a beginning of its own, and passes over empty matches.
    private static func gaps(_ pattern: String) -> String {
        "string_split(regexp_replace($1, \(pattern), {mark}, 'g'), {mark})"
    }

    @Sendable static func regexpSplit(_ call: DuckDBCall) throws(QueryError) -> String {
        let call = try translated(call)
        return try guarded(call, try withoutMixedMatches(call, try call.expand(gaps("$2"))))
    }

    /// Puts what a lambda gives for the groups of each match between what lies around the matches.
    @Sendable static func regexpReplaceLambda(_ call: DuckDBCall) throws(QueryError) -> String {
        guard let pattern = call.arguments[1].literalText else {
            throw call.refused("The pattern must be a literal", argument: 1)
        }
        let expression = RegularExpression(pattern)
        let call = try translated(call)
        guard !expression.canBeEmpty, expression.groupCount <= 9 else {
            throw call.refused("The pattern must match something, and have at most 9 groups", argument: 1)
        }
        var groups: [String] = []
        for number in 0..<expression.groupCount {
            let group = BoundExpression(.literal(.number(String(number + 1))), .integer, call.position)
            groups.append(try regexpGroups(DuckDBCall(call, [call.arguments[0], call.arguments[1], group])))
        }
        let printedGaps = try call.expand(gaps("$2"))
        let value = try call.printer.withLambda { name throws(QueryError) in
            let items = groups.indices.map { "(\(name)).g\($0)[\(name)i]" }.joined(separator: ", ")
            let list = items.isEmpty ? "CAST([] AS VARCHAR[])" : "[\(items)]"
            let body = try applied(call.arguments[2], call, ["\(name)m"])
            let one = "(list_transform([\(list)], lambda \(name)m: \(body)))[1]"
            let parts =
                "list_transform(range(1, len((\(name)).gaps)), lambda \(name)i: \(one) || (\(name)).gaps[\(name)i + 1])"
            let joined =
                "list_reduce(list_prepend((\(name)).gaps[1], \(parts)), lambda \(name)a, \(name)b: \(name)a || \(name)b)"
            var fields = ["gaps := \(printedGaps)"]
            fields += groups.enumerated().map { "g\($0) := \($1)" }
            return "(list_transform([struct_pack(\(fields.joined(separator: ", ")))], lambda \(name): "
                + "CASE WHEN (\(name)).gaps IS NOT NULL THEN \(joined) END))[1]"
        }
        return try guarded(call, value)
    }

    // MARK: Places

    /// The place of the first match from a character on: what stands before it is matched, too, as little as possible.
    @Sendable static func regexpPosition(_ call: DuckDBCall) throws(QueryError) -> String {
        let call = try translated(call, withFinalLineFeed: true)
        let skipped = call.arguments.count > 2 ? ".{' || ($3 - 1) || '}" : ""
        let whole = "'^((?s:\(skipped).*?))(?:' || $2 || ')'"
        let found =
            "CASE WHEN regexp_matches($1, \(whole)) THEN length(regexp_extract($1, \(whole), 1)) + 1 ELSE -1 END"
        return try position(call, found)
    }

    /// The place of a later match, from the lengths of the matches and of what is between them.
    @Sendable static func regexpOccurrence(_ call: DuckDBCall) throws(QueryError) -> String {
        let call = try translated(call, withFinalLineFeed: true)
        // What comes before the first place is taken as a match of its own, and left out.
        let pattern = "CASE WHEN $3 > 1 THEN '^(?s:.{' || ($3 - 1) || '})|(?:' || $2 || ')' ELSE $2 END"
        let from = "[CASE WHEN $3 > 1 THEN 2 ELSE 1 END:]"
        let lists =
            "struct_pack(m := regexp_extract_all($1, \(pattern))\(from), "
            + "g := \(gaps(pattern))\(from))"
        let place =
            "$3 + length(array_to_string(({b}).g[1:$4], '')) + length(array_to_string(({b}).m[1:$4 - 1], ''))"
        let body =
            "CASE WHEN list_contains(({b}).m, '') THEN {fail:A pattern that matches nothing cannot be counted here} "
            + "WHEN len(({b}).m) < $4 THEN -1 ELSE \(place) END"
        return try position(call, "(list_transform([\(lists)], lambda {b}: \(body)))[1]")
    }

    private static func position(_ call: DuckDBCall, _ found: String) throws(QueryError) -> String {
        let nulls = call.arguments.indices.map { "$\($0 + 1) IS NULL" }.joined(separator: " OR ")
        var checks = " WHEN \(nulls) THEN NULL"
        if call.arguments.count > 2 { checks += " WHEN $3 < 1 THEN {fail:start position cannot be smaller than 1}" }
        if call.arguments.count > 3 { checks += " WHEN $4 < 1 THEN {fail:occurrence cannot be smaller than 1}" }
        if call.arguments.count > 2 { checks += " WHEN $3 > length($1) THEN -1" }
        return try call.expand("CASE\(checks) ELSE CAST(\(found) AS INTEGER) END")
    }
}
