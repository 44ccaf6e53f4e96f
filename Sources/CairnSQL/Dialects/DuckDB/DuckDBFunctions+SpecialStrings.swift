extension DuckDBFunctions {
    @Sendable static func normalize(_ call: DuckDBCall) throws(QueryError) -> String {
        guard try call.literal(1, "The form") == "NFC" else {
            throw call.refused("Only the form NFC is supported", argument: 1)
        }
        return try call.expand("nfc_normalize($1)")
    }

    @Sendable static func concatArray(_ call: DuckDBCall) throws(QueryError) -> String {
        if call.arguments[0].literalText != nil { return try call.expand("array_to_string($2, $1)") }
        let items = "list_filter($2, lambda {b}: {b} IS NOT NULL)"
        return try call.expand(
            "CASE WHEN $1 IS NULL OR $2 IS NULL THEN NULL WHEN len(\(items)) = 0 THEN '' "
                + "ELSE list_reduce(\(items), lambda {b}, {b}y: {b} || $1 || {b}y) END")
    }

    /// The last part has the rest.
    @Sendable static func split(_ call: DuckDBCall) throws(QueryError) -> String {
        let rest = "list_reduce({b}[$3:], lambda {b}x, {b}y: {b}x || $2 || {b}y)"
        return try call.expand(
            "CASE WHEN $3 < 1 THEN {fail:Limit must be positive} "
                + "WHEN $2 = '' THEN {fail:The delimiter may not be the empty string} "
                + "WHEN $3 IS NOT NULL THEN (list_transform([string_split($1, $2)], lambda {b}: "
                + "CASE WHEN len({b}) > $3 THEN list_append({b}[1:$3 - 1], \(rest)) ELSE {b} END))[1] END")
    }

    /// Nothing is replaced by what is put before each character and at the end.
    @Sendable static func replace(_ call: DuckDBCall) throws(QueryError) -> String {
        if let text = call.arguments[1].literalText, !text.isEmpty { return try call.expand("replace($1, $2, $3)") }
        let quoted = #"replace($3, '\', '\\')"#
        return try call.expand(
            "CASE WHEN $2 = '' THEN regexp_replace($1, '', \(quoted), 'g') ELSE replace($1, $2, $3) END")
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
}
