extension DuckDBFunctions {
    /// How functions over windows are written.
    static let windows: [String: Translation] = [
        "cume_dist()": "cume_dist()@",
        "dense_rank()": "dense_rank()@",
        "first_value(T)": "first_value(%)@",
        "lag(T)": "lag(%)@",
        "lag(T, bigint)": .special({ call throws(QueryError) in try distant(call, "lag", from: 0) }),
        "lag(T, bigint, T)": .special({ call throws(QueryError) in try distant(call, "lag", from: 0) }),
        "last_value(T)": "last_value(%)@",
        "lead(T)": "lead(%)@",
        "lead(T, bigint)": .special({ call throws(QueryError) in try distant(call, "lead", from: 0) }),
        "lead(T, bigint, T)": .special({ call throws(QueryError) in try distant(call, "lead", from: 0) }),
        "nth_value(T, bigint)": .special({ call throws(QueryError) in try distant(call, "nth_value", from: 1) }),
        "ntile(bigint)": "ntile(%)@",
        "percent_rank()": "percent_rank()@",
        "rank()": "rank()@",
        "row_number()": "row_number()@",
    ]

    /// A function of an offset, which has a smallest value in Trino.
    private static func distant(
        _ call: DuckDBCall,
        _ function: String,
        from smallest: Int
    ) throws(QueryError) -> String {
        let message = "Offset must be at least \(smallest)"
        if let offset = call.arguments[1].literalInteger {
            guard offset >= smallest else { throw call.refused(message, argument: 1) }
            return "\(function)(%)@"
        }
        let rest = call.arguments.count == 3 ? ", $3" : ""
        return "\(function)($1, CASE WHEN $2 < \(smallest) THEN {fail:\(message)} ELSE $2 END\(rest){o})@"
    }
}
