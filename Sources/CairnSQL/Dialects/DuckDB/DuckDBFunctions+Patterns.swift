extension DuckDBFunctions {
    /// How functions over regular expressions are written.
    static let patterns: [String: Translation] = [
        "regexp_count(varchar, varchar)": .regexp(#"len(regexp_extract_all($1, $2))"#),
        "regexp_extract(varchar, varchar)": .regexp(
            #"CASE WHEN regexp_matches($1, $2) THEN regexp_extract($1, $2) END"#),
        "regexp_extract(varchar, varchar, bigint)": .special(regexpGroup),
        "regexp_extract_all(varchar, varchar)": .regexp(#"regexp_extract_all($1, $2)"#),
        "regexp_extract_all(varchar, varchar, bigint)": .special(regexpGroups),
        "regexp_like(varchar, varchar)": .special(regexpLike),
        "regexp_position(varchar, varchar)": .special(regexpPosition),
        "regexp_position(varchar, varchar, bigint)": .special(regexpPosition),
        "regexp_position(varchar, varchar, bigint, bigint)": .special(regexpOccurrence),
        "regexp_replace(varchar, varchar)": .regexp(#"regexp_replace($1, $2, '', 'g')"#),
        "regexp_replace(varchar, varchar, varchar)": .special(regexpReplace),
        "regexp_replace(varchar, varchar, (array(varchar)) => varchar)": .special(regexpReplaceLambda),
        "regexp_split(varchar, varchar)": .special(regexpSplit),
    ]
}
