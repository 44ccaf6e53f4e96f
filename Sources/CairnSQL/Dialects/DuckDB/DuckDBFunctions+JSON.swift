extension DuckDBFunctions {
    /// How functions over JSON are written.
    static let json: [String: Translation] = [
        "is_json_scalar(J)": "(json_type($1) NOT IN ('OBJECT', 'ARRAY'))",
        "json_array_contains(J, varchar)": .special(jsonContains),
        "json_array_contains(J, boolean)": .special(jsonContains),
        "json_array_contains(J, double)": .special(jsonContains),
        "json_array_get(J, bigint)": .special(jsonElement),
        "json_array_length(J)":
            .template(
                "CASE WHEN json_valid($1) THEN CASE WHEN json_type($1) = 'ARRAY' THEN "
                    + "CAST(json_array_length($1) AS BIGINT) END END"),
        "json_extract(J, varchar)": .special(jsonExtract),
        "json_extract_scalar(J, varchar)": .special(jsonScalar),
        "json_format(json)": "CAST($1 AS VARCHAR)",
        "json_parse(varchar)": .special(jsonParse),
        "json(varchar)": "json($1)",
        "json_size(J, varchar)": .special(jsonSize),
    ]
}
