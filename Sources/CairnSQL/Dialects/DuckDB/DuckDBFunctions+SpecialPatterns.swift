extension DuckDBFunctions {
    /// What a lambda gives for the groups of each match, between the texts around the matches.
    @Sendable static func regexpReplaceBy(_ call: DuckDBCall) throws(QueryError) -> String {
        try checkPattern(call)
        let pattern = RegularExpression(try call.literal(1, "The pattern"))
        guard pattern.groupCount <= 9 else { throw call.refused("The pattern has more than 9 groups", argument: 1) }
        let expression = try call.printed(1)
        return try call.printer.binding(try call.printed(0)) { name throws(QueryError) in
            // A character of private use stands for the matches.
            let mark = "chr(57344)"
            var lists: [String] = []
            var items: [String] = []
            for number in stride(from: 1, through: pattern.groupCount, by: 1) {
                lists.append("g\(number) := regexp_extract_all(\(name), \(expression), \(number))")
                let item = "\(name)m.g\(number)[\(name)i]"
                items.append(try canBeMissing(number, pattern, call) ? "nullif(\(item), '')" : item)
            }
            lists.append("g0 := regexp_extract_all(\(name), \(expression))")
            lists.append("t := string_split(regexp_replace(\(name), \(expression), \(mark), 'g'), \(mark))")
            let body = try applied(call.arguments[2], call, ["CAST([\(items.joined(separator: ", "))] AS VARCHAR[])"])
            let parts =
                "list_transform(range(1, len(\(name)m.g0) + 1), lambda \(name)i: \(name)m.t[\(name)i] || \(body))"
            let joined = try call.printer.binding(parts) { part in
                "CASE WHEN list_count(\(part)) = len(\(part)) THEN "
                    + "coalesce(array_to_string(\(part), ''), '') || \(name)m.t[-1] END"
            }
            let failure = call.printer.failure("The pattern matches nothing at a place of the text", type: .varchar)
            let marked = call.printer.failure("The text has a character of private use, U+E000", type: .varchar)
            let line = call.printer.failure(
                "A pattern with $ cannot be used on a text that ends with a line feed", type: .varchar)
            let isGuarded = pattern.withFinalLineFeed != nil
            return (isGuarded ? "CASE WHEN ends_with(\(name), chr(10)) THEN \(line) " : "CASE ")
                + "WHEN contains(\(name), \(mark)) THEN \(marked) ELSE "
                + "(list_transform([struct_pack(\(lists.joined(separator: ", ")))], lambda \(name)m: "
                + "CASE WHEN list_contains(\(name)m.g0, '') THEN \(failure) ELSE \(joined) END))[1] END"
        }
    }

    private static func canBeMissing(
        _ number: Int,
        _ pattern: RegularExpression,
        _ call: DuckDBCall
    ) throws(QueryError) -> Bool {
        switch pattern.participation(ofGroup: number) {
        case .always, .missing: return false
        case .sometimes: return true
        case .unclear:
            throw call.refused("Group \(number) may be missing or empty, which cannot be told apart here", argument: 1)
        }
    }
}
