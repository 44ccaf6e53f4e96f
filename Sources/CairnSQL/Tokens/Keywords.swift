/// The words that cannot be names unless they stand in quotes.
///
/// Source: Trino documentation, "Keywords and identifiers".
enum Keywords {
    static let reserved: Set<String> = [
        "ALTER", "AND", "AS", "BETWEEN", "BY", "CASE", "CAST", "CONSTRAINT", "CREATE", "CROSS", "CUBE", "CURRENT_DATE",
        "CURRENT_TIME", "CURRENT_TIMESTAMP", "CURRENT_USER", "DEALLOCATE", "DELETE", "DESCRIBE", "DISTINCT", "DROP",
        "ELSE", "END", "ESCAPE", "EXCEPT", "EXECUTE", "EXISTS", "EXTRACT", "FALSE", "FOR", "FROM", "FULL", "GROUP",
        "GROUPING", "HAVING", "IN", "INNER", "INSERT", "INTERSECT", "INTO", "IS", "JOIN", "LEFT", "LIKE", "LISTAGG",
        "LOCALTIME", "LOCALTIMESTAMP", "NATURAL", "NORMALIZE", "NOT", "NULL", "ON", "OR", "ORDER", "OUTER", "PREPARE",
        "RECURSIVE", "RIGHT", "ROLLUP", "SELECT", "TABLE", "THEN", "TRIM", "TRUE", "UESCAPE", "UNION", "UNNEST",
        "USING", "VALUES", "WHEN", "WHERE", "WITH",
    ]

    /// Words that would start another clause after a table, and are no alias there.
    static let afterRelation: Set<String> = [
        "LIMIT", "OFFSET", "FETCH", "TABLESAMPLE", "MATCH_RECOGNIZE", "WINDOW", "LATERAL", "LEFT", "RIGHT", "FULL",
    ]
}
