/// Functions over arrays that a template cannot say.
extension DuckDBFunctions {
    private static func element(_ call: DuckDBCall) -> SQLType { call.arguments[0].type.arrayElement ?? .unknown }

    /// Arguments in a form in which equal elements are the same; see `DuckDBPrinter.canonical`.
    private static func canonicalList(_ call: DuckDBCall, _ index: Int) throws(QueryError) -> String {
        try call.printer.canonical(try call.printed(index), call.arguments[index].type)
    }

    @Sendable static func arrayDistinct(_ call: DuckDBCall) throws(QueryError) -> String {
        try call.printer.distinct(try canonicalList(call, 0))
    }

    @Sendable static func arrayUnion(_ call: DuckDBCall) throws(QueryError) -> String {
        try call.printer.distinct("(\(try canonicalList(call, 0)) || \(try canonicalList(call, 1)))")
    }

    /// The elements of the first array that are, or are not, in the second.
    static func kept(_ call: DuckDBCall, _ test: String) throws(QueryError) -> String {
        let pair = "struct_pack(l := \(try canonicalList(call, 0)), r := \(try canonicalList(call, 1)))"
        return try call.printer.binding(pair) { name throws(QueryError) in
            let found = "list_filter((\(name)).l, lambda \(name)f: list_position((\(name)).r, \(name)f) \(test))"
            return "CASE WHEN (\(name)).r IS NOT NULL THEN \(try call.printer.distinct(found)) END"
        }
    }

    @Sendable static func arraysOverlap(_ call: DuckDBCall) throws(QueryError) -> String {
        let pair = "struct_pack(l := \(try canonicalList(call, 0)), r := \(try canonicalList(call, 1)))"
        return try call.printer.binding(pair) { name in
            let (left, right) = ("(\(name)).l", "(\(name)).r")
            return "CASE WHEN \(left) IS NULL OR \(right) IS NULL THEN NULL "
                + "WHEN list_has_any(\(left), \(right)) THEN true "
                + "WHEN len(\(left)) > 0 AND len(\(right)) > 0 AND (list_count(\(left)) < len(\(left)) "
                + "OR list_count(\(right)) < len(\(right))) THEN NULL ELSE false END"
        }
    }

    // MARK: One element

    /// What a body says of the places where an element is equal to a value: NULL at places of NULL.
    ///
    /// Where it hangs on a NULL inside whether they are equal, Trino fails.
    private static func equalities(
        _ call: DuckDBCall,
        _ body: (_ array: String, _ equal: String) -> String
    ) throws(QueryError) -> String {
        let type = element(call)
        let pair = "struct_pack(a := \(try call.printed(0)), v := \(try call.printed(1)))"
        return try call.printer.binding(pair) { name throws(QueryError) in
            let item = "\(name)e"
            var equal = try call.printer.equality(item, "(\(name)).v", type)
            if type.isNested {
                let message = "\(call.name) does not support arrays with elements that are null or contain null"
                let failure = call.printer.failure(message, type: .boolean)
                equal = "CASE WHEN \(item) IS NOT NULL THEN coalesce(\(equal), \(failure)) END"
            }
            let list = "list_transform((\(name)).a, lambda \(item): \(equal))"
            let result = body("(\(name)).a", "\(name)q")
            return "CASE WHEN (\(name)).a IS NOT NULL AND (\(name)).v IS NOT NULL THEN "
                + "(list_transform([\(list)], lambda \(name)q: \(result)))[1] END"
        }
    }

    @Sendable static func contains(_ call: DuckDBCall) throws(QueryError) -> String {
        guard element(call).isNested || element(call).isFloating else {
            return try call.expand(
                "CASE WHEN list_contains($1, $2) THEN true WHEN $2 IS NULL OR list_count($1) < len($1) THEN NULL "
                    + "WHEN $1 IS NOT NULL THEN false END")
        }
        return try equalities(call) { _, equal in
            "CASE WHEN list_contains(\(equal), true) THEN true WHEN list_count(\(equal)) = len(\(equal)) THEN false END"
        }
    }

    @Sendable static func arrayPosition(_ call: DuckDBCall) throws(QueryError) -> String {
        guard element(call).isNested || element(call).isFloating else {
            return try call.expand(
                "CASE WHEN $1 IS NULL OR $2 IS NULL THEN NULL ELSE CAST(coalesce(list_position($1, $2), 0) AS BIGINT) "
                    + "END")
        }
        return try equalities(call) { _, equal in "CAST(coalesce(list_position(\(equal), true), 0) AS BIGINT)" }
    }

    /// Elements that are NULL stay.
    @Sendable static func arrayRemove(_ call: DuckDBCall) throws(QueryError) -> String {
        try equalities(call) { array, equal in
            "list_filter(\(array), lambda \(equal)e, \(equal)i: \(equal)[\(equal)i] IS DISTINCT FROM true)"
        }
    }

    /// The largest or smallest element; `NaN` only where there is no other.
    static func extremeElement(_ call: DuckDBCall, _ function: String) throws(QueryError) -> String {
        let type = element(call)
        return try call.printer.binding(try call.printed(0)) { name throws(QueryError) in
            var value = "\(function)(\(name))"
            if type.isFloating, function == "list_max" {
                value = "coalesce(list_max(list_filter(\(name), lambda \(name)e: NOT isnan(\(name)e))), \(value))"
            }
            return "CASE WHEN list_count(\(name)) = len(\(name)) THEN \(try ordered(call, name, value)) END"
        }
    }

    /// A value that hangs on the order of elements, which have none in Trino with a NULL inside.
    private static func ordered(
        _ call: DuckDBCall,
        _ list: String,
        _ value: String
    ) throws(QueryError) -> String {
        let type = element(call)
        guard type.isNested else { return value }
        let isUnordered = try call.printer.withLambda { name throws(QueryError) in
            "list_contains(list_transform(\(list), lambda \(name): \(try call.printer.hasNull(name, type))), true)"
        }
        let kind = if case .row = type { "ROW" } else { "ARRAY" }
        let failure = call.printer.failure(
            "\(kind) comparison not supported for values with null elements", type: call.type)
        return "CASE WHEN len(\(list)) > 1 AND \(isUnordered) THEN \(failure) ELSE \(value) END"
    }

    @Sendable static func arraySort(_ call: DuckDBCall) throws(QueryError) -> String {
        try call.printer.binding(try call.printed(0)) { name throws(QueryError) in
            try ordered(call, name, "list_sort(\(name), 'ASC', 'NULLS LAST')")
        }
    }

    /// By a comparison: each element goes to the place that the number of those before it gives.
    @Sendable static func arraySortBy(_ call: DuckDBCall) throws(QueryError) -> String {
        try call.printer.binding(try call.printed(0)) { name throws(QueryError) in
            let compared = try applied(call.arguments[1], call, ["\(name)y", "\(name)x"])
            let signs =
                "list_transform(\(name), lambda \(name)y, \(name)j: "
                + "CASE WHEN \(name)j = \(name)i THEN 1 ELSE coalesce(CAST(\(compared) AS INTEGER), 2) END)"
            let failure = call.printer.failure("Lambda comparator must return either -1, 0, or 1", type: .integer)
            let count =
                "len(list_filter(\(name)c, lambda \(name)s, \(name)j: "
                + "CASE WHEN \(name)j < \(name)i THEN \(name)s < 1 ELSE \(name)s < 0 END))"
            let place =
                "(list_transform([\(signs)], lambda \(name)c: "
                + "CASE WHEN list_min(\(name)c) < -1 OR list_max(\(name)c) > 1 THEN \(failure) ELSE \(count) END))[1]"
            let placed = "list_transform(\(name), lambda \(name)x, \(name)i: struct_pack(p := \(place), x := \(name)x))"
            return "list_transform(list_sort(\(placed)), lambda \(name)p: (\(name)p).x)"
        }
    }

    // MARK: Text

    @Sendable static func arrayJoin(_ call: DuckDBCall) throws(QueryError) -> String {
        if element(call).isNested {
            throw call.refused("Input type \(call.arguments[0].type) not supported", argument: 0)
        }
        let texts = try call.printer.textElements(try call.printed(0), call.arguments[0].type)
        if call.arguments.count == 2, call.arguments[1].literalText != nil {
            let separator = try call.printed(1)
            return try call.printer.binding(texts) { name in
                "CASE WHEN \(name) IS NOT NULL THEN coalesce(array_to_string(\(name), \(separator)), '') END"
            }
        }
        var fields = ["t := \(texts)", "s := \(try call.printed(1))"]
        if call.arguments.count == 3 { fields.append("f := \(try call.printed(2))") }
        return try call.printer.binding("struct_pack(\(fields.joined(separator: ", ")))") { name throws(QueryError) in
            var items = "list_filter((\(name)).t, lambda \(name)e: \(name)e IS NOT NULL)"
            var known = "(\(name)).t IS NOT NULL AND (\(name)).s IS NOT NULL"
            if call.arguments.count == 3 {
                items = "list_transform((\(name)).t, lambda \(name)e: coalesce(\(name)e, (\(name)).f))"
                known += " AND (\(name)).f IS NOT NULL"
            }
            let separator = "(\(name)).s"
            // DuckDB wants a constant separator.
            let joined =
                call.arguments[1].literalText != nil
                ? "array_to_string(\(items), \(try call.printed(1)))"
                : "list_reduce(\(items), lambda \(name)l, \(name)r: \(name)l || \(separator) || \(name)r)"
            return "CASE WHEN \(known) THEN CASE WHEN len(\(items)) = 0 THEN '' ELSE \(joined) END END"
        }
    }

    // MARK: Groups of elements

    /// The sets of places, those with a smaller last place first.
    @Sendable static func combinations(_ call: DuckDBCall) throws(QueryError) -> String {
        guard let size = call.arguments[1].literalInteger else {
            throw call.refused("The size of combinations must be a literal", argument: 1)
        }
        guard size >= 0 else { throw call.refused("combination size must not be negative: \(size)", argument: 1) }
        guard size <= 5 else { throw call.refused("combination size must not exceed 5: \(size)", argument: 1) }
        return try call.printer.binding(try call.printed(0)) { name throws(QueryError) in
            let length = "len(\(name))"
            let factors = (0..<size).map { "greatest(\(length) - \($0), 0)" }.joined(separator: " * ")
            let divisor = [1, 1, 2, 6, 24, 120][size]
            let tooMany = size == 0 ? "false" : "(\(length) > 100000 OR \(factors) // \(divisor) * \(size) > 100000)"
            var places = "[CAST([] AS BIGINT[])]"
            for _ in 0..<size {
                places = try call.printer.binding(places) { sets in
                    "flatten(list_transform(range(1, \(length) + 1), lambda \(sets)i: list_transform("
                        + "list_filter(\(sets), lambda \(sets)s: len(\(sets)s) = 0 OR \(sets)s[-1] < \(sets)i), "
                        + "lambda \(sets)s: \(sets)s || [\(sets)i])))"
                }
            }
            let group = "list_transform(\(name)s, lambda \(name)i: \(name)[\(name)i])"
            let groups = "list_transform(\(places), lambda \(name)s: \(group))"
            let failure = call.printer.failure("combinations exceed max size", type: call.type)
            return "CASE WHEN \(name) IS NULL THEN NULL WHEN \(tooMany) THEN \(failure) ELSE \(groups) END"
        }
    }

    // MARK: Vectors

    static let dotProduct =
        "list_sum(list_transform(range(1, len({l}) + 1), lambda {b}i: {l}[{b}i] * {r}[{b}i]))"

    /// A value of two vectors of the same length, `{l}` and `{r}`.
    static func vectors(_ call: DuckDBCall, _ value: String) throws(QueryError) -> String {
        let pair = "struct_pack(l := \(try call.printed(0)), r := \(try call.printed(1)))"
        return try call.printer.binding(pair) { name in
            let failure = call.printer.failure("The arguments must have the same length", type: .double)
            let result = value.replacingAll("{l}", with: "(\(name)).l").replacingAll("{r}", with: "(\(name)).r")
                .replacingAll("{b}", with: name)
            return "CASE WHEN (\(name)).l IS NULL OR (\(name)).r IS NULL THEN NULL "
                + "WHEN len((\(name)).l) <> len((\(name)).r) THEN \(failure) ELSE coalesce(\(result), 0) END"
        }
    }

    @Sendable static func euclideanDistance(_ call: DuckDBCall) throws(QueryError) -> String {
        let differences =
            "list_transform(range(1, len({l}) + 1), "
            + "lambda {b}i: coalesce({l}[{b}i], 0) - coalesce({r}[{b}i], 0))"
        return try vectors(call, "sqrt(list_sum(list_transform(\(differences), lambda {b}d: {b}d * {b}d)))")
    }

    @Sendable static func cosine(_ call: DuckDBCall) throws(QueryError) -> String {
        let failure = call.printer.failure("Vector magnitude cannot be zero", type: .double)
        let sizes = ["{l}", "{r}"].map { "coalesce(list_sum(list_transform(\($0), lambda {b}i: {b}i * {b}i)), 0)" }
        return try vectors(
            call,
            "(list_transform([struct_pack(d := coalesce(\(dotProduct), 0), m := \(sizes[0]), n := \(sizes[1]))], "
                + "lambda {b}v: CASE WHEN ({b}v).m = 0 OR ({b}v).n = 0 THEN \(failure) "
                + "ELSE ({b}v).d / sqrt(({b}v).m * ({b}v).n) END))[1]"
        )
    }
}
