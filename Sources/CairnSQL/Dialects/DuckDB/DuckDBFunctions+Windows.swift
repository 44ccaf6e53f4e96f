extension DuckDBFunctions {
    /// How functions over windows are written.
    static let windows: [String: Translation] = [
        "cume_dist()": "cume_dist()@",
        "dense_rank()": "dense_rank()@",
        "first_value(T)": "first_value(%)@",
        "lag(T)": "lag(%)@",
        "lag(T, bigint)": "lag(%)@",
        "lag(T, bigint, T)": "lag(%)@",
        "last_value(T)": "last_value(%)@",
        "lead(T)": "lead(%)@",
        "lead(T, bigint)": "lead(%)@",
        "lead(T, bigint, T)": "lead(%)@",
        "nth_value(T, bigint)": "nth_value(%)@",
        "ntile(bigint)": "ntile(%)@",
        "percent_rank()": "percent_rank()@",
        "rank()": "rank()@",
        "row_number()": "row_number()@",
    ]
}
