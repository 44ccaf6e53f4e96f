extension DuckDBFunctions {
    /// How functions over arrays are written.
    static let arrays: [String: Translation] = [
        "all_match(array(T), (T) => boolean)":
            .template(
                "CASE WHEN list_contains(list_transform($1, $2), false) THEN false WHEN "
                    + "list_count(list_transform($1, $2)) < len($1) THEN NULL WHEN $1 IS NOT NULL THEN true END"),
        "any_match(array(T), (T) => boolean)":
            .template(
                "CASE WHEN list_contains(list_transform($1, $2), true) THEN true WHEN "
                    + "list_count(list_transform($1, $2)) < len($1) THEN NULL WHEN $1 IS NOT NULL THEN false END"),
        "none_match(array(T), (T) => boolean)":
            .template(
                "CASE WHEN list_contains(list_transform($1, $2), true) THEN false WHEN "
                    + "list_count(list_transform($1, $2)) < len($1) THEN NULL WHEN $1 IS NOT NULL THEN true END"),
        "array_distinct(array(T))": "{distinct:$1}",
        "array_except(array(T), array(T))": "{distinct:list_filter($1, lambda {b}: list_position($2, {b}) IS NULL)}",
        "array_first(array(T))": "$1[1]",
        "array_intersect(array(T), array(T))":
            .template(
                "{distinct:list_filter($1, lambda {b}: list_position($2, {b}) IS NOT NULL)}"),
        "array_join(array(T), varchar)": .separated(by: 1, "array_to_string({texts:$1}, $2)"),
        "array_join(array(T), varchar, varchar)":
            .separated(
                by: 1, "array_to_string(list_transform({texts:$1}, lambda {b}: coalesce({b}, $3)), $2)"),
        "array_last(array(T))": "$1[-1]",
        "array_max(array(T))": "CASE WHEN list_count($1) = len($1) THEN list_max($1) END",
        "array_min(array(T))": "CASE WHEN list_count($1) = len($1) THEN list_min($1) END",
        "array_position(array(T), T)":
            .template(
                "CASE WHEN $1 IS NULL OR $2 IS NULL THEN NULL ELSE CAST(coalesce(list_position($1, $2), 0) "
                    + "AS BIGINT) END"),
        "array_remove(array(T), T)": "list_filter($1, lambda {b}: {b} <> $2)",
        "array_sort(array(T))": "list_sort($1, 'ASC', 'NULLS LAST')",
        "array_union(array(T), array(T))": "{distinct:($1 || $2)}",
        "arrays_overlap(array(T), array(T))":
            .template(
                "CASE WHEN list_has_any($1, $2) THEN true WHEN list_count($1) < len($1) OR list_count($2) < "
                    + "len($2) THEN NULL WHEN $1 IS NOT NULL AND $2 IS NOT NULL THEN false END"),
        "cardinality(array(T))": "len($1)",
        "contains(array(T), T)":
            .template(
                "CASE WHEN list_contains($1, $2) THEN true WHEN $2 IS NULL OR list_count($1) < len($1) THEN "
                    + "NULL WHEN $1 IS NOT NULL THEN false END"),
        "element_at(array(T), bigint)": .special(elementAt),
        "filter(array(T), (T) => boolean)": "list_filter($1, $2)",
        "flatten(array(array(T)))": "flatten(list_filter($1, lambda {b}: {b} IS NOT NULL))",
        "reduce(array(T), S, (S, T) => S, (S) => R)": .special(reduce),
        "repeat(T, bigint)": "list_transform(range(CAST(greatest($2, 0) AS BIGINT)), lambda {b}: $1)",
        "reverse(array(T))": "list_reverse($1)",
        "sequence(bigint, bigint)": .special(sequence),
        "sequence(bigint, bigint, bigint)": "generate_series($1, $2, $3)",
        "sequence(date, date)":
            .template(
                "list_transform(generate_series(CAST($1 AS TIMESTAMP), CAST($2 AS TIMESTAMP), CASE WHEN $1 "
                    + "<= $2 THEN to_days(1) ELSE to_days(-1) END), lambda {b}: CAST({b} AS DATE))"),
        "sequence(date, date, interval)":
            .template(
                "list_transform(generate_series(CAST($1 AS TIMESTAMP), CAST($2 AS TIMESTAMP), $3), lambda "
                    + "{b}: CAST({b} AS DATE))"),
        "sequence(timestamp, timestamp, interval)": "generate_series($1, $2, $3)",
        "slice(array(T), bigint, bigint)": .special(slice),
        "transform(array(T), (T) => U)": "list_transform($1, $2)",
        "trim_array(array(T), bigint)":
            .template(
                "CASE WHEN $2 > len($1) OR $2 < 0 THEN {fail:size must not exceed array cardinality} ELSE "
                    + "$1[1:len($1) - $2] END"),
        "zip(array(T), array(U))": .special(zip),
        "zip(array(T), array(U), array(V))": .special(zip),
        "zip_with(array(T), array(U), (T, U) => R)": .special(zipWith),
    ]
}
