/// Functions over aggregates that a template cannot say.
extension DuckDBFunctions {
    // MARK: Extremes

    private static func isFloating(_ call: DuckDBCall, _ index: Int) -> Bool { call.arguments[index].type.isFloating }

    /// A value to sort by, so that `NaN` comes before every number where the highest is wanted.
    static func highest(_ call: DuckDBCall, _ index: Int) throws(QueryError) -> String {
        let value = try checked(call, index)
        guard isFloating(call, index) else { return value }
        return "CASE WHEN \(value) IS NOT NULL THEN struct_pack(a := NOT isnan(\(value)), b := \(value)) END"
    }

    /// Arrays and rows with a NULL inside have no order in Trino.
    private static func checked(_ call: DuckDBCall, _ index: Int) throws(QueryError) -> String {
        let type = call.arguments[index].type
        let value = "$\(index + 1)"
        guard type.isNested else { return value }
        let kind = if case .row = type { "ROW" } else { "ARRAY" }
        let isUnordered = try call.printer.hasNull(value, type)
        return "CASE WHEN \(value) IS NOT NULL THEN CASE WHEN \(isUnordered) THEN "
            + "error('\(kind) comparison not supported for values with null elements') ELSE \(value) END END"
    }

    @Sendable static func maximum(_ call: DuckDBCall) throws(QueryError) -> String {
        guard isFloating(call, 0) else { return "max({d}\(try checked(call, 0)){o})@" }
        return "coalesce(max({d}CASE WHEN NOT isnan($1) THEN $1 END)@, max(%)@)"
    }

    @Sendable static func minimum(_ call: DuckDBCall) throws(QueryError) -> String {
        "min({d}\(try checked(call, 0)){o})@"
    }

    /// How many values are wanted.
    private static func count(_ call: DuckDBCall, _ index: Int, _ ordinal: String) throws(QueryError) -> String {
        let argument = call.arguments[index]
        guard let count = argument.literalInteger else {
            return "CASE WHEN $\(index + 1) > 10000 THEN error('\(ordinal) argument of \(call.name) must be less than "
                + "or equal to 10000') ELSE $\(index + 1) END"
        }
        guard (1...10_000).contains(count) else {
            throw call.refused(
                "\(ordinal) argument of \(call.name) must be from 1 to 10000; found \(count)", argument: index)
        }
        return String(count)
    }

    static func extremes(_ call: DuckDBCall, _ function: String) throws(QueryError) -> String {
        let count = try count(call, 1, "second")
        guard function == "max", isFloating(call, 0) else {
            return "\(function)({d}\(try checked(call, 0)), \(count){o})@"
        }
        return "list_transform(max({d}\(try highest(call, 0)), \(count){o})@, lambda {b}: ({b}).b)"
    }

    static func extremesBy(_ call: DuckDBCall, _ function: String) throws(QueryError) -> String {
        let key = function == "arg_max" ? try highest(call, 1) : try checked(call, 1)
        return "list_transform(\(function)({d}struct_pack(v := $1), \(key), \(try count(call, 2, "third")))@, "
            + "lambda {b}: ({b}).v)"
    }

    // MARK: Approximations

    @Sendable static func approximateCount(_ call: DuckDBCall) throws(QueryError) -> String {
        if let error = call.arguments[1].literalNumber, !(0.0040625...0.26).contains(error) {
            throw call.refused("Max standard error must be in [0.0040625, 0.26000]: \(error)", argument: 1)
        }
        return "count(DISTINCT $1)@"
    }

    /// A percentage or several, which have to be literals: DuckDB wants to know them beforehand.
    private static func percentages(_ call: DuckDBCall) throws(QueryError) -> String {
        let index = call.arguments.count - 1
        var argument = call.arguments[index]
        while case .cast(let inner, _) = argument.node { argument = inner }
        var items = [argument]
        if case .array(let list) = argument.node { items = list }
        for item in items {
            guard let number = item.literalNumber else {
                throw call.refused("The percentile must be a literal", argument: index)
            }
            guard (0...1).contains(number) else {
                throw call.refused("Percentile must be between 0 and 1", argument: index)
            }
        }
        return "$\(index + 1)"
    }

    /// The value at a place of the sorted values, which is within every error bound of Trino's.
    @Sendable static func percentile(_ call: DuckDBCall) throws(QueryError) -> String {
        "quantile_disc({d}$1, \(try percentages(call)))@"
    }

    /// The first of the sorted values at which the weights reach the wanted part of their sum.
    @Sendable static func weightedPercentile(_ call: DuckDBCall) throws(QueryError) -> String {
        let isList = if case .array = call.type { true } else { false }
        let type = DuckDBText.type(call.type.arrayElement ?? call.type)
        let percentages = try percentages(call)
        let state = "struct_pack(v := CAST(NULL AS \(type)), w := CAST(0 AS DOUBLE))"
        let next =
            "CASE WHEN ({b}s).w > 0 AND ({b}s).w >= {b}p * ({b}).t THEN {b}s "
            + "ELSE struct_pack(v := ({b}x).v, w := ({b}s).w + ({b}x).w) END"
        let found = "list_reduce(({b}).l, lambda {b}s, {b}x: \(next), \(state)).v"
        let each =
            "list_transform(\(isList ? percentages : "[\(percentages)]"), lambda {b}p: \(found))\(isList ? "" : "[1]")"
        let sorted =
            "list_sort(list_transform(map_entries({b}), lambda {b}e: "
            + "struct_pack(v := ({b}e).key.v, w := ({b}e).key.w * ({b}e).value)))"
        let weights = "list_sum(list_transform(map_entries({b}), lambda {b}e: ({b}e).key.w * ({b}e).value))"
        return "(list_transform([\(pairs("$1", "$2"))], lambda {b}: CASE WHEN {b} IS NULL THEN NULL "
            + "WHEN list_min(list_transform(map_keys({b}), lambda {b}e: ({b}e).w)) <= 0 "
            + "THEN {fail:weight must be > 0} ELSE (list_transform([struct_pack(l := \(sorted), t := \(weights))], "
            + "lambda {b}: \(each)))[1] END))[1]"
    }

    /// How often each value comes with each weight.
    private static func pairs(_ value: String, _ weight: String) -> String {
        "histogram({d}struct_pack(v := \(value), w := CAST(\(weight) AS DOUBLE))) FILTER (WHERE \(value) IS NOT NULL "
            + "AND \(weight) IS NOT NULL{andfilter}){over}"
    }

    // MARK: Histograms

    /// How many buckets there may be beside those that are wanted, before two are put together.
    private static let bufferedBucketCount = 100
    /// Of more values neighbours are put together first, as many as it takes.
    private static let valueCountMax = 2_000

    /// Values in order are put into buckets of their own; the two that differ least, by their weights, become one.
    @Sendable static func numericHistogram(
        _ call: DuckDBCall,
        _ pieces: inout [String: String]
    ) throws(QueryError) -> String {
        let bucket = "STRUCT(v DOUBLE, w DOUBLE)[]"
        pieces["bucket"] = bucket
        let weight = call.arguments.count == 3 ? "$3" : "1"
        let entries =
            "list_sort(list_transform(map_entries(({b}).h), lambda {b}e: "
            + "struct_pack(v := CAST(({b}e).key.v AS DOUBLE), w := ({b}e).key.w * ({b}e).value)))"
        let added =
            "CASE WHEN ({b}s).s[-1].v = ({b}x).x.v THEN ({b}s).s[:-2] || [struct_pack(v := ({b}x).x.v, "
            + "w := ({b}s).s[-1].w + ({b}x).x.w)] ELSE ({b}s).s || [({b}x).x] END"
        let next =
            "(list_transform([\(added)], lambda {b}m: CASE WHEN len({b}m) > ({b}).n + \(bufferedBucketCount) "
            + "THEN \(merged("{b}m")) ELSE {b}m END))[1]"
        let items = "list_transform({b}f, lambda {b}t: struct_pack(s := CAST(NULL AS {bucket}), x := {b}t))"
        let first = "struct_pack(s := CAST([] AS {bucket}), x := CAST(NULL AS STRUCT(v DOUBLE, w DOUBLE)))"
        let all = "list_reduce(\(items), lambda {b}s, {b}x: struct_pack(s := \(next), x := ({b}x).x), \(first)).s"
        let few =
            "(list_transform([\(all)], lambda {b}a: list_reduce(list_transform(range(greatest(len({b}a) - ({b}).n, 0)), "
            + "lambda {b}i: CAST(NULL AS {bucket})), lambda {b}s, {b}x: \(merged("{b}s")), {b}a)))[1]"
        let places = "list_transform(range({b}j, least({b}j + {b}z, len({b}f) + 1)), lambda {b}q: {b}f[{b}q]"
        let sum = "list_sum(\(places).w))"
        let chunk = "struct_pack(v := list_sum(\(places).v * {b}f[{b}q].w)) / \(sum), w := \(sum))"
        let size =
            "CASE WHEN len({b}f) > greatest(({b}).n + \(bufferedBucketCount), \(valueCountMax)) "
            + "THEN (len({b}f) - 1) // \(valueCountMax) + 1 ELSE 1 END"
        let fewer =
            "(list_transform([\(size)], lambda {b}z: CASE WHEN {b}z = 1 THEN {b}f ELSE "
            + "list_transform(range(1, len({b}f) + 1, {b}z), lambda {b}j: \(chunk)) END))[1]"
        let bound =
            "(list_transform([\(entries)], lambda {b}f: "
            + "(list_transform([\(fewer)], lambda {b}f: \(few)))[1]))[1]"
        return "(list_transform([struct_pack(h := \(pairs("$2", weight)), n := any_value($1)@)], lambda {b}: CASE "
            + "WHEN ({b}).n < 2 THEN {fail:numeric_histogram bucket count must be greater than one} "
            + "WHEN ({b}).h IS NOT NULL THEN CAST(map_from_entries(\(bound)) AS {type}) END))[1]"
    }

    private static func merged(_ list: String) -> String {
        let (a, b) = ("\(list)[{b}q]", "\(list)[{b}q + 1]")
        let penalty =
            "(\(a).w + \(b).w) * ((\(a).v - \(b).v) * (\(a).v - \(b).v)) * "
            + "((\(a).w * \(b).w) / ((\(a).w + \(b).w) * (\(a).w + \(b).w)))"
        let bucket = "struct_pack(v := (\(a).v * \(a).w + \(b).v * \(b).w) / (\(a).w + \(b).w), w := \(a).w + \(b).w)"
        return "(list_transform([list_transform(range(1, len(\(list))), lambda {b}q: \(penalty))], lambda {b}r: "
            + "(list_transform([list_position({b}r, list_min({b}r))], lambda {b}q: "
            + "\(list)[1:{b}q - 1] || [\(bucket)] || \(list)[{b}q + 2:]))[1]))[1]"
    }

    // MARK: Folds

    /// Over the rows in their order; states of several runs never have to be put together.
    @Sendable static func reduceRows(
        _ call: DuckDBCall,
        _ pieces: inout [String: String]
    ) throws(QueryError) -> String {
        guard !call.type.isNested, call.type != .json, call.type != .varbinary else {
            throw call.refused("State type not supported for reduce_agg: \(call.type)")
        }
        let state = DuckDBText.type(call.type)
        let element = DuckDBText.type(call.arguments[0].type)
        pieces["step"] = try call.printer.withLambda { name throws(QueryError) in
            let body = try applied(call.arguments[2], call, ["(\(name)s).s", "(\(name)x).x"])
            let items =
                "list_transform((\(name)).l, lambda \(name)t: struct_pack(s := CAST(NULL AS \(state)), x := \(name)t))"
            let first = "struct_pack(s := CAST((\(name)).s AS \(state)), x := CAST(NULL AS \(element)))"
            let next = "struct_pack(s := CAST(\(body) AS \(state)), x := (\(name)x).x)"
            return "lambda \(name): CASE WHEN (\(name)).l IS NOT NULL THEN "
                + "list_reduce(\(items), lambda \(name)s, \(name)x: \(next), \(first)).s END"
        }
        let filter = "FILTER (WHERE $1 IS NOT NULL AND $2 IS NOT NULL{andfilter}){over}"
        return "(list_transform([struct_pack(l := list({d}$1{o}) \(filter), s := any_value($2) \(filter))], {step}))[1]"
    }

    // MARK: Text

    /// As many of the texts as fit, then the filler and perhaps how many are missing.
    @Sendable static func truncatedList(_ call: DuckDBCall) throws(QueryError) -> String {
        _ = try call.literal(1, "The separator")
        let filler = try call.literal(2, "The filler")
        guard filler.utf8.count <= 65_536 else { throw call.refused("The filler is too long", argument: 2) }
        let length = "CASE WHEN ({b}s).n > 0 THEN ({b}s).l + strlen($2) ELSE 0 END + ({b}x).l"
        let next =
            "CASE WHEN ({b}s).f OR \(length) > \(listedByteCountMax) THEN struct_pack(n := ({b}s).n, l := ({b}s).l, f := true) "
            + "ELSE struct_pack(n := ({b}s).n + 1, l := \(length), f := false) END"
        let items =
            "list_transform({b}, lambda {b}e: struct_pack(n := CAST(0 AS BIGINT), l := CAST(strlen({b}e) AS BIGINT), "
            + "f := false))"
        let count =
            "list_reduce(\(items), lambda {b}s, {b}x: \(next), "
            + "struct_pack(n := CAST(0 AS BIGINT), l := CAST(0 AS BIGINT), f := false)).n"
        let rest =
            "CASE WHEN {b}c < len({b}) THEN CASE WHEN {b}c > 0 THEN $2 ELSE '' END || $3 || "
            + "CASE WHEN $4 THEN '(' || (len({b}) - {b}c) || ')' ELSE '' END ELSE '' END"
        return "(list_transform([list({d}$1{o}) FILTER (WHERE $1 IS NOT NULL{andfilter}){over}], lambda {b}: "
            + "CASE WHEN {b} IS NOT NULL THEN (list_transform([\(count)], lambda {b}c: "
            + "coalesce(array_to_string({b}[1:{b}c], $2), '') || \(rest)))[1] END))[1]"
    }
}

extension BoundExpression {
    /// The value of a number that is written out.
    var literalNumber: Double? {
        switch node {
        case .literal(.number(let text)): Double(text)
        case .negation(let inner): inner.literalNumber.map { -$0 }
        case .cast(let inner, _) where type.isNumeric: inner.literalNumber
        default: nil
        }
    }
}
