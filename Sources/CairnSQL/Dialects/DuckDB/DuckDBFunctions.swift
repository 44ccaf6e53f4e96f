/// How the functions of the catalogue are written for DuckDB, by the text of their signatures.
enum DuckDBFunctions {
    enum Translation: ExpressibleByStringLiteral {
        /// See `DuckDBPrinter.expand`.
        case template(String)
        /// What cannot be said in a template, as where an argument must be a literal that is translated.
        case special(@Sendable (DuckDBCall) throws(QueryError) -> String)
        /// A template of an aggregate with parts that are put in by name, in braces, and not looked into.
        case aggregate(@Sendable (DuckDBCall, inout [String: String]) throws(QueryError) -> String)

        init(stringLiteral value: String) {
            self = .template(value)
        }

        static func regexp(_ template: String) -> Translation {
            .special { call throws(QueryError) in try DuckDBFunctions.regexp(call, template) }
        }

        static func logarithm(_ template: String) -> Translation {
            .special { call throws(QueryError) in try DuckDBFunctions.logarithm(call, template) }
        }
    }

    static let all: [String: Translation] = {
        let groups = [
            strings, patterns, json, times, numbers, arrays, maps, binary, urls, others, aggregates, windows, internals,
        ]
        return groups.reduce(into: [:]) { all, group in all.merge(group) { _, last in last } }
    }()

    /// What the analysis makes up itself.
    private static let internals: [String: Translation] = [
        "||": "($||)",
        "coalesce": "coalesce($*)",
        "map_entries": "map_entries($1)",
        "greatest": .special({ call throws(QueryError) in try extreme(call, "greatest") }),
        "least": .special({ call throws(QueryError) in try extreme(call, "least") }),
        "moment": .special(moment),
        "number series": "generate_series($1, $2, $3)",
        "varchar cut": "left($1, $2)",
        "varchar fit":
            .template(
                "CASE WHEN length($1) > $2 THEN {fail:The value cannot be represented as varchar of this length} ELSE $1 END"
            ),
        "varchar fit or null": "CASE WHEN length($1) <= $2 THEN $1 END",
    ]

    /// DuckDB leaves out NULL, Trino does not.
    private static func extreme(_ call: DuckDBCall, _ name: String) throws(QueryError) -> String {
        let isMaximum = name == "greatest"
        if !call.type.isNested, call.arguments.count > 9 || isMaximum && call.type.isFloating {
            var value = isMaximum ? "list_max({b})" : "list_min({b})"
            if isMaximum, call.type.isFloating {
                // NaN only where there is no other.
                value = "coalesce(list_max(list_filter({b}, lambda {b}e: NOT isnan({b}e))), \(value))"
            }
            return try call.expand(
                "(list_transform([[$*]], lambda {b}: CASE WHEN list_count({b}) = len({b}) THEN \(value) END))[1]")
        }
        guard call.arguments.count <= 9 else {
            throw call.refused("'\(name)' takes at most 9 arguments of type \(call.type) here")
        }
        let nulls = call.arguments.indices.map { "$\($0 + 1) IS NULL" }.joined(separator: " OR ")
        guard call.type.isNested else { return try call.expand("CASE WHEN \(nulls) THEN NULL ELSE \(name)($*) END") }
        var open: [String] = []
        for index in call.arguments.indices {
            open.append(try call.printer.hasNull("$\(index + 1)", call.type))
        }
        let failure = "{fail:comparison not supported for values with null elements}"
        return try call.expand(
            "CASE WHEN \(nulls) THEN NULL WHEN \(open.joined(separator: " OR ")) THEN \(failure) "
                + "ELSE \(name)($*) END")
    }

    /// A conversion of text of a form, which fails for other text.
    ///
    /// The conversion must give NULL for text it cannot read: DuckDB may try it on text that has another form.
    static func checked(_ value: String, form: String, failure: String) -> String {
        "CASE WHEN $1 IS NULL THEN NULL WHEN regexp_full_match($1, '\(form)') AND \(value) IS NOT NULL "
            + "THEN \(value) ELSE {fail:\(failure)} END"
    }

    /// Text that is compared with a time.
    private static func moment(_ call: DuckDBCall) throws(QueryError) -> String {
        let form = #"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([ T][0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?( ?(Z|UTC))?)?"#
        let value = "TRY_CAST(regexp_replace($1, ' ?(Z|UTC)$', '') AS TIMESTAMP)"
        return try call.expand(checked(value, form: form, failure: "The text is not a time"))
    }
}
