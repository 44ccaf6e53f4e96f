extension DuckDBFunctions {
    // MARK: Numbers

    @Sendable static func modulo(_ call: DuckDBCall) throws(QueryError) -> String {
        try call.printer.arithmetic(
            .modulo, call.arguments[0], call.arguments[1],
            BoundExpression(.literal(.null), call.type, call.position)
        )
    }

    @Sendable static func toBase(_ call: DuckDBCall) throws(QueryError) -> String {
        let base = try base(call)
        return try call.expand(
            "CASE WHEN $1 < 0 THEN '-' ELSE '' END || lower(to_base(abs($1), \(base)))", [call.arguments[0]]
        ).inParentheses
    }

    /// Digits are added up from the left.
    @Sendable static func fromBase(_ call: DuckDBCall) throws(QueryError) -> String {
        let base = try base(call)
        let value = "(strpos('0123456789abcdefghijklmnopqrstuvwxyz', lower({b}x)) - 1)"
        let digits = "list_transform(string_split(ltrim($1, '+-'), ''), lambda {b}x: CAST(\(value) AS BIGINT))"
        let sum = "list_reduce(\(digits), lambda {b}s, {b}x: {b}s * \(base) + {b}x)"
        let form = base <= 10 ? "[+-]?[0-\(base - 1)]+" : "[+-]?[0-9a-\(letter(base)) A-\(letter(base).uppercased())]+"
        return try call.expand(
            "CASE WHEN $1 IS NULL THEN NULL WHEN regexp_full_match($1, '\(form.filter { $0 != " " })') THEN "
                + "CASE WHEN starts_with($1, '-') THEN -1 ELSE 1 END * \(sum) ELSE {fail:Not a valid number} END",
            [call.arguments[0]]
        )
    }

    private static func letter(_ base: Int) -> String {
        String(UnicodeScalar(UInt8(ascii: "a") + UInt8(base - 11)))
    }

    private static func base(_ call: DuckDBCall) throws(QueryError) -> Int {
        guard let base = call.arguments[1].literalInteger, (2...36).contains(base) else {
            throw call.refused("Radix must be a number between 2 and 36", argument: 1)
        }
        return base
    }

    /// Java's logarithms give NaN and -Infinity where DuckDB fails.
    static func logarithm(_ call: DuckDBCall, _ template: String) throws(QueryError) -> String {
        let value = call.arguments.count == 2 ? "$2" : "$1"
        return try call.expand(
            "CASE WHEN \(value) > 0 THEN \(template) WHEN \(value) = 0 THEN CAST('-Infinity' AS DOUBLE) "
                + "WHEN \(value) IS NOT NULL THEN CAST('NaN' AS DOUBLE) END"
        )
    }

    // MARK: Lists and maps

    /// NULL where there is nothing; from the end for negative places.
    @Sendable static func elementAt(_ call: DuckDBCall) throws(QueryError) -> String {
        guard let index = call.arguments[1].literalInteger else {
            return try call.expand("CASE WHEN $2 = 0 THEN {fail:SQL array indices start at 1} ELSE $1[$2] END")
        }
        guard index != 0 else { throw call.refused("SQL array indices start at 1", argument: 1) }
        return try call.expand("$1[$2]")
    }

    @Sendable static func slice(_ call: DuckDBCall) throws(QueryError) -> String {
        try call.expand(
            "CASE WHEN $2 = 0 THEN {fail:SQL array indices start at 1} "
                + "WHEN $3 < 0 THEN {fail:length must be greater than or equal to 0} "
                + "WHEN $3 = 0 OR abs($2) > len($1) THEN $1[2:1] "
                + "WHEN $2 > 0 THEN $1[$2:$2 + least($3, len($1)) - 1] "
                + "ELSE $1[len($1) + $2 + 1:len($1) + $2 + least($3, len($1))] END"
        )
    }

    @Sendable static func zip(_ call: DuckDBCall) throws(QueryError) -> String {
        let indices = call.arguments.indices
        let lengths = indices.map { "len($\($0 + 1))" }.joined(separator: ", ")
        let items = indices.map { "$\($0 + 1)[{b}]" }.joined(separator: ", ")
        let nulls = indices.map { "$\($0 + 1) IS NULL" }.joined(separator: " OR ")
        return try call.expand(
            "CASE WHEN \(nulls) THEN NULL ELSE list_transform(range(1, greatest(\(lengths)) + 1), "
                + "lambda {b}: row(\(items))) END"
        )
    }

    /// The arguments and the body of a lambda, each parameter replaced by a text.
    static func applied(
        _ lambda: BoundExpression,
        _ call: DuckDBCall,
        _ names: [String]
    ) throws(QueryError) -> String {
        guard case .lambda(let level, _, let body) = lambda.node else {
            throw call.refused("A lambda is expected")
        }
        call.printer.lambdaNames[level] = names
        return try call.printer.expression(body)
    }

    @Sendable static func zipWith(_ call: DuckDBCall) throws(QueryError) -> String {
        try call.printer.withLambda { name throws(QueryError) in
            let (left, right) = (try call.printed(0), try call.printed(1))
            let body = try applied(call.arguments[2], call, ["(\(name)p).l", "(\(name)p).r"])
            let pair = "struct_pack(l := (\(name)).l[\(name)i], r := (\(name)).r[\(name)i])"
            let pairs =
                "list_transform(range(1, greatest(len((\(name)).l), len((\(name)).r)) + 1), lambda \(name)i: \(pair))"
            let result = "list_transform(\(pairs), lambda \(name)p: \(body))"
            let guarded = "CASE WHEN (\(name)).l IS NULL OR (\(name)).r IS NULL THEN NULL ELSE \(result) END"
            return "(list_transform([struct_pack(l := \(left), r := \(right))], lambda \(name): \(guarded)))[1]"
        }
    }

    @Sendable static func mapFilter(_ call: DuckDBCall) throws(QueryError) -> String {
        try overEntries(call) { name, body in "list_filter(map_entries(\(name)), lambda \(name)e: \(body))" }
    }

    @Sendable static func transformKeys(_ call: DuckDBCall) throws(QueryError) -> String {
        try overEntries(call) { name, body in
            "list_transform(map_entries(\(name)), lambda \(name)e: struct_pack(k := \(body), v := (\(name)e).value))"
        }
    }

    @Sendable static func transformValues(_ call: DuckDBCall) throws(QueryError) -> String {
        try overEntries(call) { name, body in
            "list_transform(map_entries(\(name)), lambda \(name)e: struct_pack(k := (\(name)e).key, v := \(body)))"
        }
    }

    private static func overEntries(
        _ call: DuckDBCall,
        _ entries: (String, String) -> String
    ) throws(QueryError) -> String {
        try call.printer.withLambda { name throws(QueryError) in
            let map = try call.printed(0)
            let body = try applied(call.arguments[1], call, ["(\(name)e).key", "(\(name)e).value"])
            let result = "CASE WHEN \(name) IS NULL THEN NULL ELSE map_from_entries(\(entries(name, body))) END"
            return "(list_transform([\(map)], lambda \(name): \(result)))[1]"
        }
    }

    /// A fold; the state may have another type than the elements, so it travels with them.
    @Sendable static func reduce(_ call: DuckDBCall) throws(QueryError) -> String {
        try call.printer.withLambda { name throws(QueryError) in
            guard case .lambda(_, _, let step) = call.arguments[2].node,
                case .array(let element) = call.arguments[0].type
            else { throw call.refused("A lambda is expected") }
            let (array, start) = ("(\(name)a).l", "(\(name)a).s")
            let pack = "struct_pack(l := \(try call.printed(0)), s := \(try call.printed(1)))"
            let body = try applied(call.arguments[2], call, ["(\(name)s).s", "(\(name)x).x"])
            let last = try applied(call.arguments[3], call, ["\(name)r"])
            let state = DuckDBText.type(step.type)
            let item = "struct_pack(s := CAST(NULL AS \(state)), x := \(name)t)"
            let items = "list_transform(\(array), lambda \(name)t: \(item))"
            let first = "struct_pack(s := CAST(\(start) AS \(state)), x := CAST(NULL AS \(DuckDBText.type(element))))"
            let next = "struct_pack(s := CAST(\(body) AS \(state)), x := (\(name)x).x)"
            let folded = "list_reduce(\(items), lambda \(name)s, \(name)x: \(next), \(first)).s"
            let result = "(list_transform([(\(folded))], lambda \(name)r: \(last)))[1]"
            return "(list_transform([\(pack)], lambda \(name)a: "
                + "CASE WHEN \(array) IS NOT NULL THEN \(result) END))[1]"
        }
    }

    // MARK: Aggregates

    /// DuckDB averages decimals as doubles; Trino rounds to their scale. Done in whole numbers.
    @Sendable static func averageDecimal(_ call: DuckDBCall) throws(QueryError) -> String {
        let scale = call.type.asDecimal?.scale ?? 0
        let zeros = String(repeating: "0", count: scale)
        let sum = scale == 0 ? "sum(%)@" : "sum(%)@ * CAST(1\(zeros) AS DECIMAL(\(scale + 1), 0))"
        let whole = "CAST(\(sum) AS HUGEINT)"
        let rounded = "((2 * abs(\(whole)) + count(%)@) // (2 * count(%)@))"
        let signed = "CAST(CASE WHEN \(whole) < 0 THEN - \(rounded) ELSE \(rounded) END AS DECIMAL(38, 0))"
        let unit = "CAST('0.\(zeros.dropLast())1' AS DECIMAL(\(scale), \(scale)))"
        let value = scale == 0 ? signed : "\(signed) * \(unit)"
        return "(CASE WHEN count(%)@ > 0 THEN CAST(\(value) AS {type}) END)"
    }
}

extension String {
    var inParentheses: String { "(\(self))" }
}
