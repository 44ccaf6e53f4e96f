extension DuckDBFunctions {
    @Sendable static func normalize(_ call: DuckDBCall) throws(QueryError) -> String {
        guard try call.literal(1, "The form") == "NFC" else {
            throw call.refused("Only the form NFC is supported", argument: 1)
        }
        return try call.expand("nfc_normalize($1)")
    }

    /// Places count from 1, from the end if they are negative, and 0 is nowhere.
    @Sendable static func substring(_ call: DuckDBCall) throws(QueryError) -> String {
        let hasLength = call.arguments.count == 3
        let length = hasLength ? ", greatest($3, 0)" : ""
        if let start = call.arguments[1].literalInteger, start > 0 {
            return try call.expand("substring($1, $2\(length))")
        }
        return try call.expand(
            "CASE WHEN $2 = 0 OR $2 < - length($1) THEN CASE WHEN $1 IS NOT NULL THEN '' END "
                + "ELSE substring($1, $2\(hasLength ? length : "")) END"
        )
    }

    /// `format` with the few conversions that mean the same everywhere.
    @Sendable static func format(_ call: DuckDBCall) throws(QueryError) -> String {
        let pattern = try call.literal(0, "The format")
        var rest = Substring(pattern)
        var texts: [String] = []
        var values: [String] = []
        var result = ""
        while let character = rest.popFirst() {
            guard character == "%" else {
                result.append(character)
                continue
            }
            let flags = rest.prefix { $0.isNumber || $0 == "." || $0 == "-" }
            rest.removeFirst(flags.count)
            guard let conversion = rest.popFirst() else { throw call.refused("The format ends within %", argument: 0) }
            if conversion == "%" {
                result += "%%"
                continue
            }
            texts.append("%\(flags)\(conversion)")
            result += try Self.conversion(conversion, String(flags), call, index: texts.count, &values)
        }
        guard texts.count == call.arguments.count - 1 else {
            throw call.refused("The format takes \(texts.count) values", argument: 0)
        }
        return "printf(" + ([DuckDBText.string(result)] + values).joined(separator: ", ") + ")"
    }

    private static func conversion(
        _ conversion: Character,
        _ flags: String,
        _ call: DuckDBCall,
        index: Int,
        _ values: inout [String]
    ) throws(QueryError) -> String {
        guard call.arguments.indices.contains(index) else {
            throw call.refused("The format has more conversions than there are values", argument: 0)
        }
        let value = call.arguments[index]
        switch conversion {
        case "s" where !flags.contains("."):
            let text = try call.printer.text(try call.printed(index), of: value.type, nested: true)
            values.append(text)
        case "d" where value.type.isInteger, "x" where value.type.isInteger, "X" where value.type.isInteger:
            values.append(number(try call.printed(index), "BIGINT", "%\(flags)\(conversion)"))
        case "f" where value.type.isFloating || value.type.isDecimal, "e" where value.type.isFloating:
            values.append(number(try call.printed(index), "DOUBLE", "%\(flags)\(conversion)"))
        default:
            throw call.refused("The conversion %\(flags)\(conversion) is not supported here", argument: 0)
        }
        return conversion == "s" ? "%\(flags)s" : "%s"
    }

    /// Numbers are written one by one, for NULL is a word in Java and nothing here.
    private static func number(_ value: String, _ type: String, _ format: String) -> String {
        "coalesce(printf('\(format)', CAST(\(value) AS \(type))), 'null')"
    }

    // MARK: Regular expressions

    /// Fills a template once the pattern is known to mean the same in both dialects of regular expressions.
    static func regexp(_ call: DuckDBCall, _ template: String) throws(QueryError) -> String {
        try checkPattern(call)
        return try guarded(call, try call.expand(template))
    }

    /// `$` stands before a line feed at the very end, too, which RE2 knows of no way to say but by matching it.
    @Sendable static func regexpLike(_ call: DuckDBCall) throws(QueryError) -> String {
        try checkPattern(call)
        guard let pattern = call.arguments[1].literalText, let translated = RegularExpression(pattern).withFinalLineFeed
        else { return try call.expand("regexp_matches($1, $2)") }
        let literal = BoundExpression(.literal(.string(translated)), .varchar, call.position)
        return try call.expand("regexp_matches($1, $2)", [call.arguments[0], literal])
    }

    /// Where what matches matters, not only whether, a text with a line feed at its end fails.
    private static func guarded(_ call: DuckDBCall, _ value: String) throws(QueryError) -> String {
        guard let pattern = call.arguments[1].literalText, RegularExpression(pattern).withFinalLineFeed != nil else {
            return value
        }
        let message = "A pattern with $ cannot be used on a text that ends with a line feed"
        let text = try call.printed(0)
        return
            "CASE WHEN ends_with(\(text), chr(10)) THEN \(call.printer.failure(message, type: call.type)) ELSE \(value) END"
    }

    static func checkPattern(_ call: DuckDBCall) throws(QueryError) {
        guard let pattern = call.arguments[1].literalText else { return }
        if let problem = RegularExpression(pattern).problem {
            throw call.refused("The pattern has \(problem), which is not supported", argument: 1)
        }
    }

    @Sendable static func regexpGroup(_ call: DuckDBCall) throws(QueryError) -> String {
        let group = "regexp_extract($1, $2, $3)"
        let value = try groupCanBeMissing(call) ? "nullif(\(group), '')" : group
        return try guarded(
            call, try call.expand("CASE WHEN regexp_matches($1, $2) THEN \(value) END", numbered(call)))
    }

    @Sendable static func regexpGroups(_ call: DuckDBCall) throws(QueryError) -> String {
        let values = "regexp_extract_all($1, $2, $3)"
        guard try groupCanBeMissing(call) else { return try guarded(call, try call.expand(values, numbered(call))) }
        return try guarded(
            call, try call.expand("list_transform(\(values), lambda {b}: nullif({b}, ''))", numbered(call)))
    }

    /// A group that took no part is NULL in Trino and empty in DuckDB.
    private static func groupCanBeMissing(_ call: DuckDBCall) throws(QueryError) -> Bool {
        try checkPattern(call)
        let number = try groupNumber(call)
        guard number > 0, let pattern = call.arguments[1].literalText else { return false }
        switch RegularExpression(pattern).participation(ofGroup: number) {
        case .always: return false
        case .sometimes: return true
        case .unclear:
            throw call.refused("Group \(number) may be missing or empty, which cannot be told apart here", argument: 1)
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

    /// `$1` and `${name}` of the replacement become `\1`.
    @Sendable static func regexpReplace(_ call: DuckDBCall) throws(QueryError) -> String {
        try checkPattern(call)
        let replacement = try call.literal(2, "The replacement")
        guard let translated = RegularExpression.replacement(replacement) else {
            throw call.refused("The replacement is not supported; use $1 to $9", argument: 2)
        }
        let literal = BoundExpression(.literal(.string(translated)), .varchar, call.position)
        return try guarded(
            call, try call.expand("regexp_replace($1, $2, $3, 'g')", [call.arguments[0], call.arguments[1], literal]))
    }

    @Sendable static func urlParameter(_ call: DuckDBCall) throws(QueryError) -> String {
        let query = "regexp_extract($1, '^[^?#]*\\?([^#]*)', 1)"
        let pairs = "list_filter(string_split(\(query), '&'), lambda {b}: split_part({b}, '=', 1) = $2)"
        return try call.expand(
            "CASE WHEN {url:$1} THEN CASE WHEN len(\(pairs)) > 0 THEN "
                + "url_decode(replace(regexp_replace((\(pairs))[1], '^[^=]*=?', ''), '+', ' ')) END END"
        )
    }
}
