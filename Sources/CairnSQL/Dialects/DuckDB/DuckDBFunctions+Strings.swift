extension DuckDBFunctions {
    /// How functions over text are written.
    static let strings: [String: Translation] = [
        "chr(bigint)": "chr(CAST($1 AS INTEGER))",
        "codepoint(varchar)":
            "CASE WHEN length($1) = 1 THEN unicode($1) WHEN $1 IS NOT NULL THEN {fail:Input is not one character} END",
        "concat(varchar...)": "($||)",
        "concat(varbinary...)": "($||)",
        "concat(array(T)...)": "($||)",
        "concat_ws(varchar, varchar...)": "concat_ws($*)",
        "concat_ws(varchar, array(varchar))": .special(concatArray),
        "format(varchar, any...)": .special(format),
        "hamming_distance(varchar, varchar)":
            .template(
                "CASE WHEN length($1) <> length($2) THEN {fail:The input strings must have the same length} ELSE "
                    + "len(list_filter(range(1, length($1) + 1), "
                    + "lambda {b}: substring($1, {b}, 1) <> substring($2, {b}, 1))) END"),
        "length(varchar)": "length($1)",
        "length(varbinary)": "octet_length($1)",
        "levenshtein_distance(varchar, varchar)": .special(levenshtein),
        "lower(varchar)": "lower($1)",
        "lpad(varchar, bigint, varchar)": padded("lpad"),
        "lpad(varbinary, bigint, varbinary)": padded("lpad"),
        "ltrim(varchar)": "ltrim($1, {blanks})",
        "ltrim(varchar, varchar)": "ltrim($1, $2)",
        "luhn_check(varchar)": .special(luhn),
        "normalize(varchar)": "nfc_normalize($1)",
        "normalize(varchar, varchar)": .special(normalize),
        "replace(varchar, varchar)": "replace($1, $2, '')",
        "replace(varchar, varchar, varchar)": .special(replace),
        "reverse(varchar)": "array_to_string(list_reverse(string_split($1, '')), '')",
        "reverse(varbinary)": .template(reversedBytes),
        "rpad(varchar, bigint, varchar)": padded("rpad"),
        "rpad(varbinary, bigint, varbinary)": padded("rpad"),
        "rtrim(varchar)": "rtrim($1, {blanks})",
        "rtrim(varchar, varchar)": "rtrim($1, $2)",
        "soundex(varchar)": .special(soundex),
        "split(varchar, varchar)":
            "CASE WHEN $2 = '' THEN {fail:The delimiter may not be the empty string} ELSE string_split($1, $2) END",
        "split(varchar, varchar, bigint)": .special(split),
        "split_part(varchar, varchar, bigint)":
            .template(
                "CASE WHEN $3 < 1 THEN {fail:Index must be greater than zero} ELSE string_split($1, $2)[$3] "
                    + "END"),
        "split_to_map(varchar, varchar, varchar)": .special(splitToMap),
        "split_to_multimap(varchar, varchar, varchar)": .special(splitToMultimap),
        "starts_with(varchar, varchar)": "starts_with($1, $2)",
        "strpos(varchar, varchar)": "strpos($1, $2)",
        "strpos(varchar, varchar, bigint)":
            .template(
                "CASE WHEN $3 = 0 THEN {fail:'instance' must be a positive or negative number.} "
                    + "WHEN $2 = '' AND $1 IS NOT NULL AND $3 IS NOT NULL THEN 1 "
                    + "WHEN $1 IS NOT NULL AND $2 IS NOT NULL AND $3 IS NOT NULL THEN "
                    + "coalesce(list_filter(range(1, length($1) - length($2) + 2), "
                    + "lambda {b}: substring($1, {b}, length($2)) = $2)[$3], 0) END"),
        "substr(varchar, bigint)": .special(substring),
        "substr(varchar, bigint, bigint)": .special(substring),
        "substr(varbinary, bigint)": .special(substringBytes),
        "substr(varbinary, bigint, bigint)": .special(substringBytes),
        "substring(varchar, bigint)": .special(substring),
        "substring(varchar, bigint, bigint)": .special(substring),
        "translate(varchar, varchar, varchar)": "translate($1, $2, $3)",
        "trim(varchar)": "trim($1, {blanks})",
        "trim(varchar, varchar)": "trim($1, $2)",
        "upper(varchar)":
            // DuckDB makes a capital of the sharp s, Java does not.
            "CASE WHEN contains($1, 'ß') THEN translate(upper(translate($1, 'ß', {mark})), {mark}, 'ß') ELSE upper($1) END",
    ]
}
