extension DuckDBFunctions {
    /// How functions over aggregates are written.
    static let aggregates: [String: Translation] = [
        "any_value(T)": "any_value(%)@",
        "approx_distinct(T)": "count(DISTINCT $1)@",
        "approx_distinct(T, double)": "count(DISTINCT $1)@",
        "approx_percentile(N, double)": .special(percentile),
        "approx_percentile(N, array(double))": .special(percentile),
        "arbitrary(T)": "any_value(%)@",
        "array_agg(T)": "list(%)@",
        "avg(D)": .special(averageDecimal),
        "avg(double)": "avg(%)@",
        "avg(intervalday)": "avg(%)@",
        "bitwise_and_agg(bigint)": "bit_and(%)@",
        "bitwise_or_agg(bigint)": "bit_or(%)@",
        "bitwise_xor_agg(bigint)": "bit_xor(%)@",
        "bool_and(boolean)": "bool_and(%)@",
        "bool_or(boolean)": "bool_or(%)@",
        "corr(double, double)": "corr(%)@",
        "count()": "count(*)@",
        "count(T)": "count(%)@",
        "count_if(boolean)": "count({d}CASE WHEN $1 THEN true END)@",
        "covar_pop(double, double)": "covar_pop(%)@",
        "covar_samp(double, double)": "covar_samp(%)@",
        "every(boolean)": "bool_and(%)@",
        "geometric_mean(double)":
            .template(
                "exp(avg({d}CASE WHEN $1 > 0 THEN ln($1) WHEN $1 = 0 THEN CAST('-Infinity' AS DOUBLE) "
                    + "WHEN $1 < 0 THEN CAST('NaN' AS DOUBLE) END)@)"),
        "histogram(T)": "CAST(histogram(%)@ AS {type})",
        "kurtosis(double)": "kurtosis(%)@",
        "listagg(varchar)": "string_agg({d}$1, ''{o})@",
        "listagg(varchar, varchar)": "string_agg({d}$1, $2{o})@",
        "map_agg(K, V)":
            .template(
                "{firstPairs:list(struct_pack(k := $1, v := $2){o}) FILTER (WHERE $1 IS NOT "
                    + "NULL{andfilter}){over}}"),
        "max(O)": "max(%)@",
        "max(O, bigint)": "max(%)@",
        "max_by(T, O)": "arg_max_null(%)@",
        "max_by(T, O, bigint)":
            "list_transform(arg_max(struct_pack(v := $1), $2, $3)@, lambda {b}: {b}.v)",
        "min(O)": "min(%)@",
        "min(O, bigint)": "min(%)@",
        "min_by(T, O)": "arg_min_null(%)@",
        "min_by(T, O, bigint)":
            "list_transform(arg_min(struct_pack(v := $1), $2, $3)@, lambda {b}: {b}.v)",
        "multimap_agg(K, V)":
            .template(
                "{allPairs:list(struct_pack(k := $1, v := $2){o}) FILTER (WHERE $1 IS NOT "
                    + "NULL{andfilter}){over}}"),
        "regr_intercept(double, double)": "regr_intercept(%)@",
        "regr_slope(double, double)": "regr_slope(%)@",
        "set_agg(T)": "{distinct:list($1)@}",
        "skewness(double)": "(skewness(%)@ * (count($1)@ - 2) / sqrt(count($1)@ * (count($1)@ - 1)))",
        "stddev(double)": "stddev_samp(%)@",
        "stddev_pop(double)": "stddev_pop(%)@",
        "stddev_samp(double)": "stddev_samp(%)@",
        "sum(I)": "CAST(sum(%)@ AS BIGINT)",
        "sum(D)": "CAST(sum(%)@ AS {type})",
        "sum(double)": "sum(%)@",
        "sum(intervalday)":
            "to_milliseconds(CAST(sum({d}CAST(round(epoch($1) * 1000) AS BIGINT))@ AS BIGINT))",
        "var_pop(double)": "var_pop(%)@",
        "var_samp(double)": "var_samp(%)@",
        "variance(double)": "var_samp(%)@",
    ]
}
