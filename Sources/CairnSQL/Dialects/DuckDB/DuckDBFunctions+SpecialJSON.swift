extension DuckDBFunctions {
    private static func path(_ call: DuckDBCall) throws(QueryError) -> JSONPath {
        let text = try call.literal(1, "The JSON path")
        guard let path = JSONPath(text) else {
            throw call.refused("Invalid JSON path: '\(text.prefix(80))'", argument: 1)
        }
        return path
    }

    @Sendable static func jsonParse(_ call: DuckDBCall) throws(QueryError) -> String {
        // Without objects and fractions there is nothing to write anew.
        if let text = call.arguments[0].literalText, !text.contains("{"), !text.contains("."),
            text.count(where: { $0 == "[" }) <= 20,
            !text.replacingAll("true", with: "").replacingAll("false", with: "").lowercased().contains("e")
        {
            return "json(\(try call.printed(0)))"
        }
        return "CAST(\(try call.printer.canonicalJSON("json(\(try call.printed(0)))")) AS JSON)"
    }

    @Sendable static func jsonElement(_ call: DuckDBCall) throws(QueryError) -> String {
        // Trino's result for a text is no JSON.
        let isText = "json_type(json_extract($1, $2)) = 'VARCHAR'"
        let failure = "{fail:json_array_get of a text gives no JSON; json_extract_scalar gives the text}"
        return try call.printer.plainNumbers(
            try call.expand(
                "CASE WHEN json_valid($1) THEN CASE WHEN \(isText) THEN \(failure) ELSE json_extract($1, $2) END END"))
    }

    /// What only one value is taken from need not be sorted before.
    private static func unsorted(_ call: DuckDBCall) -> DuckDBCall {
        var arguments = call.arguments
        arguments[0] = arguments[0].withoutSorting
        return DuckDBCall(printer: call.printer, arguments: arguments, type: call.type, position: call.position)
    }

    /// Text that is no JSON gives NULL in Trino; DuckDB would fail.
    private static func guarded(_ call: DuckDBCall, _ template: String) throws(QueryError) -> String {
        if call.arguments[0].type == .json || isRecord(call.arguments[0]) { return try call.expand(template) }
        return try call.expand("CASE WHEN json_valid($1) THEN \(template) END")
    }

    /// The column with the record is JSON always; it is long, and looking twice would double the time.
    static func isRecord(_ expression: BoundExpression) -> Bool {
        if case .column(_, "eventJson") = expression.node { return true }
        return false
    }

    @Sendable static func jsonExtract(_ call: DuckDBCall) throws(QueryError) -> String {
        let path = try path(call)
        let value = "json_extract($1, \(path.duckDB))"
        return try call.printer.plainNumbers(try guarded(call, path.hasWildcard ? "to_json(\(value))" : value))
    }

    @Sendable static func jsonScalar(_ call: DuckDBCall) throws(QueryError) -> String {
        let path = try path(call)
        guard !path.hasWildcard else {
            throw call.refused("A path to one value is wanted here, this one has '*'", argument: 1)
        }
        // json_value gives nothing for objects and arrays, and what it gives is short to read again.
        let value = "json_value($1, \(path.duckDB))"
        let call = unsorted(call)
        let text = "json_extract_string({b}, '$')"
        // Numbers too large for DuckDB have no point; their text stays.
        let number =
            call.arguments[0].type == .json
            ? "CASE WHEN regexp_matches(\(text), '[.eE]') THEN \(call.printer.floating("CAST({b} AS DOUBLE)")) "
                + "ELSE \(text) END"
            : "CASE WHEN \(DuckDBPrinter.hasNumber(like: otherNumbers, in: "$1")) "
                + "THEN {failText:The JSON has a number that is not written in the shortest way} ELSE \(text) END"
        let body = "CASE WHEN json_type({b}) = 'DOUBLE' THEN \(number) ELSE \(text) END"
        return try guarded(call, "(list_transform([\(value)], lambda {b}: \(body)))[1]")
    }

    /// Numbers whose text DuckDB does not keep, which Trino gives as it is written: `1.50`, `1e3`.
    static let otherNumbers =
        "'(^|[:,\\[\\s])-?[0-9]+([.][0-9]+0|[.][0-9]{16}[0-9]*|([.][0-9]+)?[eE][-+]?[0-9]+)\\s*([,\\]]|[}]|$)'"

    @Sendable static func jsonSize(_ call: DuckDBCall) throws(QueryError) -> String {
        let call = unsorted(call)
        let path = try path(call).duckDB
        let size =
            "CASE json_type($1, \(path)) WHEN 'OBJECT' THEN CAST(len(json_keys($1, \(path))) AS BIGINT) "
            + "WHEN 'ARRAY' THEN CAST(json_array_length($1, \(path)) AS BIGINT) "
            + "ELSE CASE WHEN json_extract($1, \(path)) IS NOT NULL THEN 0 END END"
        return try guarded(call, size)
    }

    @Sendable static func jsonContains(_ call: DuckDBCall) throws(QueryError) -> String {
        let call = unsorted(call)
        let kinds: String
        let value: String
        switch call.arguments[1].type {
        case .boolean: (kinds, value) = ("'BOOLEAN'", "TRY_CAST({b} AS BOOLEAN)")
        case .double: (kinds, value) = ("'UBIGINT', 'BIGINT', 'HUGEINT', 'DOUBLE'", "TRY_CAST({b} AS DOUBLE)")
        default: (kinds, value) = ("'VARCHAR'", "json_extract_string({b}, '$')")
        }
        let matching = "CASE WHEN json_type({b}) IN (\(kinds)) THEN \(value) = $2 ELSE false END"
        let found = "(len(list_filter(json_extract($1, '$[*]'), lambda {b}: \(matching))) > 0)"
        return try guarded(call, "CASE WHEN json_type($1) = 'ARRAY' THEN \(found) END")
    }
}

extension BoundExpression {
    /// Parsed JSON whose members need not be sorted.
    var withoutSorting: BoundExpression {
        guard case .call("json_parse(varchar)", let text) = node else { return self }
        return BoundExpression(.call("json(varchar)", text), .json, position)
    }
}
