extension DuckDBFunctions {
    /// How functions over maps are written.
    static let maps: [String: Translation] = [
        "cardinality(map(K, V))": "CAST(cardinality($1) AS BIGINT)",
        "cosine_similarity(map(varchar, double), map(varchar, double))": .special(cosineOfMaps),
        "element_at(map(K, V), K)": "$1[$2]",
        "map()": "MAP {}",
        "map(array(K), array(V))": "MAP($1, $2)",
        "map_concat(map(K, V), map(K, V)...)": .special(mapConcat),
        "map_entries(map(K, V))": "list_transform(map_entries($1), lambda {b}: row(({b}).key, ({b}).value))",
        "map_filter(map(K, V), (K, V) => boolean)": .special(mapFilter),
        "map_from_entries(array(row(K, V)))":
            .template(
                "CASE WHEN list_count($1) < len($1) THEN {fail:map entry cannot be null} ELSE map_from_entries("
                    + "list_transform($1, lambda {b}: struct_pack(k := struct_extract_at({b}, 1), "
                    + "v := struct_extract_at({b}, 2)))) END"),
        "map_keys(map(K, V))": "map_keys($1)",
        "map_values(map(K, V))": "map_values($1)",
        "map_zip_with(map(K, V), map(K, W), (K, V, W) => R)": .special(mapZipWith),
        "multimap_from_entries(array(row(K, V)))":
            .template(
                "CASE WHEN list_count($1) < len($1) THEN {fail:map entry cannot be null} ELSE "
                    + "{allPairs:list_transform($1, lambda {b}: struct_pack(k := struct_extract_at({b}, 1), "
                    + "v := struct_extract_at({b}, 2)))} END"),
        "transform_keys(map(K, V), (K, V) => R)": .special(transformKeys),
        "transform_values(map(K, V), (K, V) => R)": .special(transformValues),
    ]
}
