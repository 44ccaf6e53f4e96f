extension DuckDBFunctions {
    /// How functions over arrays are written.
    static let arrays: [String: Translation] = [
        "all_match(array(T), (T) => boolean)": matching("WHEN list_contains({b}, false) THEN false", "true"),
        "any_match(array(T), (T) => boolean)": matching("WHEN list_contains({b}, true) THEN true", "false"),
        "none_match(array(T), (T) => boolean)": matching("WHEN list_contains({b}, true) THEN false", "true"),
        "array_distinct(array(T))": .special(arrayDistinct),
        "array_except(array(T), array(T))": .special({ call throws(QueryError) in try kept(call, "IS NULL") }),
        "array_first(array(T))": "$1[1]",
        "array_histogram(array(T))":
            "CASE WHEN $1 IS NOT NULL THEN coalesce(CAST(list_histogram($1) AS {type}), MAP {}) END",
        "array_intersect(array(T), array(T))": .special({ call throws(QueryError) in try kept(call, "IS NOT NULL") }),
        "array_join(array(T), varchar)": .special(arrayJoin),
        "array_join(array(T), varchar, varchar)": .special(arrayJoin),
        "array_last(array(T))": "$1[-1]",
        "array_max(array(O))": .special({ call throws(QueryError) in try extremeElement(call, "list_max") }),
        "array_min(array(O))": .special({ call throws(QueryError) in try extremeElement(call, "list_min") }),
        "array_position(array(T), T)": .special(arrayPosition),
        "array_remove(array(T), T)": .special(arrayRemove),
        "array_sort(array(O))": .special(arraySort),
        "array_sort(array(T), (T, T) => integer)": .special(arraySortBy),
        "array_union(array(T), array(T))": .special(arrayUnion),
        "arrays_overlap(array(T), array(T))": .special(arraysOverlap),
        "cardinality(array(T))": "len($1)",
        "combinations(array(T), bigint)": .special(combinations),
        "concat(array(T), T)": "($1 || [$2])",
        "concat(T, array(T))": "([$1] || $2)",
        "contains(array(T), T)": .special(contains),
        "contains_sequence(array(T), array(T))":
            .template(
                "CASE WHEN $1 IS NOT NULL AND $2 IS NOT NULL THEN len($2) = 0 OR list_contains(list_transform("
                    + "range(1, len($1) - len($2) + 2), lambda {b}: $1[{b}:{b} + len($2) - 1]), $2) END"),
        "cosine_distance(array(double), array(double))": .special({ call throws(QueryError) in
            "(1 - \(try cosine(call)))"
        }),
        "cosine_similarity(array(double), array(double))": .special(cosine),
        "dot_product(array(double), array(double))": .special({ call throws(QueryError) in
            try vectors(call, dotProduct)
        }),
        "element_at(array(T), bigint)": .special(elementAt),
        "euclidean_distance(array(double), array(double))": .special(euclideanDistance),
        "filter(array(T), (T) => boolean)": "list_filter($1, $2)",
        "flatten(array(array(T)))": "flatten(list_filter($1, lambda {b}: {b} IS NOT NULL))",
        "ngrams(array(T), bigint)":
            .template(
                "CASE WHEN $1 IS NULL OR $2 IS NULL THEN NULL WHEN $2 <= 0 THEN {fail:N must be positive} "
                    + "WHEN $2 >= len($1) THEN [$1] "
                    + "ELSE list_transform(range(1, len($1) - $2 + 2), lambda {b}: $1[{b}:{b} + $2 - 1]) END"),
        "reduce(array(T), S, (S, T) => S, (S) => R)": .special(reduce),
        "repeat(T, bigint)":
            .template(
                "CASE WHEN $2 > 100000 THEN {fail:count argument of repeat function must be less than or equal to "
                    + "100000} WHEN $2 < 0 THEN {fail:count argument of repeat function must be greater than or "
                    + "equal to 0} WHEN $2 IS NOT NULL THEN list_transform(range($2), lambda {b}: $1) END"),
        "reverse(array(T))": "list_reverse($1)",
        "sequence(bigint, bigint)": .special(sequence),
        "sequence(bigint, bigint, bigint)": .special(sequence),
        "sequence(date, date)": .special(dateSequence),
        "sequence(date, date, interval)": .special(dateSequence),
        "sequence(timestamp, timestamp, interval)": .special(timeSequence),
        "shuffle(array(T))":
            .template(
                "list_transform(list_sort(list_transform($1, lambda {b}: struct_pack(r := random(), x := {b}))), "
                    + "lambda {b}: ({b}).x)"),
        "slice(array(T), bigint, bigint)": .special(slice),
        "transform(array(T), (T) => U)": "list_transform($1, $2)",
        "trim_array(array(T), bigint)":
            .template(
                "CASE WHEN $2 < 0 THEN {fail:size must not be negative} "
                    + "WHEN $2 > len($1) THEN {fail:size must not exceed array cardinality} ELSE "
                    + "$1[1:len($1) - $2] END"),
        "zip(array(T), array(U))": .special(zip),
        "zip(array(T), array(U), array(V))": .special(zip),
        "zip(array(T), array(U), array(V), array(W))": .special(zip),
        "zip(array(T), array(U), array(V), array(W), array(X))": .special(zip),
        "zip_with(array(T), array(U), (T, U) => R)": .special(zipWith),
    ]

    /// What a condition gives for each element, taken together; NULL where it hangs on those that gave NULL.
    private static func matching(_ found: String, _ otherwise: String) -> Translation {
        .template(
            "(list_transform([list_transform($1, $2)], lambda {b}: CASE \(found) "
                + "WHEN list_count({b}) = len({b}) THEN \(otherwise) END))[1]"
        )
    }
}
