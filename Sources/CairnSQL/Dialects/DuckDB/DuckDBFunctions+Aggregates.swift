extension DuckDBFunctions {
    /// How functions over aggregates are written.
    static let aggregates: [String: Translation] = [
        "any_value(T)": "any_value(%)@",
        "approx_distinct(T)": "count(DISTINCT $1)@",
        "approx_distinct(T, double)": .special(approximateCount),
        "approx_most_frequent(bigint, bigint, bigint)": .template(mostFrequent),
        "approx_most_frequent(bigint, varchar, bigint)": .template(mostFrequent),
        "approx_percentile(bigint, double)": .special(percentile),
        "approx_percentile(bigint, array(double))": .special(percentile),
        "approx_percentile(bigint, double, double)": .special(weightedPercentile),
        "approx_percentile(bigint, double, array(double))": .special(weightedPercentile),
        "approx_percentile(double, double)": .special(percentile),
        "approx_percentile(double, array(double))": .special(percentile),
        "approx_percentile(double, double, double)": .special(weightedPercentile),
        "approx_percentile(double, double, array(double))": .special(weightedPercentile),
        "approx_percentile(real, double)": .special(percentile),
        "approx_percentile(real, array(double))": .special(percentile),
        "approx_percentile(real, double, double)": .special(weightedPercentile),
        "approx_percentile(real, double, array(double))": .special(weightedPercentile),
        "arbitrary(T)": "any_value(%)@",
        "array_agg(T)": "list(%)@",
        "avg(D)": .special(averageDecimal),
        "avg(double)": "avg(%)@",
        "avg(real)": "CAST(avg(%)@ AS FLOAT)",
        "avg(intervalday)": .template("to_milliseconds(CAST(floor(avg({d}{ms:$1})@ + 0.5) AS BIGINT))"),
        "avg(intervalyear)": .template("to_months(CAST(floor(avg({d}{months:$1})@ + 0.5) AS INTEGER))"),
        "bitwise_and_agg(bigint)": "bit_and(%)@",
        "bitwise_or_agg(bigint)": "bit_or(%)@",
        "bitwise_xor_agg(bigint)": "bit_xor(%)@",
        "bool_and(boolean)": "bool_and(%)@",
        "bool_or(boolean)": "bool_or(%)@",
        "corr(double, double)": finite("corr(%)@"),
        "corr(real, real)": finite("corr(%)@"),
        "count()": "count(*)@",
        "count(T)": "count(%)@",
        "count_if(boolean)": "count({d}CASE WHEN $1 THEN true END)@",
        "covar_pop(double, double)": "covar_pop(%)@",
        "covar_pop(real, real)": "CAST(covar_pop(%)@ AS FLOAT)",
        "covar_samp(double, double)": "covar_samp(%)@",
        "covar_samp(real, real)": "CAST(covar_samp(%)@ AS FLOAT)",
        "every(boolean)": "bool_and(%)@",
        "geometric_mean(double)": .template(geometricMean),
        "geometric_mean(real)": .template("CAST(\(geometricMean) AS FLOAT)"),
        "histogram(T)": "CAST(histogram(%)@ AS {type})",
        "kurtosis(double)":
            "CASE WHEN count({d}$1)@ >= 4 THEN coalesce(kurtosis(%)@, CAST('NaN' AS DOUBLE)) END",
        "listagg(varchar)": listagg("string_agg({d}$1, ''{o})@"),
        "listagg(varchar, varchar)": listagg("string_agg({d}$1, $2{o})@"),
        "listagg(varchar, varchar, varchar, boolean)": .special(truncatedList),
        "map_agg(K, V)":
            .template(
                "{firstPairs:list(struct_pack(k := $1, v := $2){o}) FILTER (WHERE $1 IS NOT "
                    + "NULL{andfilter}){over}}"),
        "map_union(map(K, V))":
            .template(
                "{firstPairs:flatten(list(list_transform(map_entries($1), lambda {b}: "
                    + "struct_pack(k := ({b}).key, v := ({b}).value)){o}) FILTER (WHERE $1 IS NOT "
                    + "NULL{andfilter}){over})}"),
        "max(O)": .special(maximum),
        "max(O, bigint)": .special({ call throws(QueryError) in try extremes(call, "max") }),
        "max_by(T, O)": .special({ call throws(QueryError) in "arg_max_null({d}$1, \(try highest(call, 1)){o})@" }),
        "max_by(T, O, bigint)": .special({ call throws(QueryError) in try extremesBy(call, "arg_max") }),
        "min(O)": .special(minimum),
        "min(O, bigint)": .special({ call throws(QueryError) in try extremes(call, "min") }),
        "min_by(T, O)": "arg_min_null(%)@",
        "min_by(T, O, bigint)": .special({ call throws(QueryError) in try extremesBy(call, "arg_min") }),
        "multimap_agg(K, V)":
            .template(
                "{allPairs:list({d}struct_pack(k := $1, v := $2){o}) FILTER (WHERE $1 IS NOT "
                    + "NULL{andfilter}){over}}"),
        "numeric_histogram(bigint, double)": .aggregate(numericHistogram),
        "numeric_histogram(bigint, double, double)": .aggregate(numericHistogram),
        "numeric_histogram(bigint, real)": .aggregate(numericHistogram),
        "numeric_histogram(bigint, real, double)": .aggregate(numericHistogram),
        "reduce_agg(T, S, (S, T) => S, (S, S) => S)": .aggregate(reduceRows),
        "regr_intercept(double, double)": finite("regr_intercept(%)@"),
        "regr_intercept(real, real)": finite("regr_intercept(%)@"),
        "regr_slope(double, double)": finite("regr_slope(%)@"),
        "regr_slope(real, real)": finite("regr_slope(%)@"),
        "set_agg(T)": "{distinct:list($1)@}",
        "skewness(double)":
            "(skewness(%)@ * (count({d}$1)@ - 2) / sqrt(count({d}$1)@ * (count({d}$1)@ - 1)))",
        "stddev(double)": "stddev_samp(%)@",
        "stddev_pop(double)": "stddev_pop(%)@",
        "stddev_samp(double)": "stddev_samp(%)@",
        "sum(I)": "CAST(sum(%)@ AS BIGINT)",
        "sum(D)": "CAST(sum(%)@ AS {type})",
        "sum(double)": "sum(%)@",
        "sum(real)": "CAST(sum(%)@ AS FLOAT)",
        "sum(intervalday)": .template("to_milliseconds(CAST(sum({d}{ms:$1})@ AS BIGINT))"),
        "sum(intervalyear)": .template("to_months(CAST(sum({d}{months:$1})@ AS INTEGER))"),
        "var_pop(double)": "var_pop(%)@",
        "var_samp(double)": "var_samp(%)@",
        "variance(double)": "var_samp(%)@",
    ]

    private static let geometricMean =
        "exp(avg({d}CASE WHEN $1 > 0 THEN ln($1) WHEN $1 = 0 THEN CAST('-Infinity' AS DOUBLE) "
        + "WHEN $1 < 0 THEN CAST('NaN' AS DOUBLE) END)@)"

    /// The most frequent values, each counted, which is what Trino's summary gives with enough capacity.
    private static let mostFrequent =
        "(list_transform([struct_pack(h := histogram({d}$2)@, n := any_value($1)@)], lambda {b}: "
        + "CASE WHEN ({b}).n < 2 THEN {fail:approx_most_frequent bucket count must be greater than one} "
        + "WHEN ({b}).h IS NOT NULL THEN CAST(map_from_entries(list_transform(list_sort(list_transform("
        + "map_entries(({b}).h), lambda {b}e: struct_pack(c := - CAST(({b}e).value AS BIGINT), k := ({b}e).key)))[1:({b}).n], "
        + "lambda {b}e: struct_pack(k := ({b}e).k, v := - ({b}e).c))) AS {type}) END))[1]"

    /// NULL in place of what is no number.
    private static func finite(_ template: String) -> Translation {
        .template(
            "(list_transform([\(template)], lambda {b}: CASE WHEN isfinite({b}) THEN CAST({b} AS {type}) END))[1]")
    }

    /// The length of what Trino lists, in bytes.
    static let listedByteCountMax = 1_048_576

    private static func listagg(_ template: String) -> Translation {
        .special { call throws(QueryError) in
            if call.arguments.count > 1 { _ = try call.literal(1, "The separator") }
            return "(list_transform([\(template)], lambda {b}: CASE WHEN strlen({b}) > \(listedByteCountMax) "
                + "THEN {fail:Concatenated string has the length in bytes larger than the maximum output length "
                + "\(listedByteCountMax)} ELSE {b} END))[1]"
        }
    }
}
