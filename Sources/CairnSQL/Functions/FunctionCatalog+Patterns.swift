extension FunctionCatalog {
    /// Functions over regular expressions.
    static let patterns: [String] = [
        "regexp_count(varchar, varchar) -> bigint",
        "regexp_extract(varchar, varchar) -> varchar",
        "regexp_extract(varchar, varchar, bigint) -> varchar",
        "regexp_extract_all(varchar, varchar) -> array(varchar)",
        "regexp_extract_all(varchar, varchar, bigint) -> array(varchar)",
        "regexp_like(varchar, varchar) -> boolean",
        "regexp_position(varchar, varchar) -> integer",
        "regexp_position(varchar, varchar, bigint) -> integer",
        "regexp_position(varchar, varchar, bigint, bigint) -> integer",
        "regexp_replace(varchar, varchar) -> varchar",
        "regexp_replace(varchar, varchar, varchar) -> varchar",
        "regexp_replace(varchar, varchar, (array(varchar)) => varchar) -> varchar",
        "regexp_split(varchar, varchar) -> array(varchar)",
    ]
}
