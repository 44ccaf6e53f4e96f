extension FunctionCatalog {
    /// Functions over windows.
    static let windows: [String] = [
        "cume_dist() -> double",
        "dense_rank() -> bigint",
        "first_value(T) -> T",
        "lag(T) -> T",
        "lag(T, bigint) -> T",
        "lag(T, bigint, T) -> T",
        "last_value(T) -> T",
        "lead(T) -> T",
        "lead(T, bigint) -> T",
        "lead(T, bigint, T) -> T",
        "nth_value(T, bigint) -> T",
        "ntile(bigint) -> bigint",
        "percent_rank() -> double",
        "rank() -> bigint",
        "row_number() -> bigint",
    ]
}
