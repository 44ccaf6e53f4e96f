/// Functions over bytes, which DuckDB has for text only: they are done over hexadecimal digits.
extension DuckDBFunctions {
    static let reversedBytes = "unhex(array_to_string(list_reverse(regexp_extract_all(hex($1), '..')), ''))"

    /// Places count from 1, from the end if they are negative, and 0 is nowhere.
    @Sendable static func substringBytes(_ call: DuckDBCall) throws(QueryError) -> String {
        let length = call.arguments.count == 3 ? ", 2 * greatest($3, 0)" : ""
        let start = "CASE WHEN $2 > 0 THEN 2 * $2 - 1 ELSE 2 * (octet_length($1) + $2) + 1 END"
        let nulls = call.arguments.indices.map { "$\($0 + 1) IS NULL" }.joined(separator: " OR ")
        return try call.expand(
            "CASE WHEN \(nulls) THEN NULL WHEN $2 = 0 OR $2 > octet_length($1) OR $2 < - octet_length($1) "
                + "THEN ''::BLOB ELSE unhex(substring(hex($1), \(start)\(length))) END")
    }

    static func padded(_ name: String) -> Translation {
        .special { call throws(QueryError) in
            let isText = call.type == .varchar
            let length = isText ? "length($3)" : "octet_length($3)"
            let checks =
                "CASE WHEN $1 IS NULL OR $2 IS NULL OR $3 IS NULL THEN NULL "
                + "WHEN $2 < 0 OR $2 > 2147483647 THEN {fail:Target length must be in the range [0..2147483647]} "
                + "WHEN \(length) = 0 THEN {fail:Padding string must not be empty}"
            let value =
                isText
                ? "\(name)($1, CAST($2 AS INTEGER), $3)"
                : "unhex(\(name)(hex($1), CAST(2 * $2 AS INTEGER), hex($3)))"
            return try call.expand("\(checks) ELSE \(value) END")
        }
    }
}
