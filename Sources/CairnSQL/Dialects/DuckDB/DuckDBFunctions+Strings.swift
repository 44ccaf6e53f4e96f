extension DuckDBFunctions {
    /// How functions over text are written.
    static let strings: [String: Translation] = [
        "chr(bigint)": "chr(CAST($1 AS INTEGER))",
        "codepoint(varchar)": "unicode($1)",
        "concat(varchar...)": "($||)",
        "concat(array(T)...)": "($||)",
        "concat_ws(varchar, varchar...)": "concat_ws($*)",
        "concat_ws(varchar, array(varchar))": .separated(by: 0, "array_to_string($2, $1)"),
        "hamming_distance(varchar, varchar)": "CAST(hamming($1, $2) AS BIGINT)",
        "length(varchar)": "length($1)",
        "length(varbinary)": "octet_length($1)",
        "levenshtein_distance(varchar, varchar)": "levenshtein($1, $2)",
        "lower(varchar)": "lower($1)",
        "lpad(varchar, bigint, varchar)": "lpad($1, CAST($2 AS INTEGER), $3)",
        "ltrim(varchar)": "ltrim($1, {blanks})",
        "ltrim(varchar, varchar)": "ltrim($1, $2)",
        "normalize(varchar)": "nfc_normalize($1)",
        "normalize(varchar, varchar)": .special(normalize),
        "replace(varchar, varchar)": "replace($1, $2, '')",
        "replace(varchar, varchar, varchar)": "replace($1, $2, $3)",
        "reverse(varchar)": "reverse($1)",
        "rpad(varchar, bigint, varchar)": "rpad($1, CAST($2 AS INTEGER), $3)",
        "rtrim(varchar)": "rtrim($1, {blanks})",
        "rtrim(varchar, varchar)": "rtrim($1, $2)",
        "split(varchar, varchar)": "string_split($1, $2)",
        "split(varchar, varchar, bigint)":
            .separated(
                by: 1,
                "CASE WHEN len(string_split($1, $2)) > $3 THEN list_append(string_split($1, $2)[1:$3 - 1], "
                    + "array_to_string(string_split($1, $2)[$3:], $2)) ELSE string_split($1, $2) END"),
        "split_part(varchar, varchar, bigint)":
            .template(
                "CASE WHEN $3 < 1 THEN {fail:Index must be greater than zero} ELSE string_split($1, $2)[$3] "
                    + "END"),
        "split_to_map(varchar, varchar, varchar)":
            .template(
                "map_from_entries(list_transform(string_split($1, $2), lambda {b}: struct_pack("
                    + "k := string_split({b}, $3)[1], v := CASE WHEN len(string_split({b}, $3)) = 2 "
                    + "THEN string_split({b}, $3)[2] "
                    + "ELSE {failText:Key-value delimiter must appear exactly once in each entry} END)))"),
        "starts_with(varchar, varchar)": "starts_with($1, $2)",
        "strpos(varchar, varchar)": "strpos($1, $2)",
        "substr(varchar, bigint)": .special(substring),
        "substr(varchar, bigint, bigint)": .special(substring),
        "substring(varchar, bigint)": .special(substring),
        "substring(varchar, bigint, bigint)": .special(substring),
        "translate(varchar, varchar, varchar)": "translate($1, $2, $3)",
        "trim(varchar)": "trim($1, {blanks})",
        "trim(varchar, varchar)": "trim($1, $2)",
        "upper(varchar)": "upper($1)",
        "format(varchar, any...)": .special(format),
    ]
}
